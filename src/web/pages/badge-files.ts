import type { Request, Response } from 'express'
import { replayReport } from '../../backpack/badges/replay.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { type BadgeSummary, findBadge } from '../../store/badges.js'
import { findDocument, listDocuments } from '../../store/reports.js'
import { findSource, listSources } from '../../store/sources.js'
import { sendForeignBytes } from '../foreign-bytes.js'
import { accountOf } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { documentLines, LOST_DOCUMENT, replayLine } from '../view-models/documents.js'
import { UNTITLED } from '../view-models/verdict.js'

/** The exact bytes a badge came as, and those its verification saw. */
export function badgeFilePages(ctx: Context) {
  return {
    async show(req: Request<{ id: string }>, res: Response) {
      const owner = accountOf(res).id
      const source = await chosenSource(owner, req.params.id, req.query.source)
      const { fileHash, fileType, fileName } = source
      res.attachment(fileName)
      sendForeignBytes(res, await ctx.files.get(fileHash), fileType)
    },

    async documents(req: Request<{ id: string }>, res: Response) {
      const owner = accountOf(res).id
      const { id, title } = await findBadge(ctx.db, owner, req.params.id)
      const documents = documentLines(id, await listDocuments(ctx.db, owner, id))
      const named = { title: 'What proved this badge', id, name: title || UNTITLED }
      const model = { ...named, documents, replayed: await replayedWords(owner, id) }
      renderPage(res, 'badges/documents', { ...model, here: '/badges' })
    },

    async document(req: Request<{ id: string; position: string }>, res: Response) {
      const { id, position } = req.params
      const owner = accountOf(res).id
      const document = await findDocument(ctx.db, owner, id, Number(position))
      res.attachment(`document-${document.position}${endingOf(document.type)}`)
      const bytes = await ctx.files.get(document.fileHash)
      sendForeignBytes(res, bytes, 'application/octet-stream')
    },
  }

  async function replayedWords(owner: string, badgeId: string): Promise<string | null> {
    try {
      return replayLine(await replayReport(ctx, owner, badgeId))
    } catch (error) {
      if (error instanceof AppError && error.code === 'lost') return LOST_DOCUMENT
      throw error
    }
  }

  /** The one asked for; else the newest upload, for a pasted address is no file of the earner's. */
  async function chosenSource(owner: string, badgeId: string, asked: unknown) {
    if (typeof asked === 'string') return findSource(ctx.db, owner, badgeId, asked)
    const sources = await listSources(ctx.db, owner, badgeId)
    const source = sources.find(({ origin }) => origin === 'upload') ?? sources[0]
    if (!source) throw new AppError('not_found', 'This badge is not in your backpack.')
    return source
  }
}

function endingOf(type: string | null): string {
  const [, subtype] = /^[^/]+\/(?:[^;+]*\+)?(json|html|png|svg|jwt|plain)/i.exec(type ?? '') ?? []
  return subtype ? `.${subtype === 'plain' ? 'txt' : subtype.toLowerCase()}` : ''
}

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
