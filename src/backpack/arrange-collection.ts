import type { Context } from '../context.js'
import { newId } from '../ids.js'
import { ownedBadgeIds } from '../store/badges.js'
import {
  insertCollection,
  replacePlacements,
  updateCollection,
  type Placement,
} from '../store/collections.js'

/** What an earner says of a collection: its badges in order. */
export interface Arrangement {
  title: string
  /** Markdown. */
  description: string
  placements: readonly Placement[]
}

/** A new collection; badges of somebody else are left out. @returns its id */
export async function createCollection(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  { title, description, placements }: Arrangement,
): Promise<string> {
  const at = ctx.now()
  const id = newId(at)
  const times = { createdAt: at.toISOString(), updatedAt: at.toISOString() }
  await ctx.db.transaction().execute(async (tx) => {
    const own = await ownedBadgeIds(tx, accountId)
    await insertCollection(tx, accountId, { id, title, description, ...times })
    await replacePlacements(tx, id, onceEach(placements, own))
  })
  return id
}

/** Replaces what a collection says and holds. @throws {AppError} not_found */
export async function arrangeCollection(
  ctx: Pick<Context, 'db' | 'now'>,
  accountId: string,
  id: string,
  { title, description, placements }: Arrangement,
): Promise<void> {
  const updatedAt = ctx.now().toISOString()
  await ctx.db.transaction().execute(async (tx) => {
    await updateCollection(tx, accountId, { id, title, description, updatedAt })
    await replacePlacements(tx, id, onceEach(placements, await ownedBadgeIds(tx, accountId)))
  })
}

function onceEach(placements: readonly Placement[], own: ReadonlySet<string>): Placement[] {
  const seen = new Map<string, Placement>()
  for (const placement of placements)
    if (own.has(placement.badgeId) && !seen.has(placement.badgeId))
      seen.set(placement.badgeId, placement)
  return [...seen.values()]
}
