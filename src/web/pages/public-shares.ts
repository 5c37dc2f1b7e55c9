import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import { hashToken } from '../../ids.js'
import { findCollection } from '../../store/collections.js'
import { findLatestReport, findLatestReports } from '../../store/reports.js'
import { findSharedBadge, listSharedBadges } from '../../store/shared-badges.js'
import { openShare } from '../../store/shares.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { badgeView } from '../view-models/badge.js'
import { badgeRows } from '../view-models/collection.js'
import { publicView } from '../view-models/share.js'
import { sendPicture } from './badge-images.js'

type WithToken = Request<{ token: string }>
type WithBadge = Request<{ token: string; id: string }>

/** What somebody with a link sees, without an account: never more than the earner shared. */
export function publicSharePages(ctx: Context) {
  const dates = templateFunctions(ctx)
  const shareOf = (req: WithToken | WithBadge) => openShare(ctx.db, hashToken(req.params.token))
  return {
    async show(req: WithToken, res: Response) {
      const share = await shareOf(req)
      const { accountId, collectionId } = share
      const collection = await findCollection(ctx.db, accountId, collectionId)
      const shared = await listSharedBadges(ctx.db, share)
      const ids = shared.map(({ badge }) => badge.id)
      const reports = await findLatestReports(ctx.db, accountId, ids)
      const rows = badgeRows(shared, reports, dates, `/s/${req.params.token}`)
      renderShared(res, 'shares/show', publicView(collection, share.earnerName, rows))
    },

    async badge(req: WithBadge, res: Response) {
      const share = await shareOf(req)
      const { badge, note } = await findSharedBadge(ctx.db, share, req.params.id)
      const report = await findLatestReport(ctx.db, share.accountId, badge.id)
      const collection = await findCollection(ctx.db, share.accountId, share.collectionId)
      const reader = { kind: 'employer', earner: share.earnerName, linkOf: () => null } as const
      const back = `/s/${req.params.token}`
      const view = badgeView(badge, report, reader, dates, back)
      renderShared(res, 'shares/badge', { ...view, note, back, collectionTitle: collection.title })
    },

    async image(req: WithBadge, res: Response) {
      const share = await shareOf(req)
      const { badge } = await findSharedBadge(ctx.db, share, req.params.id)
      await sendPicture(ctx, res, badge)
    },
  }
}

/** A link that ended must not live on in a cache, and none belongs into a search engine. */
function renderShared<Model extends { title: string }>(
  res: Response,
  view: string,
  model: Model,
): void {
  res.set('Cache-Control', 'private, no-store').set('X-Robots-Tag', 'noindex')
  renderPage(res, view, { ...model }, { layout: 'public' })
}
