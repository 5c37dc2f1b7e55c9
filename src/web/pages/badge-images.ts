import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { findBadge, type BadgeSummary } from '../../store/badges.js'
import { sendForeignBytes } from '../foreign-bytes.js'
import { accountOf } from '../middleware/account.js'

/** Pictures of badges, from our copy only. */
export function badgeImagePages(ctx: Context) {
  return {
    async show(req: Request<{ id: string }>, res: Response) {
      const badge = await findBadge(ctx.db, accountOf(res).id, req.params.id)
      if (isPictureOfVersion(badge, req.query.v))
        res.set('Cache-Control', 'private, max-age=31536000')
      await sendPicture(ctx, res, badge)
    },
  }
}

/** @throws {AppError} not_found: the badge has no picture */
export async function sendPicture(
  { files }: Pick<Context, 'files'>,
  res: Response,
  { imageHash, imageType }: Pick<BadgeSummary, 'imageHash' | 'imageType'>,
): Promise<void> {
  if (!imageHash || !imageType) throw new AppError('not_found', 'This badge has no picture.')
  if (!res.get('Cache-Control')?.includes('max-age')) res.set('Cache-Control', 'private, no-cache')
  sendForeignBytes(res, await files.get(imageHash), imageType)
}

/** Does an address name the bytes a badge shows now? Then they may be kept for good. */
export const isPictureOfVersion = (
  { imageHash }: Pick<BadgeSummary, 'imageHash'>,
  version: unknown,
) => typeof version === 'string' && version.length >= 12 && imageHash?.startsWith(version)
