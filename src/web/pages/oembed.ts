import type { Request, Response } from 'express'
import { tokenOf } from '../../backpack/sharing/links.js'
import { openLink, sharedPage, type SharedPage } from '../../backpack/sharing/open-link.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { frameCode } from '../../publishing/embed.js'
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '../../publishing/published.js'
import { listFindableShares } from '../../store/shares.js'
import { allowEmbedding, allowFraming } from '../foreign-bytes.js'
import { templateFunctions } from '../template-functions.js'
import { canBeFramed, embedView, frameSize } from '../view-models/embed.js'

/** What other sites ask for when somebody pastes a link there. @see https://oembed.com/ */
export function oembedPages(ctx: Context) {
  const { baseUrl } = ctx.config
  return {
    async show(req: Request, res: Response) {
      allowEmbedding(res)
      res.setHeader('Access-Control-Allow-Origin', '*')
      if (textOf(req.query.format) === 'xml')
        return void res.status(501).json({ error: { message: 'Only JSON is answered.' } })
      const { token, id } = readAddress(textOf(req.query.url), baseUrl)
      const link = await openLink(ctx, token)
      if (!canBeFramed(link)) throw new AppError('unauthorized', PASSWORD)
      const url = `${baseUrl}/s/${token}`
      const page = await sharedPage(ctx, link)
      const view = embedView(page, id, { url, dates: templateFunctions(ctx) })
      const own = id === undefined ? url : `${url}/badges/${id}`
      res.json({ ...answerOf(req, view, own), cache_age: cacheSeconds(page, ctx.now()) })
    },
  }

  function answerOf({ query }: Request, view: ReturnType<typeof embedView>, url: string): object {
    const { width, height } = frameSize(view)
    const size = { width: limited(width, query.maxwidth), height: limited(height, query.maxheight) }
    return {
      version: '1.0',
      type: 'rich',
      title: view.summary,
      ...(view.earner ? { author_name: view.earner } : {}),
      provider_name: 'Haversack',
      provider_url: baseUrl,
      thumbnail_url: `${url}/picture.png`,
      thumbnail_width: PICTURE_WIDTH,
      thumbnail_height: PICTURE_HEIGHT,
      html: frameCode(`${url}/embed`, view.title, size),
      ...size,
    }
  }
}

/** An hour, or until what is said of a badge is another thing. */
function cacheSeconds({ badges }: SharedPage, now: Date): number {
  const turns = badges.flatMap(({ turnsAt }) => (turnsAt ? [Date.parse(turnsAt)] : []))
  return Math.min(3600, ...turns.map((at) => Math.ceil((at - now.getTime()) / 1000)))
}

/** The link and badge an address of ours names. @throws {AppError} not_found: it is none */
function readAddress(address: string, baseUrl: string): { token: string; id?: string } {
  const path = address.startsWith(`${baseUrl}/`) ? address.slice(baseUrl.length) : ''
  const found = /^\/s\/([\w-]+)(?:\/badges\/([\w-]+))?\/?(?:[?#].*)?$/.exec(path)
  if (!found) throw new AppError('not_found', 'This address is no link to badges kept here.')
  return { token: found[1]!, ...(found[2] === undefined ? {} : { id: found[2] }) }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function limited(size: number, most: unknown): number {
  const number = Number(textOf(most))
  return Number.isInteger(number) && number > 0 ? Math.min(size, number) : size
}

type WithEmbed = Request<{ token: string; id?: string }>

/** Pages made for frames on other sites: no script, no cookie, no form. */
export function embedPages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async show(req: WithEmbed, res: Response) {
      const { token, id } = req.params
      const url = `${ctx.config.baseUrl}/s/${token}`
      allowFraming(res, url)
      res.setHeader('Cache-Control', 'private, no-cache')
      res.setHeader('X-Robots-Tag', 'noindex')
      const link = await openLink(ctx, token)
      if (!canBeFramed(link)) throw new AppError('unauthorized', PASSWORD)
      res.render('embeds/show', embedView(await sharedPage(ctx, link), id, { url, dates }))
    },
  }
}

const PASSWORD = 'This link asks for a password, which can only be typed on its own page.'

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
