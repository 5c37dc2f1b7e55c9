import type { Request, Response } from 'express'
import { changeBadges, layOutBadges } from '../../backpack/badges/change.js'
import { throwAway } from '../../backpack/badges/trash.js'
import type { Context } from '../../context.js'
import { findBadgeIds } from '../../store/badge-search.js'
import { findCollection } from '../../store/collections.js'
import { type ChangeValues, readChanges, tickedIn } from '../forms/badge-changes.js'
import { typed } from '../forms/read-form.js'
import { accountOf, flash, offerUndo, safePath } from '../middleware/account.js'
import { queryAddress, readBackpackQuery, toBadgeQuery } from '../view-models/backpack-query.js'
import { backpackPage } from './backpack-page.js'
import { counted } from '../../words/language.js'

/** Changing several badges at once, and how they are laid out. */
export function badgeChangePages(ctx: Context) {
  return {
    async create(req: Request, res: Response) {
      const form = readChanges(req.body)
      if (form.errors) {
        const { tag = '', collection = '' } = typed(req.body, 'tag', 'collection')
        const again = { ...tickedIn(req.body), tag, collectionId: collection }
        return backpackPage(ctx, req, res, 422, again, form.errors)
      }
      await apply(req, accountOf(res).id, form.values)
      const query = readBackpackQuery(req.query)
      res.redirect(303, queryAddress(query, { page: query.page }))
    },

    async layout(req: Request, res: Response) {
      const { layout, next } = typed(req.body, 'layout', 'next')
      await layOutBadges(ctx, accountOf(res).id, layout === 'list' ? 'list' : 'grid')
      res.redirect(303, safePath(next))
    },
  }

  async function apply(req: Request, owner: string, { ticked, isAll, change }: ChangeValues) {
    const query = toBadgeQuery(readBackpackQuery(req.query), ctx.now())
    const ids = isAll ? await findBadgeIds(ctx.db, owner, query) : ticked
    if (change.kind === 'trash') {
      const { count, at } = await throwAway(ctx, owner, ids)
      flash(req, `${counted(count, 'badge')} moved to the trash.`)
      if (count > 0) offerUndo(req, at)
      return
    }
    const count = await changeBadges(ctx, owner, ids, change)
    flash(req, await sentenceOf(owner, counted(count, 'badge'), change))
  }

  async function sentenceOf(owner: string, badges: string, change: ChangeValues['change']) {
    if (change.kind === 'tag') return `${badges} tagged “${change.tag}”.`
    if (change.kind === 'hide') return `${badges} hidden, also from every page you shared.`
    if (change.kind === 'show') return `${badges} shown again.`
    if (change.kind === 'trash') return `${badges} moved to the trash.`
    const { title } = await findCollection(ctx.db, owner, change.collectionId)
    return `${badges} put into “${title}”.`
  }
}
