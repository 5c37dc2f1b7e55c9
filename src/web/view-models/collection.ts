import type { CollectedBadge } from '../../store/collections.js'
import type { StoredReport } from '../../store/reports.js'
import { badgeCard, type BadgeCard } from './badge-card.js'
import { wordOf, type Dates, type VerdictState } from './verdict.js'

/** A badge in a collection, with the earner's line on it. */
export interface BadgeRow extends BadgeCard {
  note: string
}

/** How many badges of a collection stand how. */
export interface Tally {
  /** `2 of 6 badges are valid today`. */
  title: string
  /** Green with a filled seal only when every badge is valid now. */
  isAllValid: boolean
  others: { state: VerdictState; words: string }[]
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

export function tallyOf(rows: readonly BadgeCard[]): Tally {
  const counts = new Map<VerdictState, number>()
  for (const { verdict } of rows) counts.set(verdict.state, (counts.get(verdict.state) ?? 0) + 1)
  const valid = counts.get('valid') ?? 0
  const isAllValid = rows.length > 0 && valid === rows.length
  const others = [...counts].filter(([state]) => state !== 'valid')
  return {
    title: titleOf(valid, rows.length),
    isAllValid,
    others: others.map(([state, n]) => ({ state, words: `${n} ${inSentence(wordOf(state))}` })),
  }
}

function titleOf(valid: number, all: number): string {
  if (all === 1) return valid === 1 ? 'This badge is valid today' : 'This badge is not valid today'
  if (valid === all) return `All ${all} badges are valid today`
  return valid === 0
    ? `None of the ${all} badges is valid today`
    : `${valid} of ${all} badges ${valid === 1 ? 'is' : 'are'} valid today`
}

const inSentence = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)
