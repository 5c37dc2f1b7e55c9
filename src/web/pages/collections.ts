import type { Request, Response } from 'express'
import { arrangeCollection, createCollection } from '../../backpack/sharing/collections.js'
import type { Context } from '../../context.js'
import { findBadge, listBadges } from '../../store/badges.js'
import { countProposals, findRule, listProposals } from '../../store/collection-rules.js'
import {
  deleteCollection,
  findCollection,
  listCollectedBadges,
  listCollections,
  type Placement,
} from '../../store/collections.js'
import { findTellingReports } from '../../store/reports.js'
import { moved, placementsIn, readCollection } from '../forms/collection.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { proposalsView, ruleWords } from '../view-models/collection-rule.js'
import { badgeRows, collectionForm, tallyOf } from '../view-models/collection.js'
import { linkViewsOf, subjectOf } from './shares.js'

type WithId = Request<{ id: string }>

/** The groups an earner makes of badges. */
export function collectionPages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async index(_req: Request, res: Response) {
      const owner = accountOf(res).id
      const proposed = await countProposals(ctx.db, owner)
      const collections = (await listCollections(ctx.db, owner)).map((collection) => ({
        ...collection,
        proposed: proposed.get(collection.id) ?? 0,
      }))
      renderPage(res, 'collections/index', {
        title: 'Collections',
        collections,
        here: '/collections',
      })
    },

    async new(req: Request, res: Response) {
      const { badge } = typed(req.query, 'badge')
      if (badge) await findBadge(ctx.db, accountOf(res).id, badge)
      await formPage(res, 200, null, badge ? { badge } : {})
    },

    async create(req: Request, res: Response) {
      const form = readCollection(req.body)
      if (form.errors) return formPage(res, 422, null, req.body, form.errors)
      const id = await createCollection(ctx, accountOf(res).id, form.values)
      flash(req, 'Your collection is made. Only you see it until you make a link.')
      res.redirect(303, `/collections/${id}`)
    },

    async show(req: WithId, res: Response) {
      await collectionPage(ctx, res, req.params.id, 200, {}, {})
    },

    async edit(req: WithId, res: Response) {
      const owner = accountOf(res).id
      const { id, title, description } = await findCollection(ctx.db, owner, req.params.id)
      const collected = await listCollectedBadges(ctx.db, owner, id)
      const notes = collected.map(({ badge, note }) => [`note[${badge.id}]`, note])
      const badge = collected.map((one) => one.badge.id)
      await formPage(res, 200, id, { title, description, badge, ...Object.fromEntries(notes) })
    },

    async update(req: WithId, res: Response) {
      const { id } = req.params
      const owner = accountOf(res).id
      await findCollection(ctx.db, owner, id)
      const form = readCollection(req.body)
      if (form.errors) return formPage(res, 422, id, req.body, form.errors)
      const { move } = req.body as { move?: unknown }
      const placements = moved(form.values.placements, move)
      await arrangeCollection(ctx, owner, id, { ...form.values, placements })
      res.redirect(303, typeof move === 'string' ? placeOf(id, move) : `/collections/${id}`)
    },

    async deletion(req: WithId, res: Response) {
      const { id, title: name } = await findCollection(ctx.db, accountOf(res).id, req.params.id)
      const title = 'Delete this collection?'
      renderPage(res, 'collections/delete', { title, id, name, here: '/collections' })
    },

    async destroy(req: WithId, res: Response) {
      await deleteCollection(ctx.db, accountOf(res).id, req.params.id)
      flash(req as Request, 'The collection is deleted, and its links have ended. The badges stay.')
      res.redirect(303, '/collections')
    },
  }

  async function formPage(
    res: Response,
    status: number,
    id: string | null,
    body: unknown,
    errors: FieldErrors = {},
  ) {
    const badges = await listBadges(ctx.db, accountOf(res).id, { withHidden: true })
    const placements: Placement[] = placementsIn(body)
    const form = collectionForm(id, badges, placements, dates)
    const model = { ...form, typed: typed(body, 'title', 'description'), errors }
    renderPage(res, 'collections/form', { ...model, here: '/collections' }, { status })
  }
}

/** Back to the badge that was moved, so that the next press of the same button is at hand. */
function placeOf(id: string, move: string): string {
  const [way, badgeId] = move.split(' ')
  return `/collections/${id}/edit#${way === 'out' ? 'badges' : `badge-${badgeId}`}`
}

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
