import { AppError } from '../errors.js'
import type { Db } from './database.js'

/** What an earner writes on a badge, for themselves alone. */
export interface OwnWords {
  /** As typed; two that differ only in case are one. */
  tags: string[]
  note: string
}

/** How many ids one statement names. */
const IDS_PER_STATEMENT = 500

/** Own tags and note of a badge. @throws {AppError} not_found */
export async function findOwnWords(db: Db, accountId: string, badgeId: string): Promise<OwnWords> {
  const row = await db
    .selectFrom('badge')
    .where('accountId', '=', accountId)
    .where('id', '=', badgeId)
    .where('trashedAt', 'is', null)
    .select('ownNote')
    .executeTakeFirst()
  if (!row) throw notThere()
  return { note: row.ownNote, tags: await tagsOf(db, badgeId) }
}

/** Replaces what the earner wrote; part of a transaction. @throws {AppError} not_found */
export async function setOwnWords(
  db: Db,
  accountId: string,
  badgeId: string,
  { tags, note }: OwnWords,
): Promise<void> {
  const byKey = new Map(tags.map((tag) => [tagKey(tag), tag]))
  const { numUpdatedRows } = await db
    .updateTable('badge')
    .set({ ownNote: note, ownText: [...byKey.keys(), note.toLowerCase()].join('\n') })
    .where('accountId', '=', accountId)
    .where('id', '=', badgeId)
    .where('trashedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notThere()
  await db.deleteFrom('badgeTag').where('badgeId', '=', badgeId).execute()
  const rows = [...byKey].map(([key, tag]) => ({ badgeId: badgeId, tagKey: key, tag }))
  if (rows.length > 0) await db.insertInto('badgeTag').values(rows).execute()
}

/**
 * Gives a tag to badges that lack it; part of a transaction.
 * @param badgeIds badges of one account, see `ownBadgeIds`
 */
export async function addTag(db: Db, badgeIds: readonly string[], tag: string): Promise<void> {
  const key = tagKey(tag)
  for (const ids of inParts(badgeIds)) {
    const tagged = await db
      .selectFrom('badgeTag')
      .where('tagKey', '=', key)
      .where('badgeId', 'in', ids)
      .select('badgeId')
      .execute()
    const lacking = ids.filter((id) => !tagged.some((row) => row.badgeId === id))
    if (lacking.length > 0) await tagAll(db, lacking, key, tag)
  }
}

async function tagAll(db: Db, ids: string[], key: string, tag: string): Promise<void> {
  await db
    .insertInto('badgeTag')
    .values(ids.map((id) => ({ badgeId: id, tagKey: key, tag })))
    .execute()
  await db
    .updateTable('badge')
    .set(({ eb, ref }) => ({ ownText: eb(ref('ownText'), '||', `\n${key}`) }))
    .where('id', 'in', ids)
    .execute()
}

/** @param badgeIds of this account or not: only its own change */
export async function setHidden(
  db: Db,
  accountId: string,
  badgeIds: readonly string[],
  isHidden: boolean,
): Promise<void> {
  for (const ids of inParts(badgeIds))
    await db
      .updateTable('badge')
      .set({ isHidden })
      .where('accountId', '=', accountId)
      .where('id', 'in', ids)
      .execute()
}

/** Parts small enough for one statement. */
export function inParts(ids: readonly string[]): string[][] {
  const parts: string[][] = []
  for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT)
    parts.push(ids.slice(start, start + IDS_PER_STATEMENT))
  return parts
}

/** What makes two spellings of a tag one. */
export const tagKey = (tag: string) => tag.normalize('NFC').toLowerCase()

async function tagsOf(db: Db, badgeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('badgeTag')
    .where('badgeId', '=', badgeId)
    .select('tag')
    .orderBy('tagKey')
    .execute()
  return rows.map(({ tag }) => tag)
}

const notThere = () => new AppError('not_found', 'This badge is not in your backpack.')
