import type { BadgeState } from '../openbadges/index.js'
import { countedWord, singleWord, STATE_ORDER } from './states.js'
import type { Times } from './told.js'

/** How several badges stand together. */
export interface Counted {
  /** `3 of 6 badges are valid today`. */
  headline: string
  /** Only where each badge has the filled seal. */
  isAllValid: boolean
  /** Every kind there is, in its own words; together they are all badges. One kind alone stands in the headline. */
  kinds: { state: BadgeState; words: string }[]
}

/** A badge to be counted. @see Told */
export interface CountedBadge {
  state: BadgeState
  provenAt: string | null
}

/** Filled seals are counted first, then every other kind; silence after a yes is told as what it is. */
export function countStates(badges: readonly CountedBadge[], times: Pick<Times, 'ago'>): Counted {
  const counts = STATE_ORDER.map((state) => ({
    state,
    of: badges.filter((one) => one.state === state),
  })).filter(({ of }) => of.length > 0)
  const kinds = counts.map(({ state, of }) => ({ state, words: kindWords(state, of, times) }))
  const valid = badges.filter(({ state }) => state === 'valid').length
  return {
    headline: headlineOf(badges, valid, kinds.length, times),
    isAllValid: valid > 0 && valid === badges.length,
    kinds: kinds.length > 1 ? kinds : [],
  }
}

function headlineOf(
  badges: readonly CountedBadge[],
  valid: number,
  kindCount: number,
  times: Pick<Times, 'ago'>,
): string {
  const all = badges.length
  const [first] = badges
  if (!first) return 'No badges'
  if (all === 1) return singleLine(first, times)
  if (valid === all) return `All ${all} badges are valid today`
  if (valid > 0) return `${valid} of ${all} badges ${valid === 1 ? 'is' : 'are'} valid today`
  if (kindCount === 1 && first.state === 'unchecked')
    return `${all} badges that could not be checked right now`
  return kindCount > 1
    ? `${all} badges`
    : `${all} badges, all ${phraseOf(first.state, badges, times)}`
}

function singleLine({ state, provenAt }: CountedBadge, { ago }: Pick<Times, 'ago'>): string {
  if (state === 'valid') return 'This badge is valid today'
  return state === 'was-valid' && provenAt
    ? `This badge was proven valid ${ago(provenAt)}`
    : `This badge ${singleWord(state)}`
}

function kindWords(
  state: BadgeState,
  of: readonly CountedBadge[],
  times: Pick<Times, 'ago'>,
): string {
  return `${of.length} ${phraseOf(state, of, times)}`
}

/** The oldest of the proofs speaks for all of them. */
function phraseOf(
  state: BadgeState,
  of: readonly CountedBadge[],
  { ago }: Pick<Times, 'ago'>,
): string {
  if (state !== 'was-valid') return countedWord(state)
  const [oldest] = of.flatMap(({ provenAt }) => (provenAt ? [provenAt] : [])).sort()
  return oldest ? `proven valid ${ago(oldest)}` : countedWord(state)
}
