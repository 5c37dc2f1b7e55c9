import type { Request, Response } from 'express'
import { waitingRoom } from '../../backpack/account/waiting-room.js'
import type { Context } from '../../context.js'
import { listFacets } from '../../store/badge-search.js'
import { countBadges, listBadges } from '../../store/badges.js'
import { listCollections } from '../../store/collections.js'
import type { FieldErrors } from '../forms/read-form.js'
import { accountOf } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { readBackpackQuery, toBadgeQuery } from '../view-models/backpack-query.js'
import { backpackView, BADGES_PER_PAGE, pageWithin, foundTotal } from '../view-models/backpack.js'
import { waitingBanner } from '../view-models/waiting.js'

/** What was typed and ticked to change several badges, when something about it was wrong. */
export interface TypedChange {
  ticked: readonly string[]
  isAll: boolean
  tag: string
  collectionId: string
}

const NOTHING_TYPED: TypedChange = { ticked: [], isAll: false, tag: '', collectionId: '' }

/** The backpack, as the address of the request asks for it. */
export async function backpackPage(
  ctx: Context,
  req: Request,
  res: Response,
  status = 200,
  typed = NOTHING_TYPED,
  errors: FieldErrors = {},
): Promise<void> {
  const { id, badgeLayout } = accountOf(res)
  const asked = readBackpackQuery(req.query)
  const { status: _, sort: __, ...filter } = toBadgeQuery(asked, ctx.now())
  const counts = await countBadges(ctx.db, id, filter)
  const query = { ...asked, page: pageWithin(foundTotal(counts, asked), asked.page) }
  const view = backpackView(
    {
      counts,
      badges: await listBadges(ctx.db, id, {
        ...toBadgeQuery(query, ctx.now()),
        limit: BADGES_PER_PAGE,
        offset: (query.page - 1) * BADGES_PER_PAGE,
      }),
      facets: await listFacets(ctx.db, id),
      collections: await listCollections(ctx.db, id),
      layout: badgeLayout,
      isEmpty: counts.size === 0 && (await countBadges(ctx.db, id)).size === 0,
    },
    query,
    templateFunctions(ctx),
  )
  // hidden badges may wait too
  const mayWait = !view.isNarrowed && (counts.has('waiting') || counts.has('hidden'))
  const banner = mayWait ? waitingBanner(await waitingRoom(ctx, id)) : null
  const model = { ...view, banner, address: view.here, typed, errors, here: '/badges' }
  renderPage(res, 'badges/index', model, { status })
}
