import type { Response } from 'express'
import { tokenOf } from '../../backpack/share-collection.js'
import type { Context } from '../../context.js'
import { findCollection, listCollectedBadges } from '../../store/collections.js'
import { findLatestReports } from '../../store/reports.js'
import { listShares } from '../../store/shares.js'
import type { FieldErrors } from '../forms/read-form.js'
import { accountOf } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { badgeRows, shareViews, tallyOf } from '../view-models/collection.js'

/** The page of a collection for its owner, with the links to it. @throws {AppError} not_found */
export async function collectionPage(
  ctx: Context,
  res: Response,
  collectionId: string,
  status: number,
  typed: Record<string, string>,
  errors: FieldErrors,
): Promise<void> {
  const owner = accountOf(res).id
  const { id, title, description } = await findCollection(ctx.db, owner, collectionId)
  const collected = await listCollectedBadges(ctx.db, owner, id)
  const reports = await findLatestReports(
    ctx.db,
    owner,
    collected.map(({ badge }) => badge.id),
  )
  const rows = badgeRows(collected, reports, templateFunctions(ctx))
  const shares = await listShares(ctx.db, owner, id)
  const model = {
    title,
    id,
    description,
    rows,
    leftOut: rows.filter(({ isProven }) => !isProven),
    tally: tallyOf(rows),
    shares: shareViews(shares, ctx.config.baseUrl, (share) => tokenOf(ctx, share)),
    typed,
    errors,
  }
  renderPage(res, 'collections/show', { ...model, here: '/collections' }, { status })
}
