import type { Request, Response } from 'express'
import { shareCollection, stopSharing } from '../../backpack/share-collection.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { typed } from '../forms/read-form.js'
import { readShare } from '../forms/share.js'
import { accountOf, flash } from '../middleware/account.js'
import { collectionPage } from './collection-page.js'

/** Public links to a collection, made and ended by its owner. */
export function sharePages(ctx: Context) {
  return {
    async create(req: Request<{ id: string }>, res: Response) {
      const { id } = req.params
      const again = typed(req.body, 'label')
      const form = readShare(req.body)
      if (form.errors) return collectionPage(ctx, res, id, 422, again, form.errors)
      const { label } = form.values
      const made = await shareCollection(ctx, accountOf(res).id, id, label).catch(asConflict)
      if (made instanceof AppError)
        return collectionPage(ctx, res, id, 422, again, { form: made.message })
      flash(req as Request, 'The link is ready. Whoever has it sees this collection.')
      res.redirect(303, `/collections/${id}#links`)
    },

    async destroy(req: Request<{ id: string; share: string }>, res: Response) {
      const { id, share } = req.params
      await stopSharing(ctx, accountOf(res).id, id, share)
      flash(req as Request, 'The link has ended. Whoever opens it finds nothing.')
      res.redirect(303, `/collections/${id}#links`)
    },
  }
}

function asConflict(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'conflict') return error
  throw error
}
