import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { DAY_MS } from '../openbadges/index.js'
import type { BadgeState } from '../openbadges/index.js'
import { type BadgeSummary, stateColumn, SUMMARY, toSummary } from './badge-rows.js'
import type { Db } from './database.js'
import type { Schema } from './schema.js'

/** `waiting`: not proven to be the earner's. `ending`: in force, but not for long. `hidden`: out of sight. */
export type BadgeStatus = BadgeState | 'waiting' | 'ending' | 'hidden'

/** `newest` and `oldest` by the day of award; `ending`: the next to end first. */
export type BadgeSort = 'newest' | 'oldest' | 'title' | 'issuer' | 'ending'

/** What narrows a list down; all of it must hold. */
export interface BadgeFilter {
  /** Words that must all occur in title, issuer, tags or the earner's own words. */
  search?: string
  /** Name of the issuer. */
  issuer?: string | null
  /** Of the award, four digits. */
  year?: string | null
  /** An own tag, in lower case. */
  tag?: string | null
  /** Id of a collection that holds it. */
  collection?: string | null
  /** ISO time at which the states are told, and that `ending` counts from; without it no badge is ending. */
  now?: string
}

export interface BadgeQuery extends BadgeFilter {
  status?: BadgeStatus | null
  sort?: BadgeSort
  /** How many to leave out before the page. */
  offset?: number
  /** All when left out. */
  limit?: number
  /** Hidden ones too, though no status asks for them. */
  withHidden?: boolean
}

/** A badge that ends within so many days is ending. */
const ENDING_WITHIN_DAYS = 60

/** Badges that are not in the trash, the newest award first unless a sort is named. */
export async function listBadges(
  db: Db,
  accountId: string,
  query: BadgeQuery = {},
): Promise<BadgeSummary[]> {
  const { sort = 'newest', offset = 0, limit } = query
  let rows = ordered(selected(db, accountId, query).select(SUMMARY), sort, query.now ?? '')
  if (limit !== undefined) rows = rows.limit(limit).offset(offset)
  return (await rows.execute()).map(toSummary)
}

/** Ids of every badge a query finds, in no order. */
export async function findBadgeIds(
  db: Db,
  accountId: string,
  query: BadgeQuery,
): Promise<string[]> {
  const rows = await selected(db, accountId, query).select('badge.id').execute()
  return rows.map(({ id }) => id)
}

/** How many badges of each status a filter finds; `all` counts each badge in sight once. */
export async function countBadges(
  db: Db,
  accountId: string,
  filter: BadgeFilter = {},
): Promise<Map<BadgeStatus | 'all', number>> {
  const rows = await filtered(db, accountId, filter)
    .select(['badge.recipient', 'badge.isHidden', stateColumn(filter.now).as('stateNow')])
    .select(sql<number>`case when ${isEnding(filter.now)} then 1 else 0 end`.as('isEnding'))
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .groupBy(['stateNow', 'badge.recipient', 'badge.isHidden', 'isEnding'])
    .execute()
  const counts = new Map<BadgeStatus | 'all', number>()
  for (const row of rows)
    for (const status of statusesOf(row)) counts.set(status, (counts.get(status) ?? 0) + row.n)
  return counts
}

interface CountedRow {
  stateNow: BadgeState
  recipient: string
  isHidden: boolean
  isEnding: number
}

function statusesOf(row: CountedRow): (BadgeStatus | 'all')[] {
  if (row.isHidden) return ['hidden']
  const statuses: (BadgeStatus | 'all')[] = ['all', row.stateNow]
  if (row.recipient !== 'passed') statuses.push('waiting')
  if (row.isEnding === 1) statuses.push('ending')
  return statuses
}

function selected(db: Db, accountId: string, { status, withHidden, ...filter }: BadgeQuery) {
  const rows = filtered(db, accountId, filter)
  if (status === 'hidden') return rows.where('badge.isHidden', '=', true)
  const seen = withHidden ? rows : rows.where('badge.isHidden', '=', false)
  if (status === 'waiting') return seen.where('badge.recipient', '<>', 'passed')
  if (status === 'ending') return seen.where(isEnding(filter.now))
  return status ? seen.where(stateColumn(filter.now), '=', status) : seen
}

function filtered(db: Db, accountId: string, filter: BadgeFilter) {
  const { search = '', issuer, year, tag, collection } = filter
  let rows = db
    .selectFrom('badge')
    .where('badge.accountId', '=', accountId)
    .where('badge.trashedAt', 'is', null)
    .where(matching(search))
  if (issuer) rows = rows.where('badge.issuerName', '=', issuer)
  if (year)
    rows = rows
      .where('badge.awardedAt', '>=', year)
      .where('badge.awardedAt', '<', String(Number(year) + 1).padStart(4, '0'))
  if (tag) rows = rows.where('badge.id', 'in', tagged(db, tag))
  if (collection) rows = rows.where('badge.id', 'in', collected(db, collection))
  return rows
}

