import type { Request, Response } from 'express'
import { tokenOf } from '../../backpack/links.js'
import type { Context } from '../../context.js'
import { listFindableShares } from '../../store/shares.js'

/** A sitemap may name so many addresses. @see https://www.sitemaps.org/protocol.html */
const MAX_ADDRESSES = 50_000

/** What search engines and directories ask for; only links whose owners want to be found are in it. */
export function findabilityPages(ctx: Context) {
  const { baseUrl } = ctx.config
  return {
    robots(_req: Request, res: Response) {
      const lines = ['User-agent: *', 'Allow: /', '', `Sitemap: ${baseUrl}/sitemap.xml`, '']
      res.type('text/plain').send(lines.join('\n'))
    },

    async sitemap(_req: Request, res: Response) {
      const shares = await listFindableShares(ctx.db, ctx.now().toISOString(), MAX_ADDRESSES)
      const tokens = shares.map((share) => tokenOf(ctx, share)).filter((token) => token !== null)
      const urls = tokens.map((token) => `<url><loc>${baseUrl}/s/${token}</loc></url>`)
      res.type('application/xml').send(
        `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`,
      )
    },
  }
}
