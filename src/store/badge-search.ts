import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely'
import type { BadgeState } from '../openbadges/index.js'
import { SUMMARY, toSummary, type BadgeSummary } from './badge-rows.js'
import { stateColumn } from './badge-state.js'
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
const DAY_MS = 86_400_000

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
    .select(['badge.recipient', 'badge.is_hidden', stateColumn(filter.now).as('state_now')])
    .select(sql<number>`case when ${isEnding(filter.now)} then 1 else 0 end`.as('is_ending'))
    .select(({ fn }) => fn.countAll().as('n'))
    .groupBy(['state_now', 'badge.recipient', 'badge.is_hidden', 'is_ending'])
    .execute()
  const counts = new Map<BadgeStatus | 'all', number>()
  for (const row of rows)
    for (const status of statusesOf(row))
      counts.set(status, (counts.get(status) ?? 0) + Number(row.n))
  return counts
}

interface CountedRow {
  state_now: BadgeState
  recipient: string
  is_hidden: number
  is_ending: number
}

function statusesOf(row: CountedRow): (BadgeStatus | 'all')[] {
  if (row.is_hidden === 1) return ['hidden']
  const statuses: (BadgeStatus | 'all')[] = ['all', row.state_now]
  if (row.recipient !== 'passed') statuses.push('waiting')
  if (row.is_ending === 1) statuses.push('ending')
  return statuses
}

function selected(db: Db, accountId: string, { status, withHidden, ...filter }: BadgeQuery) {
  const rows = filtered(db, accountId, filter)
  if (status === 'hidden') return rows.where('badge.is_hidden', '=', 1)
  const seen = withHidden ? rows : rows.where('badge.is_hidden', '=', 0)
  if (status === 'waiting') return seen.where('badge.recipient', '<>', 'passed')
  if (status === 'ending') return seen.where(isEnding(filter.now))
  return status ? seen.where(stateColumn(filter.now), '=', status) : seen
}

function filtered(db: Db, accountId: string, filter: BadgeFilter) {
  const { search = '', issuer, year, tag, collection } = filter
  let rows = db
    .selectFrom('badge')
    .where('badge.account_id', '=', accountId)
    .where('badge.trashed_at', 'is', null)
    .where(matching(search))
  if (issuer) rows = rows.where('badge.issuer_name', '=', issuer)
  if (year)
    rows = rows
      .where('badge.awarded_at', '>=', year)
      .where('badge.awarded_at', '<', String(Number(year) + 1).padStart(4, '0'))
  if (tag) rows = rows.where('badge.id', 'in', tagged(db, tag))
  if (collection) rows = rows.where('badge.id', 'in', collected(db, collection))
  return rows
}

const tagged = (db: Db, tag: string) =>
  db.selectFrom('badge_tag').where('tag_key', '=', tag).select('badge_id')

const collected = (db: Db, collection: string) =>
  db.selectFrom('collection_badge').where('collection_id', '=', collection).select('badge_id')

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
  if (sort === 'title') return rows.orderBy('badge.search_text').orderBy('badge.id', 'desc')
  if (sort === 'issuer')
    return rows
      .orderBy(sql`lower(badge.issuer_name)`)
      .orderBy('badge.search_text')
      .orderBy('badge.id', 'desc')
  if (sort === 'ending')
    return rows
      .orderBy(
        sql`case when badge.expires_at is null then 1 when badge.expires_at < ${now} then 2 else 0 end`,
      )
      .orderBy('badge.expires_at')
      .orderBy('badge.id', 'desc')
  const way = sort === 'newest' ? 'desc' : 'asc'
  return rows
    .orderBy(sql`coalesce(badge.awarded_at, badge.created_at)`, way)
    .orderBy('badge.id', way)
}
