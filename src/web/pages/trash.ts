import type { Request, Response } from 'express'
import {
  emptyOwnTrash,
  removeFromTrash,
  takeBack,
  TRASH_DAYS,
} from '../../backpack/badges/trash.js'
import type { Context } from '../../context.js'
import { countTrash, findTrashed, listTrash } from '../../store/trash.js'
import { readRestore } from '../forms/badge-changes.js'
import { typed } from '../forms/read-form.js'
import { accountOf, flash } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { pageOf, TRASH_PER_PAGE, trashView } from '../view-models/trash.js'
import { UNTITLED } from '../view-models/verdict.js'
import { sendPicture } from './badge-files.js'

type WithId = Request<{ id: string }>

/** What was thrown away, for a while. */
export function trashPages(ctx: Context) {
  return {
    async index(req: Request, res: Response) {
      const owner = accountOf(res).id
      const total = await countTrash(ctx.db, owner)
      const page = pageOf(req.query.page, total)
      const place = { limit: TRASH_PER_PAGE, offset: (page - 1) * TRASH_PER_PAGE }
      const view = trashView(await listTrash(ctx.db, owner, place), total, page, TRASH_DAYS)
      renderPage(res, 'trash/index', { ...view, here: '/badges' })
    },

    async image(req: WithId, res: Response) {
      await sendPicture(ctx, res, await findTrashed(ctx.db, accountOf(res).id, req.params.id))
    },

    async restore(req: Request, res: Response) {
      const { next } = typed(req.body, 'next')
      const count = await takeBack(ctx, accountOf(res).id, readRestore(req.body))
      flash(req, sentenceOf(count))
      res.redirect(303, next === '/trash' ? '/trash' : '/badges')
    },

    async deletion(req: WithId, res: Response) {
      const { id, title } = await findTrashed(ctx.db, accountOf(res).id, req.params.id)
      const model = { title: 'Delete this badge for good?', id, name: title || UNTITLED }
      renderPage(res, 'trash/delete', { ...model, here: '/badges' })
    },

    async destroy(req: WithId, res: Response) {
      await removeFromTrash(ctx, accountOf(res).id, req.params.id)
      flash(req as Request, 'The badge is deleted for good.')
      res.redirect(303, '/trash')
    },

    async emptying(_req: Request, res: Response) {
      const count = await countTrash(ctx.db, accountOf(res).id)
      renderPage(res, 'trash/empty', { title: 'Empty the trash?', count, here: '/badges' })
    },

    async empty(req: Request, res: Response) {
      const count = await emptyOwnTrash(ctx, accountOf(res).id)
      flash(
        req,
        `The trash is empty. ${count === 1 ? '1 badge is' : `${count} badges are`} deleted.`,
      )
      res.redirect(303, '/badges')
    },
  }
}

function sentenceOf(count: number): string {
  if (count === 0) return 'Nothing came back: it is not in the trash any more.'
  return count === 1
    ? 'The badge is back, where it was before.'
    : `${count} badges are back, where they were before.`
}
