import type { Credential, FormatId, ProofKind } from '../types.js'
import { clauseOf, CODES, type FindingCode } from './codes.js'
import type { LoadedDocument, SilenceCause } from './documents.js'
import type { IssuerProof, Proof } from './proof.js'

export type CheckName =
  | 'structure'
  | 'hosted'
  | 'issuer-scope'
  | 'signature'
  | 'proof'
  | 'issuer-key'
  | 'expiry'
  | 'revocation'
  | 'refresh'
  | 'schema'
  | 'extensions'
  | 'image'
  | 'endorsements'
  | 'recipient'

/** `unknown` reads "could not check"; it is never shown as passed. */
export type Outcome = 'passed' | 'failed' | 'unknown' | 'not-applicable'
/** `error` counts for the verdict, `warning` is listed, `note` is only told. */
export type Severity = 'error' | 'warning' | 'note'
export type VerdictClass = 'revoked' | 'expired' | 'not-yet-valid'
export type Verdict = 'valid' | 'invalid' | 'expired' | 'revoked' | 'not-yet-valid' | 'unverifiable'

/** Where a finding was read: one document of the capsule. */
export interface DocumentEvidence {
  url: string
  status: number | null
  cause: SilenceCause | null
  sha256: string | null
  fetchedAt: string
  /** Size of what came; not known of older reports. */
  bytes?: number
}

export interface Finding {
  check: CheckName
  code: FindingCode
  outcome: Exclude<Outcome, 'not-applicable'>
  severity: Severity
  /** Path of the member concerned, e.g. `badge.issuer.email`. */
  path: string | null
  /** What stood there, shortened to 200 characters. */
  found: string | null
  /** Fillings of the sentence: url, cause, date, issuer, name, a, b, reason; `entry`: its number in a status list. */
  values: Record<string, string>
  evidence: DocumentEvidence[]
  /** Address of the clause of the specification. */
  clause: string
}

export interface CheckResult {
  check: CheckName
  outcome: Outcome
  findings: Finding[]
}

/** The whole answer about one badge: plain JSON but for the bytes of `documents`. */
export interface VerificationReport {
  verdict: Verdict
  /** The clock of this verification, ISO 8601 UTC. */
  at: string
  format: FormatId | null
  proofKind: ProofKind | null
  checks: CheckResult[]
  /** What proved it; null: nothing did, and then it is not valid. */
  proof: Proof | null
  /** What is proven of who issued it. */
  issuer: IssuerProof
  /** The award that was verified (the hosted copy where there is one); null when none could be read. */
  credential: Credential | null
  /** Text of that award: JSON or compact JWS. */
  awardText: string | null
  /** The capsule: what was asked, and every document that was asked for, in order; `replay` needs no more. */
  asked: Question
  documents: LoadedDocument[]
}

/** What a verification was given, besides the clock and the network. */
export interface Question {
  text: string
  sourceUrl: string | null
  recipients: readonly string[] | null
  /** Was the issuer to be asked for a newer version? */
  refresh: boolean
  /** Registries of issuers that were to be asked; none in reports from before. */
  registries?: readonly string[]
  /** Findings of unbaking; null for text that came as such. */
  found: readonly Finding[] | null
}

export interface FindingDetail {
  check?: CheckName
  outcome?: Finding['outcome']
  severity?: Severity
  path?: string
  found?: unknown
  values?: Record<string, string>
  evidence?: LoadedDocument[]
}

/** One finding by its code; the detail may override the defaults of the code. */
export function finding(code: FindingCode, detail: FindingDetail = {}): Finding {
  const [check, outcome, severity] = CODES[code]
  return {
    check: detail.check ?? check,
    code,
    outcome: detail.outcome ?? outcome,
    severity: detail.severity ?? severity,
    path: detail.path ?? null,
    found: detail.found === undefined ? null : shorten(detail.found),
    values: detail.values ?? {},
    evidence: (detail.evidence ?? []).map(toEvidence),
    clause: clauseOf(code),
  }
}

/** Findings of one kind that a report holds; more say nothing more. */
const MAX_OF_A_KIND = 50

/** The first findings of each kind: a list of a hundred thousand wrong items is told once. */
export function fewOfEach(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>()
  return findings.filter(({ check, code, outcome, severity }) => {
    const kind = `${check} ${code} ${outcome} ${severity}`
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return count <= MAX_OF_A_KIND
  })
}

function shorten(found: unknown): string {
  const text = typeof found === 'string' ? found : (JSON.stringify(found) ?? String(found))
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}

/** A document as evidence: what came, without its bytes. */
export function toEvidence({
  url,
  status,
  cause,
  sha256,
  fetchedAt,
  body,
}: LoadedDocument): DocumentEvidence {
  const bytes = body.length
  return { url, status, cause, sha256: bytes > 0 ? sha256 : null, fetchedAt, bytes }
}

/** Outcome of one check from its findings: failed before unknown before passed; none is not applicable. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  if (findings.length === 0) return 'not-applicable'
  if (findings.some((f) => f.outcome === 'failed')) return 'failed'
  return findings.some((f) => f.outcome === 'unknown') ? 'unknown' : 'passed'
}

/**
 * The one verdict rule: only findings of severity `error` are looked at, and nothing is valid that nothing proved.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export function verdictOf(findings: readonly Finding[], proof: Proof | null): Verdict {
  const errors = findings.filter((f) => f.severity === 'error')
  const failures = errors.filter((f) => f.outcome === 'failed')
  if (failures.some((f) => !classOf(f.code))) return 'invalid'
  for (const verdict of ['revoked', 'expired', 'not-yet-valid'] as const)
    if (failures.some((f) => classOf(f.code) === verdict)) return verdict
  return proof === null || errors.some((f) => f.outcome === 'unknown') ? 'unverifiable' : 'valid'
}

/** Revoked, expired or not-yet: the failures that do not make a badge false. */
export function classOf(code: FindingCode): VerdictClass | null {
  return ((CODES[code] as readonly unknown[])[4] as VerdictClass | undefined) ?? null
}

/** All warnings, whatever the verdict. */
export function warningsOf(report: VerificationReport): Finding[] {
  return report.checks.flatMap((c) => c.findings).filter((f) => f.severity === 'warning')
}

/** Findings that keep a badge from being valid. */
export function doubtsOf(checks: readonly CheckResult[]): Finding[] {
  return checks
    .flatMap((check) => check.findings)
    .filter((finding) => finding.severity === 'error' && finding.outcome !== 'passed')
}
