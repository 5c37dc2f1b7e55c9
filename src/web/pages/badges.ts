import type { Request, Response } from 'express'
import { changeBadges } from '../../backpack/change-badges.js'
import { throwAway, TRASH_DAYS } from '../../backpack/trash-badges.js'
import { writeOnBadge } from '../../backpack/write-on-badge.js'
import type { Context } from '../../context.js'
import { findBadge } from '../../store/badges.js'
import { listCollectionsOf } from '../../store/collections.js'
import { readOwnWords } from '../forms/own-words.js'
import { typed } from '../forms/read-form.js'
import { accountOf, flash, offerUndo } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { UNTITLED } from '../view-models/badge-card.js'
import { backpackPage } from './backpack-page.js'
import { badgePage } from './badge-page.js'

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
