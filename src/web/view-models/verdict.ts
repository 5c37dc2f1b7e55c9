import { doubtsOf } from '../../backpack/standing.js'
import type { BadgeState, CheckResult } from '../../openbadges/index.js'
import { stateAt, type Stating } from '../../store/badge-state.js'
import type { BackpackBadge, BadgeSummary } from '../../store/badges.js'
import { stateLine } from '../../words/line.js'
import { wordOf } from '../../words/states.js'
import type { TemplateFunctions } from '../template-functions.js'

/** A verdict as shape, word and second line. */
export interface VerdictView {
  /** Also the name of its icon and its style. */
  state: BadgeState
  word: string
  line: string
  /** Does the line only say when it was checked? */
  saysOnlyWhen: boolean
}

export type Dates = Pick<TemplateFunctions, 'date' | 'ago' | 'now'>
type Judged = Stating &
  Pick<BadgeSummary, 'checkedAt' | 'validAt' | 'silentSince'> &
  Partial<Pick<BackpackBadge, 'credential'>> & {
    /** Does a link leave the days out? */
    areDatesHidden?: boolean
  }

/** @param checks of the newest report, for the reason; without them the line is shorter */
export function verdictView(
  badge: Judged,
  dates: Dates,
  checks: readonly CheckResult[] = [],
): VerdictView {
  const state = stateAt(badge, dates.now())
  const { expiresAt, checkedAt, silentSince, validAt: provenAt } = badge
  const validFrom = badge.credential?.validFrom ?? null
  const { areDatesHidden } = badge
  const days = { expiresAt, validFrom, provenAt, checkedAt, silentSince, areDatesHidden }
  const listed = { state, ...days, doubts: doubtsOf(checks) }
  const { text, saysOnlyWhen } = stateLine(listed, dates)
  return { state, word: wordOf(state), line: text, saysOnlyWhen }
}
