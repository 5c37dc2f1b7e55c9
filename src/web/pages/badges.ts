import type { Request, Response } from 'express'
import { answersNow } from '../../backpack/badges/answers.js'
import { changeBadges, writeOnBadge } from '../../backpack/badges/change.js'
import { throwAway, TRASH_DAYS } from '../../backpack/badges/trash.js'
import { verifyBadge } from '../../backpack/badges/verify.js'
import { awardedAddress } from '../../backpack/sharing/redact.js'
import type { Context } from '../../context.js'
import { listTags } from '../../store/badge-search.js'
import { findOwnWords } from '../../store/badge-words.js'
import { findBadge } from '../../store/badges.js'
import { listCollectionsOf } from '../../store/collections.js'
import { confirmedAddresses } from '../../store/emails.js'
import { isAnyLost } from '../../store/lost-files.js'
import { countReports, findTellingReport, listDocuments, listReports } from '../../store/reports.js'
import { listSources } from '../../store/sources.js'
import { verifiedAgainWords } from '../../words/changes.js'
import { personWords } from '../../words/person.js'
import { readOwnWords } from '../forms/own-words.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash, offerUndo } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { badgeView } from '../view-models/badge.js'
import { documentLinks } from '../view-models/documents.js'
import { historyView, sourceLines } from '../view-models/history.js'
import { toldToEarner } from '../view-models/told.js'
import { UNTITLED } from '../view-models/verdict.js'
import { backpackPage } from './backpack-page.js'

type WithId = Request<{ id: string }>

/** The badges of an earner. */
export function badgePages(ctx: Context) {
  return {
    async index(req: Request, res: Response) {
      await backpackPage(ctx, req, res)
    },

    async show(req: WithId, res: Response) {
      await badgePage(ctx, res, req.params.id)
    },

    async write(req: WithId, res: Response) {
      const { id } = req.params
      const form = readOwnWords(req.body)
      if (form.errors)
        return badgePage(ctx, res, id, 422, typed(req.body, 'tags', 'note'), form.errors)
      await writeOnBadge(ctx, accountOf(res).id, id, form.values)
      flash(req as Request, 'Your tags and your note are kept. Only you see them.')
      res.redirect(303, `/badges/${id}#words`)
    },

    async hide(req: WithId, res: Response) {
      const owner = accountOf(res).id
      const { id } = await findBadge(ctx.db, owner, req.params.id)
      const isHidden = typed(req.body, 'hidden').hidden === '1'
      await changeBadges(ctx, owner, [id], { kind: isHidden ? 'hide' : 'show' })
      flash(
        req as Request,
        isHidden
          ? 'The badge is hidden: it is in no list but that of hidden badges, and on no page you shared.'
          : 'The badge is shown again, also on the pages you shared it on.',
      )
      res.redirect(303, `/badges/${id}`)
    },

    async deletion(req: WithId, res: Response) {
      const owner = accountOf(res).id
      const { id, title } = await findBadge(ctx.db, owner, req.params.id)
      const collections = await listCollectionsOf(ctx.db, owner, id)
      const model = { title: 'Remove this badge?', id, name: title || UNTITLED, collections }
      renderPage(res, 'badges/delete', { ...model, days: TRASH_DAYS, here: '/badges' })
    },

    async destroy(req: WithId, res: Response) {
      const owner = accountOf(res).id
      const { id } = await findBadge(ctx.db, owner, req.params.id)
      const { at } = await throwAway(ctx, owner, [id])
      flash(req as Request, `The badge is in the trash, and stays there for ${TRASH_DAYS} days.`)
      offerUndo(req as Request, at)
      res.redirect(303, '/badges')
    },
  }
}

const REPORTS_SHOWN = 20

/**
 * The page of a badge for its owner.
 * @param typed words that were not kept, to show them again; null: the kept ones
 * @throws {AppError} not_found
 */
async function badgePage(
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
  const address = awardedAddress(badge.credential, await confirmedAddresses(ctx.db, owner))
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
    isDamaged: await isAnyLost(ctx.db, owner, badge.id),
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

/** Verifying a badge again. */
export function reportPages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async create(req: Request<{ id: string }>, res: Response) {
      const verified = await verifyBadge(ctx, accountOf(res).id, req.params.id)
      flash(req as Request, verifiedAgainWords(verified, dates))
      res.redirect(303, `/badges/${req.params.id}`)
    },
  }
}
