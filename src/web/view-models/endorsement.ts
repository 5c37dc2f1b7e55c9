import type { Endorsement } from '../../openbadges/index.js'
import { issuerPair, type IssuerPair } from '../../words/issuer.js'
import type { Dates } from './verdict.js'

/** What somebody else says of a badge; of them, too, only what is proven stands without quotation marks. */
export interface EndorsementView {
  by: IssuerPair
  comment: string | null
  /** `genuine`, `name not proven`, … */
  state: string
  icon: string
}

export function endorsementView(
  endorsement: Endorsement,
  dates: Pick<Dates, 'date'>,
): EndorsementView {
  const { issuer, comment, outcome, date, proven } = endorsement
  const by = issuerPair(proven, issuer ?? '', outcome === 'passed' ? 'valid' : 'unchecked')
  const [word, icon] = STATES[outcome ?? 'unknown']
  const state = date ? `${word} on ${dates.date(date)}` : word
  const isKeyOnly = outcome === 'passed' && by.isClaim
  return { by, comment, state: isKeyOnly ? 'unchanged' : state, icon: isKeyOnly ? 'claimed' : icon }
}

const STATES = {
  passed: ['genuine', 'passed'],
  failed: ['does not hold', 'failed'],
  unknown: ['could not be checked', 'unknown'],
  expired: ['ran out', 'expired'],
  withdrawn: ['taken back', 'withdrawn'],
  'not-yet-valid': ['begins', 'not-yet'],
} as const
