import type { Request, Response } from 'express'
import { sharedBadgeOf, sharedPage } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import type { BadgeDocument } from '../../publishing/pdf/badge-pdf.js'
import type { CollectionDocument } from '../../publishing/pdf/collection-pdf.js'
import { openedLink } from '../middleware/link.js'
import type { PageMemory } from '../page-memory.js'
import { templateFunctions } from '../template-functions.js'
import { badgePaper, collectionPaper, paperDates } from '../view-models/paper.js'
import type { PublicBadge } from '../view-models/public-badge.js'
import type { Dates } from '../view-models/verdict.js'

type WithToken = Request<{ token: string }>
type WithBadge = Request<{ token: string; id: string }>

export interface PaperServices {
  memory: PageMemory
  badgeModel: (req: WithBadge, res: Response, dates: Dates) => Promise<PublicBadge>
}

/** What a link shows as PDF, to be handed in. */
export function publicPaperPages(ctx: Context, { memory, badgeModel }: PaperServices) {
  const times = templateFunctions(ctx)
  return {
    async collection(req: WithToken, res: Response) {
      const page = await sharedPage(ctx, openedLink(res))
      const { collection } = page
      if (collection === null) throw new AppError('not_found', 'This link is to a single badge.')
      const pictures = await picturesOf(page.badges)
      const url = `${ctx.config.baseUrl}/s/${req.params.token}`
      const paper = collectionPaper(page, collection, { url, times, pictures })
      await sendPdf(req, res, page.badges, paper, async (now, made) => {
        const { writeCollectionPdf } = await import('../../publishing/pdf/collection-pdf.js')
        return writeCollectionPdf(paper, now, made)
      })
    },

    async badge(req: WithBadge, res: Response) {
      const page = await sharedPage(ctx, openedLink(res))
      const shared = sharedBadgeOf(page, req.params.id)
      const picture = (await picturesOf([shared])).get(shared.badge.id) ?? null
      const url = `${ctx.config.baseUrl}/s/${req.params.token}`
      const view = await badgeModel(req, res, paperDates(times))
      const paper = badgePaper(shared, view, { url, earner: page.earner, times, picture })
      await sendPdf(req, res, [shared], paper, async (now, made) => {
        const { writeBadgePdf } = await import('../../publishing/pdf/badge-pdf.js')
        return writeBadgePdf(paper, now, made)
      })
    },
  }

  /** A document of the same minute that says the same is the same document. */
  async function sendPdf(
    req: WithToken,
    res: Response,
    badges: readonly SharedBadge[],
    paper: CollectionDocument | BadgeDocument,
    write: (now: Date, made: string) => Promise<Buffer>,
  ): Promise<void> {
    const now = ctx.now()
    const made = `Made with Haversack on ${times.time(now.toISOString())}`
    res.set('Content-Disposition', `inline; filename*=UTF-8''${fileName(paper.title)}`)
    const pictures = badges.map(({ badge }) => badge.imageHash)
    const key = ['pdf', withoutPictures(paper), pictures, made]
    await memory.sendDrawing(req as Request, res, {
      key,
      type: 'application/pdf',
      draw: () => write(now, made),
    })
  }

  async function picturesOf(badges: readonly SharedBadge[]): Promise<Map<string, Buffer>> {
    const pictures = new Map<string, Buffer>()
    for (const { badge } of badges)
      if (badge.imageHash) pictures.set(badge.id, await ctx.files.get(badge.imageHash))
    return pictures
  }
}

/** All words of a document; its pictures are told by their hashes. */
function withoutPictures(paper: CollectionDocument | BadgeDocument) {
  if (!('badges' in paper)) return { ...paper, picture: null }
  return { ...paper, badges: paper.badges.map((badge) => ({ ...badge, picture: null })) }
}

/** Percent-encoded, for a header. */
function fileName(title: string): string {
  const name = title
    .replace(/[\p{C}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const encoded = encodeURIComponent([...name].slice(0, 80).join('') || 'badges')
  return `${encoded.replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}.pdf`
}
