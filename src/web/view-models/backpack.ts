import type { BadgeLayout } from '../../store/accounts.js'
import type { Facet, Facets } from '../../store/badge-search.js'
import type { BadgeSort, BadgeStatus, BadgeSummary } from '../../store/badges.js'
import {
  queryAddress,
  type BackpackQuery,
  isNarrowed,
  queryOf,
  BADGE_SORTS,
  STATUSES,
} from './backpack-query.js'
import { badgeCard, type BadgeCard, type Dates } from './verdict.js'
import { counted } from '../../words/language.js'

export const BADGES_PER_PAGE = 60

/** What the backpack page is made of. */
export interface FoundBadges {
  /** Of the page that is asked for. */
  badges: readonly BadgeSummary[]
  /** By status, within everything else that is asked for. */
  counts: ReadonlyMap<BadgeStatus | 'all', number>
  facets: Facets
  collections: readonly { id: string; title: string; badgeCount: number }[]
  layout: BadgeLayout
  /** Are there no badges at all? */
  isEmpty: boolean
}

interface Chip {
  word: string
  count: number
  href: string
  isCurrent: boolean
}

interface Option {
  value: string
  word: string
  isCurrent: boolean
}

/** A field that narrows the list down or puts it in order. */
interface Choice {
  name: string
  label: string
  options: Option[]
}

export interface BackpackView {
  title: string
  cards: BadgeCard[]
  chips: Chip[]
  choices: Choice[]
  search: string
  status: BadgeStatus | null
  isNarrowed: boolean
  layout: BadgeLayout
  /** How many badges fit, in words and as a number. */
  total: number
  totalWords: string
  /** Address of this very list, and its part from the question mark on. */
  here: string
  query: string
  pages: { current: number; last: number; before: string | null; after: string | null }
  trashCount: number
  isEmpty: boolean
  collections: FoundBadges['collections']
  tags: Facet[]
}

/** How many badges a query finds. */
export function foundTotal(counts: FoundBadges['counts'], { status }: BackpackQuery): number {
  return counts.get(status ?? 'all') ?? 0
}

/** The page that is asked for, or the last there is. */
export function pageWithin(total: number, page: number): number {
  return Math.min(page, lastPageOf(total))
}

const lastPageOf = (total: number) => Math.max(1, Math.ceil(total / BADGES_PER_PAGE))

/** @param query its page is one there is, see {@link pageWithin} */
export function backpackView(found: FoundBadges, query: BackpackQuery, dates: Dates): BackpackView {
  const { badges, counts, facets, collections } = found
  const total = foundTotal(counts, query)
  return {
    title: 'Your badges',
    cards: badges.map((badge) => badgeCard(badge, dates)),
    chips: chipsOf(counts, query),
    choices: choicesOf(facets, collections, query),
    search: query.search,
    status: query.status,
    isNarrowed: isNarrowed(query),
    layout: found.layout,
    total,
    totalWords: counted(total, 'badge'),
    here: queryAddress(query, { page: query.page }),
    query: queryOf(query, { page: query.page }),
    pages: pagesOf(total, query),
    trashCount: facets.trashCount,
    isEmpty: found.isEmpty,
    collections,
    tags: facets.tags,
  }
}

const STATUS_WORDS: Record<BadgeStatus, string> = {
  valid: 'Valid',
  'issuer-not-proven': 'Issuer not proven',
  'was-valid': 'Was valid',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
  'not-yet': 'Not valid yet',
  flawed: 'Genuine, but flawed',
  'not-genuine': 'Not genuine',
  'not-proven': 'Not proven',
  unchecked: 'Could not be checked',
  waiting: 'Not proven yours',
  ending: 'Ending soon',
  hidden: 'Hidden',
}

function chipsOf(counts: FoundBadges['counts'], query: BackpackQuery): Chip[] {
  const shown = STATUSES.filter((one) => counts.get(one) || one === query.status)
  return [null, ...shown].map((status) => ({
    word: status === null ? 'All' : STATUS_WORDS[status],
    count: counts.get(status ?? 'all') ?? 0,
    href: queryAddress(query, { status }),
    isCurrent: status === query.status,
  }))
}

const SORT_WORDS: Record<BadgeSort, string> = {
  newest: 'Newest award first',
  oldest: 'Oldest award first',
  title: 'By title',
  issuer: 'By issuer',
  ending: 'Ending soonest first',
}

function choicesOf(
  { issuers, years, tags }: Facets,
  collections: FoundBadges['collections'],
  { issuer, year, tag, collection, sort }: BackpackQuery,
): Choice[] {
  const groups = collections.map(({ id, title, badgeCount }) => ({
    value: id,
    word: title,
    count: badgeCount,
  }))
  const sorts = BADGE_SORTS.map((one) => ({
    value: one,
    word: SORT_WORDS[one],
    isCurrent: one === sort,
  }))
  return [
    ...choiceOf('issuer', 'Issuer', 'Any issuer', issuers, issuer, 2),
    ...choiceOf('year', 'Year', 'Any year', years, year, 2),
    ...choiceOf('tag', 'Tag', 'Any tag', tags, tag, 1),
    ...choiceOf('collection', 'Collection', 'Any collection', groups, collection, 1),
    { name: 'sort', label: 'Order', options: sorts },
  ]
}

/** A field with fewer values than `least` chooses nothing, so it is left out unless it is in use. */
function choiceOf(
  name: string,
  label: string,
  any: string,
  facets: readonly Facet[],
  current: string,
  least: number,
): Choice[] {
  if (facets.length < least && !current) return []
  const options = facets.map(({ value, word, count }) => ({
    value,
    word: `${word} (${count})`,
    isCurrent: value === current,
  }))
  // One that no badge has any more stays chosen, so that the field says what the list shows.
  if (current && !options.some(({ isCurrent }) => isCurrent))
    options.unshift({ value: current, word: current, isCurrent: true })
  return [{ name, label, options: [{ value: '', word: any, isCurrent: !current }, ...options] }]
}

function pagesOf(total: number, query: BackpackQuery): BackpackView['pages'] {
  const last = lastPageOf(total)
  const current = query.page
  return {
    current,
    last,
    before: current > 1 ? queryAddress(query, { page: current - 1 }) : null,
    after: current < last ? queryAddress(query, { page: current + 1 }) : null,
  }
}
