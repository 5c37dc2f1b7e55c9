import type { SharedBadge } from '../../backpack/redact.js'
import type { CollectedBadge } from '../../store/collections.js'
import type { StoredReport } from '../../store/reports.js'
import { badgeCard, type BadgeCard } from './badge-card.js'
import { countStates, type Counted } from '../../words/counts.js'
import type { Dates } from './verdict.js'

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
