import type { Request, Response } from 'express'
import { verifyBadge } from '../../backpack/verify-badge.js'
import type { Context } from '../../context.js'
import { accountOf, flash } from '../middleware/account.js'

/** Verifying a badge again. */
export function reportPages(ctx: Context) {
  return {
    async create(req: Request<{ id: string }>, res: Response) {
      const { isChange } = await verifyBadge(ctx, accountOf(res).id, req.params.id)
      flash(
        req as Request,
        isChange
          ? 'Checked again, and something is different from last time.'
          : 'Checked again. Nothing has changed.',
      )
      res.redirect(303, `/badges/${req.params.id}`)
    },
  }
}
