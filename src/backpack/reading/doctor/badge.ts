import {
  type CheckResult,
  type Credential,
  doubtsOf,
  type Finding,
  type FindingCode,
  matchesRecipient,
  type Outcome,
  type VerificationReport,
} from '../../../openbadges/index.js'
import { type Diagnosis, type DiagnosisCode, diagnosisOf } from './diagnosis.js'
import { addressShown, withoutSecrets } from './seen.js'

/** What of a report decides. */
export type DiagnosableReport = Pick<VerificationReport, 'verdict' | 'checks' | 'format'> & {
  credential: Credential
}

/**
 * What keeps a badge that was read from being valid, or from being its owner's; null when nothing does.
 * @param unconfirmed addresses of the earner that are not confirmed yet
 */
export function diagnoseReport(
  report: DiagnosableReport,
  unconfirmed: readonly string[] = [],
): Diagnosis | null {
  return (report.verdict === 'valid' ? null : ofVerdict(report)) ?? ofRecipient(report, unconfirmed)
}

function ofVerdict(report: DiagnosableReport): Diagnosis {
  const doubts = telling(report)
  const seen = doubts.slice(0, 6).flatMap(seenOf)
  return diagnosisOf(codeOf(report, doubts[0]), {}, seen, doubts[0])
}

/** What decided comes first. */
function telling({ verdict, checks }: DiagnosableReport): Finding[] {
  const doubts = doubtsOf(checks)
  return verdict === 'unverifiable' ? doubts : doubts.filter(({ outcome }) => outcome === 'failed')
}

function codeOf({ verdict, format }: DiagnosableReport, doubt: Finding | undefined): DiagnosisCode {
  if (verdict === 'revoked') return 'revoked'
  if (verdict === 'expired') return 'expired'
  // before 3.0 the one date a badge has is the day of its award
  if (verdict === 'not-yet-valid') return format === 'ob3.0' ? 'not_yet_valid' : 'awarded_in_future'
  const known = doubt && BY_CODE[doubt.code]
  if (known) return known
  if (verdict === 'unverifiable') return 'not_checkable'
  return doubt?.check === 'structure' ? 'written_wrongly' : 'not_genuine'
}

const BY_CODE: Partial<Record<FindingCode, DiagnosisCode>> = {
  signature_invalid: 'changed_after_signing',
  proof_invalid: 'changed_after_signing',
  signature_missing: 'not_signed',
  proof_missing: 'not_signed',
  scope_outside: 'not_from_issuer',
  key_not_issuers: 'not_from_issuer',
  key_unreachable: 'key_out_of_reach',
  proof_unchecked: 'key_out_of_reach',
  hosted_unreachable: 'issuer_silent',
  linked_unreachable: 'issuer_silent',
  status_unreachable: 'issuer_silent',
}

function ofRecipient(
  { checks, credential }: DiagnosableReport,
  unconfirmed: readonly string[],
): Diagnosis | null {
  const outcome = outcomeOf(checks)
  if (outcome === 'passed' || outcome === 'not-applicable') return null
  if (unconfirmed.some((address) => matchesRecipient(credential, address)))
    return diagnosisOf('unconfirmed_address', {}, namedBy(credential))
  return diagnosisOf(outcome === 'failed' ? 'other_person' : 'no_address', {}, namedBy(credential))
}

function outcomeOf(checks: readonly CheckResult[]): Outcome {
  return checks.find(({ check }) => check === 'recipient')?.outcome ?? 'not-applicable'
}

/** How the earner is named, never who it is. */
const namedBy = ({ recipients, subjectId }: Credential) => [
  ...new Set(
    recipients.map(({ type, hashed }) => `names its earner by ${type}${hashed ? ', hashed' : ''}`),
  ),
  ...(subjectId ? [`names its earner by ${subjectId.split(':')[0]!}`] : []),
]

function seenOf({ code, path, found, evidence, check }: Finding): string[] {
  const stands = found && check !== 'recipient' ? `: ${withoutSecrets(found)}` : ''
  const asked = evidence.map(
    ({ url, status, cause }) =>
      `asked: ${addressShown(url)} (${cause ? `no answer: ${cause}` : `status ${status}`})`,
  )
  return [`${code}${path ? ` at ${path}` : ''}${stands}`, ...asked]
}
