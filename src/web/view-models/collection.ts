import type { SharedBadge } from '../../backpack/sharing/redact.js'
import type { BadgeSummary } from '../../store/badges.js'
import type { CollectedBadge, Placement } from '../../store/collections.js'
import type { StoredReport } from '../../store/reports.js'
import { type Counted, countStates } from '../../words/counts.js'
import { badgeCard, type BadgeCard, type Dates } from './verdict.js'

/** A badge in a collection, with the earner's line on it. */
export interface BadgeRow extends BadgeCard {
  note: string
}

export function badgeRows(
  collected: readonly CollectedBadge[],
  reports: ReadonlyMap<string, StoredReport>,
  dates: Dates,
  under = '',
): BadgeRow[] {
  return collected.map(({ badge, note }) => ({
    ...badgeCard(badge, dates, under, reports.get(badge.id)?.checks),
    note,
  }))
}

/** How all of them stand. "Valid today" is said only where today's checks say so. */
export function tallyOf(rows: readonly BadgeCard[], dates: Pick<Dates, 'ago' | 'now'>): Counted {
  const standings = rows.map(({ verdict, provenAt }) => ({ state: verdict.state, provenAt }))
  const counted = countStates(standings, dates)
  const today = dates.now().toISOString().slice(0, 10)
  const isOfToday = rows.every(({ checkedAt }) => checkedAt.startsWith(today))
  return isOfToday ? counted : { ...counted, headline: counted.headline.replace(/ today$/, '') }
}

/** What is hidden is told as hidden; empty where nothing is. */
export function hiddenDatesWords(badges: readonly Pick<SharedBadge, 'areDatesHidden'>[]): string {
  return badges.some((one) => one.areDatesHidden) ? 'Dates are not shown on this link.' : ''
}

export interface CollectionForm {
  title: string
  /** Null for a new collection. */
  id: string | null
  action: string
  /** Badges that are in it, in order; for a new one none yet. */
  chosen: BadgeRow[]
  /** Badges to pick from; those picked already come first, in their order. */
  others: (BadgeCard & { isPicked: boolean })[]
  /** How many more there are, to be found and added from the backpack. */
  moreCount: number
}

/** So many can be picked from on the page of a collection. */
const PICKABLE = 120

/** @param badges all of the earner */
export function collectionForm(
  id: string | null,
  badges: readonly BadgeSummary[],
  placements: readonly Placement[],
  dates: Dates,
): CollectionForm {
  const cards = new Map(badges.map((badge) => [badge.id, badgeCard(badge, dates)]))
  const picked = placements.flatMap(({ badgeId, note }) => {
    const card = cards.get(badgeId)
    return card && cards.delete(badgeId) ? [{ ...card, note }] : []
  })
  const loose = [...cards.values()].map((card) => ({ ...card, isPicked: false }))
  const rest = loose.slice(0, PICKABLE)
  const moreCount = loose.length - rest.length
  if (id)
    return {
      title: 'Edit the collection',
      id,
      action: `/collections/${id}/edit`,
      chosen: picked,
      others: rest,
      moreCount,
    }
  const first = picked.map((card) => ({ ...card, isPicked: true }))
  return {
    title: 'New collection',
    id,
    action: '/collections',
    chosen: [],
    others: [...first, ...rest],
    moreCount,
  }
}
