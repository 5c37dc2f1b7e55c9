import type { FindingCode } from '../findings/codes.js'
import { isIssuerProven, type IssuerProof, type Proof } from '../findings/proof.js'
import { type CheckName, type CheckResult, classOf, type Finding } from '../findings/report.js'
import { LEEWAY_MILLISECONDS } from '../text/dates.js'
import type { Credential } from '../types.js'

/** Is it real: unchanged, and from whoever holds the key or the address. */
export type RealAnswer = 'proven' | 'disproven' | 'unproven' | 'unasked'
export type ForceAnswer = 'yes' | 'ended' | 'withdrawn' | 'paused' | 'not-yet' | 'unasked'
/** `unasked`: no address was given to compare with. */
export type WhoseAnswer = 'confirmed' | 'another' | 'nobody' | 'incomparable' | 'unasked'
export type RulesAnswer = 'kept' | 'deviates' | 'broken'

/** The five answers about a badge, each with the findings it rests on. Plain JSON. */
export interface Answers {
  real: { answer: RealAnswer; because: Finding[] }
  issuer: IssuerProof
  /** `until`: its end, passed or to come; `from`: its beginning. ISO 8601 in UTC. */
  force: { answer: ForceAnswer; from: string | null; until: string | null; because: Finding[] }
  whose: { answer: WhoseAnswer; because: Finding[] }
  /** Broken rules first, then mere deviations. */
  rules: { answer: RulesAnswer; because: Finding[] }
}

/** One word for people, made of the answers. */
export type BadgeState =
  | 'valid'
  | 'issuer-not-proven'
  | 'was-valid'
  | 'expired'
  | 'withdrawn'
  | 'not-yet'
  | 'flawed'
  | 'not-genuine'
  | 'not-proven'
  | 'unchecked'

/** What of a report the answers are made of. */
export interface Answerable {
  checks: readonly CheckResult[]
  proof: Proof | null
  issuer: IssuerProof
  credential: Pick<Credential, 'validFrom' | 'validUntil' | 'recipients' | 'subjectId'> | null
}

/**
 * Answers what people ask about a badge from the report of its verification.
 * @param now a day that has come since the verification counts: the end is compared with this clock
 */
export function answersOf(report: Answerable, now: Date): Answers {
  const findings = report.checks.flatMap((check) => check.findings)
  const errors = findings.filter((f) => f.severity === 'error' && f.outcome !== 'passed')
  const real = realAnswer(errors, report.proof)
  return {
    real,
    issuer: report.issuer,
    force: forceAnswer(errors, report.credential, real.answer, now),
    whose: whoseAnswer(findings, report.credential),
    rules: rulesAnswer(findings),
  }
}

/**
 * The word for the answers. Ended and withdrawn come before flawed; nothing else is said of a badge that is
 * disproven, and of one that nothing proves only that it was withdrawn.
 * @param wasValid proven at an earlier time, and only silence since
 */
export function stateOf({ real, issuer, force, rules }: Answers, wasValid = false): BadgeState {
  if (real.answer === 'disproven') return 'not-genuine'
  // an address that answers "withdrawn" shows no award any more that could be proven
  if (force.answer === 'withdrawn' || force.answer === 'paused') return 'withdrawn'
  if (real.answer === 'unproven') return 'not-proven'
  if (force.answer === 'ended') return 'expired'
  if (rules.answer === 'broken') return real.answer === 'proven' ? 'flawed' : 'unchecked'
  if (force.answer === 'not-yet') return 'not-yet'
  if (real.answer === 'unasked' || force.answer === 'unasked')
    return wasValid ? 'was-valid' : 'unchecked'
  if (isIssuerProven(issuer)) return 'valid'
  return wasValid ? 'was-valid' : 'issuer-not-proven'
}

/** Checks whose open or failed findings decide whether a badge is real. */
const REAL_CHECKS: ReadonlySet<CheckName> = new Set([
  'hosted',
  'issuer-scope',
  'signature',
  'proof',
  'issuer-key',
])

/** What a finding says about being real; one of REAL_CHECKS that stands in no row leaves it unproven. */
const REAL: Partial<Record<FindingCode, Exclude<RealAnswer, 'proven'> | 'rules'>> = {
  // changed, signed with somebody else's key, or the issuer's site says otherwise
  signature_invalid: 'disproven',
  proof_invalid: 'disproven',
  key_not_issuers: 'disproven',
  scope_outside: 'disproven',
  context_redefines: 'disproven',
  disclosure_bad: 'disproven',
  // nobody could be asked, or we do not know how to
  hosted_unreachable: 'unasked',
  hosted_not_json: 'unasked',
  hosted_not_assertion: 'unasked',
  hosted_id_loop: 'unasked',
  linked_unreachable: 'unasked',
  proof_unchecked: 'unasked',
  alg_unsupported: 'unasked',
  proof_suite_unsupported: 'unasked',
  canonical_budget: 'unasked',
  context_unknown: 'unasked',
  id_ambiguous: 'unasked',
  verification_other: 'unasked',
  key_unreachable: 'unasked',
  key_type_unsupported: 'unasked',
  method_unsupported: 'unasked',
  // signed as it is, against a rule of signing
  jwt_claim_mismatch: 'rules',
  jwt_claim_missing: 'rules',
}

