import type { Request, Response } from 'express'
import { verifyBadge } from '../../backpack/verify-badge.js'
import type { Context } from '../../context.js'
import { checkedAgainWords } from '../../words/changes.js'
import { templateFunctions } from '../template-functions.js'
import { accountOf, flash } from '../middleware/account.js'

/** Verifying a badge again. */
export function reportPages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async create(req: Request<{ id: string }>, res: Response) {
      const verified = await verifyBadge(ctx, accountOf(res).id, req.params.id)
      flash(req as Request, checkedAgainWords(verified, dates))
      res.redirect(303, `/badges/${req.params.id}`)
    },
  }
}
