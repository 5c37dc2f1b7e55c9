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

export function tallyOf(rows: readonly BadgeCard[], dates: Pick<Dates, 'ago'>): Counted {
  const standings = rows.map(({ verdict, provenAt }) => ({ state: verdict.state, provenAt }))
  return countStates(standings, dates)
}
