import { sql } from 'kysely'
import type { Db } from './database.js'

/** One value that badges can be narrowed down to, and how many have it. */
export interface Facet {
  value: string
  /** As people read it. */
  word: string
  count: number
}

/** What an account's badges differ in; those in the trash or out of sight do not count. */
export interface Facets {
  issuers: Facet[]
  /** Years of award, the latest first. */
  years: Facet[]
  /** Own tags. */
  tags: Facet[]
}

export async function listFacets(db: Db, accountId: string): Promise<Facets> {
  return {
    issuers: await listIssuers(db, accountId),
    years: await listYears(db, accountId),
    tags: await listTags(db, accountId),
  }
}

async function listIssuers(db: Db, accountId: string): Promise<Facet[]> {
  const rows = await inSight(db, accountId)
    .where('issuer_name', '<>', '')
    .select(['issuer_name', ({ fn }) => fn.countAll().as('n')])
    .groupBy('issuer_name')
    .orderBy(sql`lower(issuer_name)`)
    .execute()
  return rows.map(({ issuer_name: name, n }) => ({ value: name, word: name, count: Number(n) }))
}

async function listYears(db: Db, accountId: string): Promise<Facet[]> {
  const rows = await inSight(db, accountId)
    .where('awarded_at', 'is not', null)
    .select([sql<string>`substr(awarded_at, 1, 4)`.as('year'), ({ fn }) => fn.countAll().as('n')])
    .groupBy('year')
    .orderBy('year', 'desc')
    .execute()
  return rows.map(({ year, n }) => ({ value: year, word: year, count: Number(n) }))
}

/** Own tags of an account, each as it was typed last in the alphabet; the key is what is compared. */
export async function listTags(db: Db, accountId: string): Promise<Facet[]> {
  const rows = await inSight(db, accountId)
    .innerJoin('badge_tag', 'badge_tag.badge_id', 'badge.id')
    .select(['badge_tag.tag_key', ({ fn }) => fn.max('badge_tag.tag').as('tag')])
    .select(({ fn }) => fn.countAll().as('n'))
    .groupBy('badge_tag.tag_key')
    .orderBy('badge_tag.tag_key')
    .execute()
  return rows.map(({ tag_key: key, tag, n }) => ({ value: key, word: tag, count: Number(n) }))
}

function inSight(db: Db, accountId: string) {
  return db
    .selectFrom('badge')
    .where('badge.account_id', '=', accountId)
    .where('badge.trashed_at', 'is', null)
    .where('badge.is_hidden', '=', 0)
}