function realClass({ check, code }: Finding): Exclude<RealAnswer, 'proven'> | 'rules' {
  return REAL[code] ?? (REAL_CHECKS.has(check) ? 'unproven' : 'rules')
}

/** Is a badge of these findings real: does nothing stand against what proved it? */
export function isReal(findings: readonly Finding[], proof: Proof | null): boolean {
  const errors = findings.filter((f) => f.severity === 'error' && f.outcome !== 'passed')
  return realAnswer(errors, proof).answer === 'proven'
}

/**
 * Disproven before unproven before unasked: what is known says more than what is not. That nobody vouches for a key is
 * not known while somebody who might does not answer.
 */
function realAnswer(errors: readonly Finding[], proof: Proof | null): Answers['real'] {
  const open = errors.filter((one) => classOf(one.code) === null)
  const isSilent = open.some((one) => realClass(one) === 'unasked')
  const classNow = (one: Finding) =>
    isSilent && one.code === 'key_not_vouched' ? 'unasked' : realClass(one)
  for (const answer of ['disproven', 'unproven', 'unasked'] as const) {
    const because = open.filter((one) => classNow(one) === answer)
    if (because.length > 0) return { answer, because }
  }
  return { answer: proof ? 'proven' : 'unproven', because: [] }
}

function forceAnswer(
  errors: readonly Finding[],
  credential: Answerable['credential'],
  real: RealAnswer,
  now: Date,
): Answers['force'] {
  const dates = { from: credential?.validFrom ?? null, until: credential?.validUntil ?? null }
  const withdrawn = errors.filter((one) => classOf(one.code) === 'revoked')
  if (withdrawn.length > 0) {
    const paused = withdrawn.every(({ code }) => code === 'suspended')
    return { answer: paused ? 'paused' : 'withdrawn', ...dates, because: withdrawn }
  }
  const ended = errors.filter((one) => classOf(one.code) === 'expired')
  if (ended.length > 0 || isPast(dates.until, now))
    return { answer: 'ended', ...dates, because: ended }
  if (dates.from !== null && countsFrom(dates.from) > now)
    return { answer: 'not-yet', ...dates, because: [] }
  const open = errors.filter(({ check }) => check === 'revocation')
  // who could not be asked whether it is real could not be asked whether it stands either
  const isOpen = open.length > 0 || real === 'unasked'
  return { answer: isOpen ? 'unasked' : 'yes', ...dates, because: open }
}

/** From when on a badge with this beginning counts as begun. */
export const countsFrom = (from: string): Date => new Date(Date.parse(from) - LEEWAY_MILLISECONDS)

const isPast = (iso: string | null, now: Date) => iso !== null && now.getTime() > Date.parse(iso)

function whoseAnswer(
  findings: readonly Finding[],
  credential: Answerable['credential'],
): Answers['whose'] {
  const because = findings.filter(({ check }) => check === 'recipient')
  const says = (code: FindingCode) => because.some((one) => one.code === code)
  if (says('recipient_match')) return { answer: 'confirmed', because }
  const names = credential && (credential.recipients.length > 0 || credential.subjectId !== null)
  if (!names) return { answer: 'nobody', because }
  if (says('recipient_mismatch')) return { answer: 'another', because }
  return { answer: because.length > 0 ? 'incomparable' : 'unasked', because }
}

/** Endorsements have answers of their own, and the recipient is a question of its own. */
const OTHER_QUESTIONS: ReadonlySet<CheckName> = new Set([
  ...REAL_CHECKS,
  ...(['expiry', 'revocation', 'refresh', 'endorsements', 'recipient'] as const),
])

function rulesAnswer(findings: readonly Finding[]): Answers['rules'] {
  const broken = findings.filter(
    (one) =>
      one.severity === 'error' &&
      one.outcome === 'failed' &&
      classOf(one.code) === null &&
      realClass(one) === 'rules',
  )
  const loose = findings.filter(
    // what could not be had breaks no rule
    ({ severity, outcome, check }) =>
      severity === 'warning' && outcome !== 'unknown' && !OTHER_QUESTIONS.has(check),
  )
  const answer = broken.length > 0 ? 'broken' : loose.length > 0 ? 'deviates' : 'kept'
  return { answer, because: [...broken, ...loose] }
}
