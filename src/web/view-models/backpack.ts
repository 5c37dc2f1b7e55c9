import type { BadgeStatus, BadgeSummary } from '../../store/badges.js'
import { badgeCard, type BadgeCard } from './badge-card.js'
import { wordOf, type Dates } from './verdict.js'

/** What the address of the backpack asks for: `?q=&status=&before=`. */
export interface BackpackQuery {
  search: string
  status: BadgeStatus | null
  before: string | null
}

export const BADGES_PER_PAGE = 60

const STATUSES: readonly BadgeStatus[] = [
  'valid',
  'expired',
  'revoked',
  'invalid',
  'not-yet-valid',
  'unverifiable',
  'waiting',
]

export function readBackpackQuery(query: Record<string, unknown>): BackpackQuery {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name].slice(0, 200) : '')
  return {
    search: text('q').replaceAll('\0', '').trim(),
    status: STATUSES.find((status) => status === text('status')) ?? null,
    before: text('before') || null,
  }
}

interface Chip {
  word: string
  count: number
  href: string
  isCurrent: boolean
}

export interface BackpackView {
  title: string
  cards: BadgeCard[]
  chips: Chip[]
  search: string
  status: BadgeStatus | null
  /** Address of older badges, or null on the last page. */
  older: string | null
  isFirstPage: boolean
  waitingCount: number
}

/** @param badges one more than a page holds, when there are more */
export function backpackView(
  badges: readonly BadgeSummary[],
  counts: ReadonlyMap<BadgeStatus | 'all', number>,
  { search, status, before }: BackpackQuery,
  dates: Dates,
): BackpackView {
  const shown = badges.slice(0, BADGES_PER_PAGE)
  const isMore = badges.length > BADGES_PER_PAGE
  const all = { word: 'All', count: counts.get('all') ?? 0, status: null }
  const some = STATUSES.filter((one) => counts.get(one) || one === status).map((one) => ({
    word: one === 'waiting' ? 'Not proven yours' : wordOf(one),
    count: counts.get(one) ?? 0,
    status: one,
  }))
  return {
    title: 'Your badges',
    cards: shown.map((badge) => badgeCard(badge, dates)),
    chips: [all, ...some].map(({ word, count, status: one }) => ({
      word,
      count,
      href: addressOf({ q: search, status: one ?? '' }),
      isCurrent: one === status,
    })),
    search,
    status,
    older: isMore ? addressOf({ q: search, status: status ?? '', before: shown.at(-1)!.id }) : null,
    isFirstPage: before === null,
    waitingCount: counts.get('waiting') ?? 0,
  }
}

function addressOf(query: Record<string, string>): string {
  const filled = Object.entries(query).filter(([, value]) => value !== '')
  return filled.length > 0 ? `/badges?${new URLSearchParams(filled).toString()}` : '/badges'
}
