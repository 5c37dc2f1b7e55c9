import { sql } from 'kysely'
import { sweepAll } from '../../src/backpack/sweep.js'
import type { Acknowledged, World } from './deeds.js'

/** What was wrong after a kill; all nought when nothing was. */
export interface Found {
  lost: number
  doubled: number
  /** Files that nobody needs, or that are missing, after they were swept. */
  orphaned: number
  /** What SQLite itself finds wrong. */
  broken: number
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Compares what is there, while no program runs, with what was acknowledged. */
export async function lookAt({ ctx, setting }: World, known: Acknowledged): Promise<Found> {
  const { db } = ctx
  const own = setting.accountId
  const items = await db.selectFrom('importItem').select(['importId', 'state', 'badgeId']).execute()
  const badges = await db
    .selectFrom('badge')
    .select(['id', 'identity'])
    .where('accountId', '=', own)
    .execute()
  const collections = await db.selectFrom('collection').select('id').execute()
  const links = await db.selectFrom('share').select('id').execute()
  const there = new Set(badges.map(({ id }) => id))
  const held = new Set(collections.map(({ id }) => id))
  const lost = [
    ...[...known.imports].filter(
      ([id, count]) => items.filter(({ importId }) => importId === id).length !== count,
    ),
    ...[...known.collections].filter((id) => !held.has(id)),
    // one that was handed in again is back
    ...[...known.trashed].filter((id) => !there.has(id)),
    ...items.filter(({ state, badgeId }) => state === 'kept' && badgeId && !there.has(badgeId)),
  ].length
  const { rows } = await sql<Record<string, string>>`pragma integrity_check`.execute(db)
  return {
    lost: lost + Math.max(known.links - links.length, 0),
    doubled: badges.length - new Set(badges.map(({ identity }) => identity)).size,
    orphaned: await orphaned(ctx),
    broken: Object.values(rows[0]!)[0] === 'ok' ? 0 : 1,
  }
}

/** Sweeps as if a day had gone by: what then is lost, or still to be removed, is orphaned for good. */
async function orphaned(ctx: World['ctx']): Promise<number> {
  const tomorrow = { ...ctx, now: () => new Date(Date.now() + DAY_MS) }
  const { lost } = await sweepAll(tomorrow)
  const { removed } = await sweepAll(tomorrow)
  return lost + removed
}
