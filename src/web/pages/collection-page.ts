import type { Response } from 'express'
import type { Context } from '../../context.js'
import { findRule, listProposals } from '../../store/collection-rules.js'
import { findCollection, listCollectedBadges } from '../../store/collections.js'
import { findTellingReports } from '../../store/reports.js'
import type { FieldErrors } from '../forms/read-form.js'
import { accountOf } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { proposalsView, ruleWords } from '../view-models/collection-rule.js'
import { badgeRows, tallyOf } from '../view-models/collection.js'
import { linkViewsOf, subjectOf } from './link-pages.js'

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
  const reports = await findTellingReports(
    ctx.db,
    owner,
    collected.map(({ badge }) => badge.id),
  )
  const rows = badgeRows(collected, reports, templateFunctions(ctx))
  const links = await linkViewsOf(ctx, res, {
    subject: subjectOf('collections', id),
    under: `/collections/${id}`,
  })
  const working = links.filter(({ state }) => state === 'open' || state === 'paused')
  const rule = await findRule(ctx.db, owner, id)
  const proposed = rule ? await listProposals(ctx.db, owner, id, rule) : []
  const model = {
    title,
    id,
    description,
    rows,
    leftOut: rows.filter(({ isProven, isHidden }) => !isProven || isHidden),
    tally: tallyOf(rows, templateFunctions(ctx)),
    links: working,
    endedCount: links.length - working.length,
    rule: rule && ruleWords(rule),
    proposals: proposalsView(proposed, working.length, templateFunctions(ctx)),
    typed,
    errors,
  }
  renderPage(res, 'collections/show', { ...model, here: '/collections' }, { status })
}
