import {
  answersOf,
  countsFrom,
  isIssuerProven,
  stateOf,
  type CheckResult,
  type Finding,
  type IssuerProof,
  type Outcome,
  type VerificationReport,
  type Verdict,
} from '../openbadges/index.js'
import type { Standing } from '../store/badges.js'
import { nextDue } from './due.js'

/** What is remembered of a badge from before this verification. */
export interface EarlierStanding {
  createdAt: string
  validAt: string | null
  silentSince: string | null
  silentCount: number
  /** Null: nothing was found out yet. */
  issuerProof: IssuerProof | null
}

/** What decides of a report. */
export type Judged = Pick<
  VerificationReport,
  'verdict' | 'at' | 'checks' | 'credential' | 'proof' | 'issuer'
> & {
  documents: readonly { url: string; status: number | null }[]
}

/**
 * What a report makes of a badge. Silence does not undo an earlier proof: `validAt` stays while every doubt is that
 * somebody did not answer, and goes with any other finding.
 */
export function standingOf(report: Judged, before: EarlierStanding): Standing {
  const standing = { verdict: report.verdict, recipient: recipientOf(report), checkedAt: report.at }
  const heard = heardOf(report, before)
  const issuerProof = issuerProofOf(report, before)
  const wasValid = heard.validAt !== null && heard.silentCount > 0 && isIssuerProven(issuerProof)
  const state = stateOf(answersOf(report, new Date(report.at)), wasValid)
  const begun =
    state === 'not-yet' ? begunOf(report, wasValid) : { beginsAt: null, stateBegun: null }
  const dueAt = dueAtOf(report, before, heard.silentCount)
  return { ...standing, ...heard, state, ...begun, issuerProof, dueAt }
}

/** A beginning to come is the only thing that the day changes: all else stays as it was found. */
function begunOf(report: Judged, wasValid: boolean): Pick<Standing, 'beginsAt' | 'stateBegun'> {
  const begins = countsFrom(report.credential!.validFrom!)
  const stateBegun = stateOf(answersOf(report, begins), wasValid)
  return { beginsAt: begins.toISOString(), stateBegun }
}

/** A proven issuer stays one while nobody answers, and after it withdrew the badge: neither says who it is. */
function issuerProofOf(report: Judged, { issuerProof }: EarlierStanding): IssuerProof {
  const saysNothing =
    report.proof === null && (report.verdict === 'revoked' || isOnlySilence(report))
  const isKnown = issuerProof !== null && isIssuerProven(issuerProof)
  const isLost = isTieSilent(report, { issuerProof })
  return (saysNothing && isKnown) || isLost ? issuerProof! : report.issuer
}

/** Does who vouched for the very key earlier give no answer now? */
function isTieSilent(
  { verdict, issuer, documents }: Judged,
  { issuerProof }: Pick<EarlierStanding, 'issuerProof'>,
): boolean {
  const isLost = verdict === 'valid' && !isIssuerProven(issuer)
  if (!isLost || !issuerProof || !isIssuerProven(issuerProof)) return false
  const isSameKey = issuerProof.key !== null && issuerProof.key === issuer.key
  const asked = documents.find(({ url }) => url === issuerProof.url)
  const isSilent = asked !== undefined && (asked.status === null || asked.status >= 500)
  return isSameKey && isSilent
}

function heardOf(report: Judged, before: EarlierStanding) {
  const isLost = isTieSilent(report, before)
  if (report.verdict === 'valid' && !isLost)
    return { validAt: report.at, silentSince: null, silentCount: 0 }
  if (!isOnlySilence(report) && !isLost) return { validAt: null, silentSince: null, silentCount: 0 }
  return {
    validAt: before.validAt,
    silentSince: before.silentSince ?? report.at,
    silentCount: before.silentCount + 1,
  }
}

/** Findings that say: the issuer's site does not give what it gave. */
const SILENCES: ReadonlySet<string> = new Set([
  'hosted_unreachable',
  'hosted_not_json',
  'linked_unreachable',
  'issuer_elsewhere',
  'key_unreachable',
  'key_elsewhere',
  'status_unreachable',
])

/** Findings that may follow from a silence, and mean more without one. */
const CONSEQUENCES: ReadonlySet<string> = new Set(['proof_unchecked', 'key_not_vouched'])

/** Could it not be checked only because the issuer does not answer any more? */
export function isOnlySilence({ verdict, checks }: Judged): boolean {
  const doubts = doubtsOf(checks)
  return (
    verdict === 'unverifiable' &&
    doubts.some(({ code }) => SILENCES.has(code)) &&
    doubts.every(({ code }) => SILENCES.has(code) || CONSEQUENCES.has(code))
  )
}

/** Findings that keep a badge from being valid. */
export function doubtsOf(checks: readonly CheckResult[]): Finding[] {
  return checks
    .flatMap((check) => check.findings)
    .filter((finding) => finding.severity === 'error' && finding.outcome !== 'passed')
}

interface Said {
  verdict: Verdict
  checks: readonly CheckResult[]
  /** Null: not known of an older report. */
  issuer: IssuerProof | null
}

/** Does a report say the same as the one before it? */
export function saysTheSame(one: Said, other: Said): boolean {
  return contentOf(one) === contentOf(other) && sameIssuer(one.issuer, other.issuer)
}

const contentOf = ({ verdict, checks }: Said) =>
  JSON.stringify([verdict, checks.map((c) => [c.check, c.outcome, c.findings.map((f) => f.code)])])

function sameIssuer(one: IssuerProof | null, other: IssuerProof | null): boolean {
  return one === null || other === null || (one.kind === other.kind && one.host === other.host)
}

function recipientOf(report: Judged): Outcome {
  const check = report.checks.find(({ check }) => check === 'recipient')
  return check?.outcome ?? 'not-applicable'
}

function dueAtOf(
  { at, credential }: Judged,
  { createdAt }: EarlierStanding,
  silentCount: number,
): string {
  const turns = [credential?.validFrom, credential?.validUntil].filter(
    (date) => typeof date === 'string',
  )
  const checked = {
    createdAt: new Date(createdAt),
    turningPoints: turns.map((date) => new Date(date)),
    silentCount,
  }
  return nextDue(checked, new Date(at), Math.random()).toISOString()
}
