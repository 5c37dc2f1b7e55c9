import type { Request, Response } from 'express'
import { removeBadge } from '../../backpack/remove-badge.js'
import type { Context } from '../../context.js'
import { countBadges, findBadge, listBadges } from '../../store/badges.js'
import { listCollectionsOf } from '../../store/collections.js'
import { listDocuments } from '../../store/documents.js'
import { countReports, findLatestReport, listReports } from '../../store/reports.js'
import { listSources } from '../../store/sources.js'
import { accountOf, flash } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { backpackView, BADGES_PER_PAGE, readBackpackQuery } from '../view-models/backpack.js'
import { badgeView } from '../view-models/badge.js'
import { UNTITLED } from '../view-models/badge-card.js'
import { documentLinks } from '../view-models/documents.js'
import { historyView, sourceLines } from '../view-models/history.js'

const REPORTS_SHOWN = 20

type WithId = Request<{ id: string }>

/** The badges of an earner. */
export function badgePages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async index(req: Request, res: Response) {
      const { id } = accountOf(res)
      const query = readBackpackQuery(req.query)
      const badges = await listBadges(ctx.db, id, { ...query, limit: BADGES_PER_PAGE + 1 })
      const counts = await countBadges(ctx.db, id, query.search)
      const { size } = query.search ? await countBadges(ctx.db, id) : counts
      const view = backpackView(badges, counts, query, dates)
      renderPage(res, 'badges/index', { ...view, isEmpty: size === 0, here: '/badges' })
    },

    async show(req: WithId, res: Response) {
      const { id: owner, name: earner } = accountOf(res)
      const badge = await findBadge(ctx.db, owner, req.params.id)
      const report = await findLatestReport(ctx.db, owner, badge.id)
      const documents = await listDocuments(ctx.db, owner, badge.id)
      const linkOf = documentLinks(badge.id, documents)
      const view = badgeView(badge, report, { kind: 'earner', earner, linkOf }, dates)
      const reports = await listReports(ctx.db, owner, badge.id, REPORTS_SHOWN)
      const historyLength = await countReports(ctx.db, owner, badge.id)
      renderPage(res, 'badges/show', {
        ...view,
        addedAt: badge.createdAt,
        history: historyView(reports, historyLength),
        historyLength,
        documentCount: documents.length,
        sources: sourceLines(badge.id, await listSources(ctx.db, owner, badge.id)),
        collections: await listCollectionsOf(ctx.db, owner, badge.id),
        here: '/badges',
      })
    },

    async deletion(req: WithId, res: Response) {
      const owner = accountOf(res).id
      const { id, title } = await findBadge(ctx.db, owner, req.params.id)
      const collections = await listCollectionsOf(ctx.db, owner, id)
      const model = { title: 'Remove this badge?', id, name: title || UNTITLED, collections }
      renderPage(res, 'badges/delete', { ...model, here: '/badges' })
    },

    async destroy(req: WithId, res: Response) {
      await removeBadge(ctx, accountOf(res).id, req.params.id)
      flash(req as Request, 'The badge is no longer in your backpack.')
      res.redirect(303, '/badges')
    },
  }
}
