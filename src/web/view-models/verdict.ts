import { type BadgeState, type CheckResult, doubtsOf } from '../../openbadges/index.js'
import { type BackpackBadge, type BadgeSummary, stateAt, type Stating } from '../../store/badges.js'
import { asideText, issuerPair, type IssuerPair } from '../../words/issuer.js'
import { stateLine } from '../../words/line.js'
import { nameOf } from '../../words/names.js'
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
type StatedBadge = Stating &
  Pick<BadgeSummary, 'checkedAt' | 'validAt' | 'silentSince'> &
  Partial<Pick<BackpackBadge, 'credential'>> & {
    /** Does a link leave the days out? */
    areDatesHidden?: boolean
  }

/** @param checks of the newest report, for the reason; without them the line is shorter */
export function verdictView(
  badge: StatedBadge,
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

/** A badge as a card or a row. */
export interface BadgeCard {
  id: string
  title: string
  issuer: string
  /** The same with what is proven of it. */
  by: IssuerPair
  /** What is odd about the issuer; empty where nothing is. */
  aside: string
  awardedAt: string | null
  /** Address of the page of the badge. */
  href: string
  /** Address of our copy of its picture, or null. */
  image: string | null
  verdict: VerdictView
  /** When it was last proven valid; null: never, or not any more. */
  provenAt: string | null
  /** When it was last verified; paper says it in full. */
  checkedAt: string
  /** Is it proven to be the earner's? If not, only they see it. */
  isProven: boolean
  /** Did its earner put it out of sight? Then also only they see it. */
  isHidden: boolean
  /** What stands in the way, for the earner. */
  waiting: string | null
}

/** Longer titles are none. */
const MAX_TITLE = 300

const titleOf = (title: string) =>
  title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE - 1)}…` : title

export const UNTITLED = 'Untitled badge'
export const UNKNOWN_ISSUER = 'Unknown issuer'

/**
 * @param under address below which badges lie: empty for the backpack, `/s/TOKEN` for a shared page
 * @param checks of the newest report, where the row says why
 */
export function badgeCard(
  badge: BadgeSummary & { areDatesHidden?: boolean },
  dates: Dates,
  under = '',
  checks: readonly CheckResult[] = [],
): BadgeCard {
  const href = `${under}/badges/${badge.id}`
  const verdict = verdictView(badge, dates, checks)
  const by = issuerPair(badge.issuerProof, badge.issuerName, verdict.state)
  return {
    id: badge.id,
    title: titleOf(badge.title) || UNTITLED,
    issuer: nameOf(badge.issuerName) || UNKNOWN_ISSUER,
    by,
    aside: asideText(by),
    awardedAt: badge.awardedAt,
    href,
    image: badge.imageHash && `${href}/image?v=${badge.imageHash.slice(0, 12)}`,
    verdict,
    provenAt: badge.validAt,
    checkedAt: badge.checkedAt,
    isProven: badge.recipient === 'passed',
    isHidden: badge.isHidden,
    waiting: waitingOf(badge),
  }
}

function waitingOf({ recipient }: BadgeSummary): string | null {
  if (recipient === 'passed') return null
  return recipient === 'failed'
    ? 'Sent to an address you have not confirmed'
    : 'Does not name you by an e-mail address'
}
