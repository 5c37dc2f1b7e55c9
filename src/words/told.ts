import {
  type Answers,
  answersOf,
  type BadgeState,
  type CheckResult,
  type FormatId,
  type Proof,
  stateOf,
  type VerificationReport,
} from '../openbadges/index.js'

/** Who reads: the earner, whom a link was given to, or anybody who has a badge checked. */
export type Reader = 'earner' | 'employer' | 'visitor'

/** All that the words about one badge are made of. */
export interface Told {
  answers: Answers
  state: BadgeState
  /** What proved it, at this check or, while its issuer is silent, at an earlier one. */
  proof: Proof | null
  format: FormatId | null
  /** As the badge gives it; empty where it gives none. */
  issuerName: string
  reader: Reader
  /** To which it was awarded, as this reader may see it: whole, a hint, or null for not at all. */
  address: string | null
  /** Who confirmed that address, in a sentence. @see personWords */
  confirmedBy: string
  /** Was somebody asked whether it was withdrawn, and did they say no? */
  isNotWithdrawn: boolean
  /** Does a link leave the days out? What is hidden is never told as "none". */
  areDatesHidden: boolean
  /** When it was last proven valid; null where it never was. */
  provenAt: string | null
  /** When somebody last answered, while an earlier report speaks for a silent issuer; else null. */
  heardAt: string | null
}

/** How moments are written: `3 February 2024`; `4 minutes ago`, `just now`, else `on 3 February 2024`. */
export interface Times {
  date: (iso: string | null) => string
  ago: (iso: string | null) => string
}

/** What bears the answer, and the rest, which may be empty; one after the other they are a sentence. */
export interface Phrase {
  bold: string
  soft: string
}

/** @param checks of the report that speaks */
export const isNotWithdrawn = (checks: readonly CheckResult[]): boolean =>
  checks.some(({ check, outcome }) => check === 'revocation' && outcome === 'passed')

type Reported = Pick<VerificationReport, 'checks' | 'proof' | 'issuer' | 'credential' | 'format'>

/** What the words are made of for anybody who had a badge checked just now. @param now a day that has come counts */
export function toldToVisitor(report: Reported, now: Date): Told {
  const answers = answersOf(report, now)
  const { credential, proof, format } = report
  return {
    answers,
    state: stateOf(answers),
    proof,
    format: credential?.format ?? format,
    issuerName: credential?.issuer.name ?? '',
    reader: 'visitor',
    address: null,
    confirmedBy: '',
    isNotWithdrawn: isNotWithdrawn(report.checks),
    areDatesHidden: false,
    provenAt: null,
    heardAt: null,
  }
}