const tagged = (db: Db, tag: string) =>
  db.selectFrom('badgeTag').where('tagKey', '=', tag).select('badgeId')

const collected = (db: Db, collection: string) =>
  db.selectFrom('collectionBadge').where('collectionId', '=', collection).select('badgeId')

function isEnding(now: string | undefined) {
  if (!now) return sql<boolean>`1 = 0`
  const soon = new Date(new Date(now).getTime() + ENDING_WITHIN_DAYS * DAY_MS).toISOString()
  return sql<boolean>`(badge.state in ('valid', 'issuer-not-proven') and badge.expires_at > ${now} and badge.expires_at <= ${soon})`
}

/** LIKE on the folded columns: SQLite and PostgreSQL differ in case and escapes, so both are spelled out. */
function matching(search: string) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ and }: ExpressionBuilder<Schema, 'badge'>) =>
    and(
      words.map(
        (word) =>
          sql<boolean>`(badge.search_text like ${pattern(word)} escape '\\' or badge.own_text like ${pattern(word)} escape '\\')`,
      ),
    )
}

const pattern = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`

/** The id is last, so that pages neither repeat nor skip a badge. */
function ordered<Row>(
  rows: SelectQueryBuilder<Schema, 'badge', Row>,
  sort: BadgeSort,
  now: string,
) {
  if (sort === 'title') return rows.orderBy('badge.searchText').orderBy('badge.id', 'desc')
  if (sort === 'issuer')
    return rows
      .orderBy(sql`lower(badge.issuer_name)`)
      .orderBy('badge.searchText')
      .orderBy('badge.id', 'desc')
  if (sort === 'ending')
    return rows
      .orderBy(
        sql`case when badge.expires_at is null then 1 when badge.expires_at < ${now} then 2 else 0 end`,
      )
      .orderBy('badge.expiresAt')
      .orderBy('badge.id', 'desc')
  const way = sort === 'newest' ? 'desc' : 'asc'
  return rows
    .orderBy(sql`coalesce(badge.awarded_at, badge.created_at)`, way)
    .orderBy('badge.id', way)
}

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
  /** How many lie in the trash. */
  trashCount: number
}

export async function listFacets(db: Db, accountId: string): Promise<Facets> {
  const groups = await listGroups(db, accountId)
  const inSight = groups.filter(({ isTrashed }) => isTrashed === 0)
  const trashed = groups.filter(({ isTrashed }) => isTrashed === 1)
  return {
    issuers: facetsOf(inSight.map(({ issuerName, n }) => [issuerName, n])),
    years: facetsOf(inSight.map(({ year, n }) => [year ?? '', n])).sort(byLatest),
    tags: await listTags(db, accountId),
    trashCount: trashed.reduce((sum, { n }) => sum + n, 0),
  }
}

const byLatest = (one: Facet, other: Facet) => (one.value < other.value ? 1 : -1)

/** One for each value that is not empty, in the order in which they come. */
function facetsOf(counted: [string, number][]): Facet[] {
  const facets = new Map<string, Facet>()
  for (const [value, n] of counted.filter(([value]) => value !== ''))
    facets.set(value, { value, word: value, count: n + (facets.get(value)?.count ?? 0) })
  return [...facets.values()]
}

/** Badges in sight by issuer, as the alphabet has them, and year of award; and those in the trash. */
function listGroups(db: Db, accountId: string) {
  return db
    .selectFrom('badge')
    .where('accountId', '=', accountId)
    .where(sql<boolean>`(trashed_at is not null or is_hidden = 0)`)
    .select([
      'issuerName',
      sql<string | null>`substr(awarded_at, 1, 4)`.as('year'),
      sql<number>`case when trashed_at is null then 0 else 1 end`.as('isTrashed'),
      ({ fn }) => fn.countAll<number>().as('n'),
    ])
    .groupBy(['issuerName', 'year', 'isTrashed'])
    .orderBy(sql`lower(issuer_name)`)
    .execute()
}

/** Own tags of an account, each as it was typed last in the alphabet; the key is what is compared. */
export async function listTags(db: Db, accountId: string): Promise<Facet[]> {
  const rows = await db
    .selectFrom('badge')
    .where('badge.accountId', '=', accountId)
    .where('badge.trashedAt', 'is', null)
    .where('badge.isHidden', '=', false)
    .innerJoin('badgeTag', 'badgeTag.badgeId', 'badge.id')
    .select(['badgeTag.tagKey', ({ fn }) => fn.max('badgeTag.tag').as('tag')])
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .groupBy('badgeTag.tagKey')
    .orderBy('badgeTag.tagKey')
    .execute()
  return rows.map(({ tagKey: key, tag, n }) => ({ value: key, word: tag, count: n }))
}
