import type { Request, Response } from 'express'
import { openLink, sharedBadgeOf, sharedPage } from '../../backpack/sharing/open-link.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import type { BackpackBadge } from '../../store/badges.js'
import { allowEmbedding } from '../foreign-bytes.js'
import { openedLink } from '../middleware/link.js'
import type { PageMemory } from '../page-memory.js'
import { templateFunctions } from '../template-functions.js'
import { badgePictureText, collectionPictureText } from '../view-models/paper.js'

type WithToken = Request<{ token: string }>
type WithBadge = Request<{ token: string; id: string }>
type WithCode = Request<{ token: string; id?: string; kind: string }>

/** More would be too small to tell apart. */
const MAX_PICTURES = 6
/** Twice the size at which a mail shows it. */
const THUMBNAIL_PIXELS = 128

const KINDS: ReadonlySet<string> = new Set(['svg', 'png'])

/** Pictures that are shown elsewhere: beside a shared link, in a mail, on paper. */
export function publicPicturePages(ctx: Context, memory: PageMemory) {
  const times = templateFunctions(ctx)
  const { baseUrl } = ctx.config
  return {
    /** For a link with a password too: the code tells only the address that was asked for. */
    async code(req: WithCode, res: Response) {
      const { token, id, kind } = req.params
      if (!KINDS.has(kind)) throw new AppError('not_found', 'A code comes as qr.svg or qr.png.')
      await openLink(ctx, token)
      const url = `${baseUrl}/s/${token}${id === undefined ? '' : `/badges/${id}`}`
      res.setHeader('Cache-Control', 'private, no-cache')
      allowEmbedding(res)
      const isSvg = kind === 'svg'
      const draw = async () => {
        const { qrPng, qrSvg } = await import('../../publishing/qr.js')
        return isSvg ? Buffer.from(qrSvg(url)) : qrPng(url)
      }
      const type = isSvg ? 'image/svg+xml' : 'image/png'
      await memory.sendDrawing(req as Request, res, { key: ['code', url], type, draw })
    },

    async picture(req: WithToken, res: Response) {
      const page = await sharedPage(ctx, openedLink(res))
      const { collection, badges } = page
      if (collection === null) return sendBadgePicture(req, res, page.badges[0]?.badge.id)
      const words = collectionPictureText(page, collection, times)
      await sendPicture(
        req,
        res,
        words,
        badges.slice(0, MAX_PICTURES).map(({ badge }) => badge),
      )
    },

    async badgePicture(req: WithBadge, res: Response) {
      await sendBadgePicture(req, res, req.params.id)
    },

    /** The picture of the badge alone, small, as PNG: mail programs show no SVG. */
    async thumbnail(req: WithBadge, res: Response) {
      const page = await sharedPage(ctx, openedLink(res))
      const { badge } = sharedBadgeOf(page, req.params.id)
      const hash = badge.imageHash
      if (!hash) throw new AppError('not_found', 'This badge has no picture.')
      allowEmbedding(res)
      const draw = async () => {
        const { drawTile } = await import('../../publishing/picture.js')
        const tile = await drawTile(await ctx.files.get(hash), THUMBNAIL_PIXELS)
        if (!tile) throw new AppError('not_found', 'The picture of this badge cannot be drawn.')
        return tile.image
      }
      await memory.sendDrawing(req as Request, res, {
        key: ['thumbnail', hash],
        type: 'image/png',
        draw,
      })
    },
  }

  async function sendBadgePicture(req: WithToken, res: Response, id = '') {
    const page = await sharedPage(ctx, openedLink(res))
    const shared = sharedBadgeOf(page, id)
    await sendPicture(req, res, badgePictureText(shared, page.earner, times), [shared.badge])
  }

  async function sendPicture(
    req: WithToken,
    res: Response,
    words: ReturnType<typeof badgePictureText>,
    badges: readonly BackpackBadge[],
  ): Promise<void> {
    const hashes = badges.flatMap(({ imageHash }) => (imageHash ? [imageHash] : []))
    const draw = async () => {
      const pictures = await Promise.all(hashes.map((hash) => ctx.files.get(hash)))
      const { drawSharePicture } = await import('../../publishing/picture.js')
      return drawSharePicture(words, pictures)
    }
    allowEmbedding(res)
    const key = ['share', words, hashes]
    await memory.sendDrawing(req as Request, res, { key, type: 'image/png', draw })
  }
}
