import type { BadgeQuery, BadgeSort, BadgeStatus } from '../../store/badges.js'

/** What the address of the backpack asks for: `?q=&status=&issuer=&year=&tag=&collection=&sort=&page=`. */
export interface BackpackQuery {
  search: string
  status: BadgeStatus | null
  issuer: string
  year: string
  tag: string
  collection: string
  sort: BadgeSort
  /** From 1. */
  page: number
}

export const STATUSES: readonly BadgeStatus[] = [
  'valid',
  'issuer-not-proven',
  'was-valid',
  'ending',
  'expired',
  'withdrawn',
  'not-yet',
  'flawed',
  'not-genuine',
  'not-proven',
  'unchecked',
  'waiting',
  'hidden',
]

/** Words of addresses that people may have kept. */
const EARLIER: Record<string, BadgeStatus> = {
  revoked: 'withdrawn',
  invalid: 'not-genuine',
  'not-yet-valid': 'not-yet',
  unverifiable: 'unchecked',
}

export const BADGE_SORTS: readonly BadgeSort[] = ['newest', 'oldest', 'title', 'issuer', 'ending']

const MAX_PAGE = 100_000

/** Whatever stands in the address: what cannot be meant is left out. */
export function readBackpackQuery(query: Record<string, unknown>): BackpackQuery {
  const text = (name: string) =>
    (typeof query[name] === 'string' ? query[name].slice(0, 300) : '').replaceAll('\0', '').trim()
  const page = Number.parseInt(text('page'), 10)
  return {
    search: text('q'),
    status: statusOf(text('status')),
    issuer: text('issuer'),
    year: /^\d{4}$/.test(text('year')) ? text('year') : '',
    tag: text('tag').toLowerCase(),
    collection: text('collection'),
    sort: BADGE_SORTS.find((sort) => sort === text('sort')) ?? 'newest',
    page: page >= 1 ? Math.min(page, MAX_PAGE) : 1,
  }
}

function statusOf(word: string): BadgeStatus | null {
  const earlier = Object.hasOwn(EARLIER, word) ? EARLIER[word]! : null
  return STATUSES.find((status) => status === word) ?? earlier
}

/** The address of a query, shortest form. @param changed what differs; another page begins at 1 unless it says so */
export function queryAddress(query: BackpackQuery, changed: Partial<BackpackQuery> = {}): string {
  return `/badges${queryOf(query, changed)}`
}

/** The part of the address from the question mark on; empty when nothing is asked for. */
export function queryOf(query: BackpackQuery, changed: Partial<BackpackQuery> = {}): string {
  const { search, sort, page, status, ...others } = { ...query, page: 1, ...changed }
  const named = {
    q: search,
    status: status ?? '',
    ...others,
    sort: sort === 'newest' ? '' : sort,
    page: page === 1 ? '' : String(page),
  }
  const filled = Object.entries(named).filter(([, value]) => value !== '')
  return filled.length > 0 ? `?${new URLSearchParams(filled).toString()}` : ''
}

/** Does it ask for anything but all badges? */
export function isNarrowed({ search, status, issuer, year, tag, collection }: BackpackQuery) {
  return Boolean(search || status || issuer || year || tag || collection)
}

/** The query for the store, without a page. @param now of the clock, for what is ending */
export function toBadgeQuery({ page: _, ...query }: BackpackQuery, now: Date): BadgeQuery {
  return { ...query, now: now.toISOString() }
}
