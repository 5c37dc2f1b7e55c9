import { doubtsOf } from '../../backpack/standing.js'
import {
  sentence,
  type CheckResult,
  type Finding,
  type FindingCode,
  type Verdict,
} from '../../openbadges/index.js'
import type { BadgeSummary } from '../../store/badges.js'
import type { TemplateFunctions } from '../template-functions.js'

/** `was-valid`: proven once, and only silence since. It is never shown when something failed. */
export type VerdictState = Verdict | 'was-valid'

/** A verdict as shape, word and second line. */
export interface VerdictView {
  /** Also the name of its icon and its style. */
  state: VerdictState
  word: string
  line: string
  /** Does the line only say when it was checked? */
  saysOnlyWhen: boolean
}

export type Dates = Pick<TemplateFunctions, 'date' | 'ago'>
type Judged = Pick<BadgeSummary, 'verdict' | 'checkedAt' | 'validAt' | 'silentSince' | 'expiresAt'>

const WORDS: Record<VerdictState, string> = {
  valid: 'Valid',
  'was-valid': 'Was valid',
  expired: 'Expired',
  'not-yet-valid': 'Not valid yet',
  revoked: 'Revoked',
  invalid: 'Not genuine',
  unverifiable: 'Could not be checked',
}

/** The word for a state, for chips and counts. */
export const wordOf = (state: VerdictState): string => WORDS[state]

export function stateOf({ verdict, validAt, silentSince }: Judged): VerdictState {
  return verdict === 'unverifiable' && validAt && silentSince ? 'was-valid' : verdict
}

/** @param checks of the newest report, for the reason; without them the line is shorter */
export function verdictView(
  badge: Judged,
  dates: Dates,
  checks: readonly CheckResult[] = [],
): VerdictView {
  const state = stateOf(badge)
  const line = lineOf(state, badge, dates, doubtsOf(checks))
  const saysOnlyWhen = line === checkedWords(badge, dates)
  return { state, word: WORDS[state], line, saysOnlyWhen }
}

function lineOf(
  state: VerdictState,
  badge: Judged,
  dates: Dates,
  doubts: readonly Finding[],
): string {
  const { date } = dates
  const checked = checkedWords(badge, dates)
  if (state === 'valid') return checked
  if (state === 'was-valid') return `on ${date(badge.validAt)}; issuer silent since`
  if (state === 'expired' && badge.expiresAt) return `on ${date(badge.expiresAt)}`
  const [doubt] = telling(state, doubts)
  return doubt ? reasonOf(doubt) : checked
}

const checkedWords = ({ checkedAt }: Judged, { ago }: Dates) => `checked ${ago(checkedAt)}`

/** The finding that made the verdict comes first. */
function telling(state: VerdictState, doubts: readonly Finding[]): Finding[] {
  if (state === 'unverifiable') return [...doubts]
  return doubts.filter((finding) => finding.outcome === 'failed')
}

function reasonOf(finding: Finding): string {
  const short = SHORT[finding.code]
  if (short) return short
  if (finding.check === 'revocation' && finding.outcome === 'failed') return withdrawn(finding)
  const said = sentence(finding, 'employer').replace(/\.$/, '')
  return said.charAt(0).toLowerCase() + said.slice(1)
}

function withdrawn({ values }: Finding): string {
  const reason = (values.reason ?? '').replace(/^[:\s]+/, '').trim()
  return reason ? `by the issuer: “${reason}”` : 'by the issuer'
}

/** Five words for a row, where the sentence of the report is longer. */
const SHORT: Partial<Record<FindingCode, string>> = {
  hosted_unreachable: 'the issuer does not answer',
  linked_unreachable: 'the issuer does not answer',
  key_unreachable: 'the issuer’s key is out of reach',
  proof_unchecked: 'the issuer’s key is out of reach',
  status_unreachable: 'withdrawal could not be looked up',
  key_not_vouched: 'nothing ties the key to the issuer',
  signature_invalid: 'the signature does not fit',
  proof_invalid: 'the signature does not fit',
  key_not_issuers: 'signed with somebody else’s key',
  scope_outside: 'not from the issuer it names',
  signature_missing: 'it is not signed',
  proof_missing: 'it is not signed',
}
