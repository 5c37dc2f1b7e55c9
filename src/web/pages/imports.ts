import type { Request, Response } from 'express'
import { declineItems, keepItems, retryItems } from '../../backpack/imports/decide.js'
import type { Context } from '../../context.js'
import {
  findImport,
  findItem,
  type ImportItem,
  listImports,
  listItems,
} from '../../store/imports.js'
import { chosenItems, itemsAt } from '../forms/import.js'
import { accountOf, flash } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { sentenceOf, handledTotal } from '../view-models/added.js'
import { importLine, importView } from '../view-models/import.js'
import { sendPicture } from './badge-files.js'

type WithId = Request<{ id: string }>

/** Many things handed in at once, looked at before they are kept. */
export function importPages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async index(_req: Request, res: Response) {
      const imports = await listImports(ctx.db, accountOf(res).id)
      const model = { title: 'What you handed in', imports: imports.map(importLine) }
      renderPage(res, 'imports/index', { ...model, here: '/badges/new' })
    },

    async show(req: WithId, res: Response) {
      const owner = accountOf(res).id
      const found = await findImport(ctx.db, owner, req.params.id)
      const view = importView(
        found,
        itemsAt(await listItems(ctx.db, owner, found.id), ctx.now()),
        dates,
      )
      renderPage(res, 'imports/show', { ...view, here: '/badges/new' })
    },

    async keep(req: WithId, res: Response) {
      const { owner, chosen, place } = await choice(req, res)
      const kept = await keepItems(ctx, owner, chosen)
      flash(
        req as Request,
        kept.length === 1 ? sentenceOf(kept[0]!) : handledTotal(kept) || NOTHING,
      )
      res.redirect(303, place)
    },

    async decline(req: WithId, res: Response) {
      const { owner, chosen, place } = await choice(req, res)
      const count = await declineItems(ctx, owner, chosen)
      flash(req as Request, count === 0 ? NOTHING : `Declined: ${count}. Nothing of it was kept.`)
      res.redirect(303, place)
    },

    async again(req: WithId, res: Response) {
      const { owner, chosen, place } = await choice(req, res)
      const count = await retryItems(ctx, owner, chosen)
      if (count === 0) flash(req as Request, NOTHING)
      res.redirect(303, place)
    },

    async image(req: Request<{ id: string; item: string }>, res: Response) {
      const { id, item } = req.params
      await sendPicture(ctx, res, await findItem(ctx.db, accountOf(res).id, id, item))
    },
  }

  async function choice(req: WithId, res: Response) {
    const owner = accountOf(res).id
    const { id } = await findImport(ctx.db, owner, req.params.id)
    const items = itemsAt(await listItems(ctx.db, owner, id), ctx.now())
    const chosen = chosenItems(items, req.body)
    return { owner, chosen, place: `/imports/${id}${anchorOf(items, chosen)}` }
  }
}

const NOTHING = 'There was nothing left to do.'

/** Back to the row whose button was pressed. */
function anchorOf(items: readonly ImportItem[], chosen: readonly string[]): string {
  const item = chosen.length === 1 ? items.find(({ id }) => id === chosen[0]) : undefined
  return item ? `#item-${item.position + 1}` : ''
}
