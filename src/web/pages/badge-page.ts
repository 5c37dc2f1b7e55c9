import type { Response } from 'express'
import { answersNow } from '../../backpack/badge-answers.js'
import { addressOf } from '../../backpack/redact.js'
import type { Context } from '../../context.js'
import { listTags } from '../../store/badge-facets.js'
import { findOwnWords } from '../../store/badge-words.js'
import { findBadge } from '../../store/badges.js'
import { listCollectionsOf } from '../../store/collections.js'
import { listDocuments } from '../../store/documents.js'
import { confirmedAddresses } from '../../store/emails.js'
import { countReports, findTellingReport, listReports } from '../../store/reports.js'
import { listSources } from '../../store/sources.js'
import type { FieldErrors } from '../forms/read-form.js'
import { accountOf } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { personWords } from '../../words/person.js'
import { badgeView } from '../view-models/badge.js'
import { documentLinks } from '../view-models/documents.js'
import { historyView, sourceLines } from '../view-models/history.js'
import { toldToEarner } from '../view-models/told.js'

const REPORTS_SHOWN = 20

/**
 * The page of a badge for its owner.
 * @param typed words that were not kept, to show them again; null: the kept ones
 * @throws {AppError} not_found
 */
export async function badgePage(
  ctx: Context,
  res: Response,
  badgeId: string,
  status = 200,
  typed: Record<string, string> | null = null,
  errors: FieldErrors = {},
): Promise<void> {
  const dates = templateFunctions(ctx)
  const { id: owner, name } = accountOf(res)
  const badge = await findBadge(ctx.db, owner, badgeId)
  const report = await findTellingReport(ctx.db, owner, badge.id)
  const documents = await listDocuments(ctx.db, owner, badge.id)
  const linkOf = documentLinks(badge.id, documents)
  const checks = report?.checks ?? []
  const address = addressOf(badge.credential, await confirmedAddresses(ctx.db, owner))
  const now = answersNow(badge, report, ctx.now())
  const shown = { ...badge, state: now.state }
  const told = toldToEarner(shown, now, checks, address)
  const again = `/badges/${badge.id}/reports`
  const view = badgeView(shown, told, checks, { dates, again, linkOf })
  const reports = await listReports(ctx.db, owner, badge.id, REPORTS_SHOWN)
  const historyLength = await countReports(ctx.db, owner, badge.id)
  const { tags, note } = await findOwnWords(ctx.db, owner, badge.id)
  const model = {
    ...view,
    person: personWords(name, view.isClaimed ? null : badge.credential.recipientName, address),
    addedAt: badge.createdAt,
    isHidden: badge.isHidden,
    history: historyView(reports, historyLength, dates),
    historyLength,
    documentCount: documents.length,
    sources: sourceLines(shown, await listSources(ctx.db, owner, badge.id)),
    collections: await listCollectionsOf(ctx.db, owner, badge.id),
    ownTags: tags,
    usedTags: (await listTags(ctx.db, owner)).map(({ word }) => word),
    typed: typed ?? { tags: tags.join(', '), note },
    errors,
    here: '/badges',
  }
  renderPage(res, 'badges/show', model, { status })
}
