import {
  DAY_MS,
  answersOf,
  type CheckResult,
  countsFrom,
  doubtsOf,
  isIssuerProven,
  type IssuerProof,
  type Outcome,
  stateOf,
  type Verdict,
  type VerificationReport,
} from '../../openbadges/index.js'
import type { BackpackBadge, Standing } from '../../store/badges.js'

/** What is remembered of a badge from before this verification. */
export type EarlierStanding = Pick<
  BackpackBadge,
  'createdAt' | 'validAt' | 'silentSince' | 'silentCount' | 'toldBy'
> & {
  /** Null: nothing was found out yet. */
  known: Pick<BackpackBadge, 'verdict' | 'state' | 'issuerProof'> | null
}

/** Of a badge that is verified for the first time. */
export const neverVerified = (createdAt: string): EarlierStanding => ({
  createdAt,
  validAt: null,
  silentSince: null,
  silentCount: 0,
  toldBy: null,
  known: null,
})

/** What decides of a report. */
export type WeighableReport = Pick<
  VerificationReport,
  'verdict' | 'at' | 'checks' | 'credential' | 'proof' | 'issuer'
> & {
  documents: readonly { url: string; status: number | null }[]
}

/**
 * What a report makes of a badge. Silence does not undo an earlier proof, a withdrawal or a disproof: they stay until
 * somebody answers and says otherwise (Open Badges 2.0, "Assertion Revocation": what was revoked is not valid again).
 * @param latest id of the report before this one, which speaks on where this one says nothing
 */
export function standingOf(
  report: WeighableReport,
  before: EarlierStanding,
  latest: string | null = null,
): Standing {
  const standing = { verdict: report.verdict, recipient: recipientOf(report), checkedAt: report.at }
  const held = heldOf(report, before)
  const heard = heardOf(report, before, held !== null)
  const issuerProof = held?.issuerProof ?? issuerProofOf(report, before)
  const wasValid = isStillProven(heard, before, issuerProof)
  const state = held?.state ?? stateOf(answersNowOf(report), wasValid)
  const begun =
    state === 'not-yet' ? begunOf(report, wasValid) : { beginsAt: null, stateBegun: null }
  const wasHeard = held !== null || (state === 'was-valid' && isProvenState(before))
  const toldBy = wasHeard ? (before.toldBy ?? latest) : null
  const dueAt = dueAtOf(report, before, heard.silentCount)
  return { ...standing, ...heard, state, ...begun, issuerProof, toldBy, dueAt, ...held }
}

/** A beginning to come is the only thing that the day changes: all else stays as it was found. */
function begunOf(
  report: WeighableReport,
  wasValid: boolean,
): Pick<Standing, 'beginsAt' | 'stateBegun'> {
  const begins = countsFrom(report.credential!.validFrom!)
  const stateBegun = stateOf(answersOf(report, begins), wasValid)
  return { beginsAt: begins.toISOString(), stateBegun }
}

const answersNowOf = (report: WeighableReport) => answersOf(report, new Date(report.at))

/** A badge from before proofs were kept may have been proven without a word on its issuer. */
function isStillProven(
  { validAt, silentCount }: Pick<Standing, 'validAt' | 'silentCount'>,
  { known }: EarlierStanding,
  issuerProof: IssuerProof,
): boolean {
  const wasProven = isIssuerProven(issuerProof) || known?.state === 'was-valid'
  return validAt !== null && silentCount > 0 && wasProven
}

const isProvenState = ({ known }: EarlierStanding) =>
  known?.state === 'valid' || known?.state === 'was-valid'

/** The withdrawal or disproof that a report leaves standing, because nobody answered who could say otherwise. */
function heldOf(report: WeighableReport, { known }: EarlierStanding): EarlierStanding['known'] {
  if (known === null) return null
  const { verdict, state, issuerProof } = known
  const isHeld =
    (state === 'not-genuine' && isUnasked(report)) ||
    (state === 'withdrawn' && saysNothingOfForce(report))
  return isHeld ? { verdict, state, issuerProof } : null
}

const isUnasked = (report: WeighableReport) =>
  isOnlySilence(report) || answersNowOf(report).real.answer === 'unasked'

/** Did nobody say whether the badge is withdrawn? A disproof says more than a withdrawal. */
function saysNothingOfForce(report: WeighableReport): boolean {
  const { real, force } = answersNowOf(report)
  if (real.answer === 'disproven' || ['withdrawn', 'paused'].includes(force.answer)) return false
  return isUnasked(report) || doubtsOf(report.checks).some(({ check }) => check === 'revocation')
}

/** A proven issuer stays one while nobody answers, and after it withdrew the badge: neither says who it is. */
function issuerProofOf(report: WeighableReport, before: EarlierStanding): IssuerProof {
  const earlier = before.known?.issuerProof
  const saysNothing = report.proof === null && (report.verdict === 'revoked' || isUnasked(report))
  if (!earlier || !isIssuerProven(earlier)) return report.issuer
  return saysNothing || isTieSilent(report, before) ? earlier : report.issuer
}

/** Does who vouched for the very key earlier give no answer now? */
function isTieSilent(
  { verdict, issuer, documents }: WeighableReport,
  { known }: EarlierStanding,
): boolean {
  const isLost = verdict === 'valid' && !isIssuerProven(issuer)
  if (!isLost || known === null || !isIssuerProven(known.issuerProof)) return false
  const { key, url } = known.issuerProof
  const isSameKey = key !== null && key === issuer.key
  const asked = documents.find((one) => one.url === url)
  const isSilent = asked !== undefined && (asked.status === null || asked.status >= 500)
  return isSameKey && isSilent
}

function heardOf(report: WeighableReport, before: EarlierStanding, isHeld: boolean) {
  const isSilent = isHeld || isTieSilent(report, before)
  if (report.verdict === 'valid' && !isSilent)
    return { validAt: report.at, silentSince: null, silentCount: 0 }
  if (!isOnlySilence(report) && !isSilent)
    return { validAt: null, silentSince: null, silentCount: 0 }
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
function isOnlySilence({ verdict, checks }: WeighableReport): boolean {
  const doubts = doubtsOf(checks)
  return (
    verdict === 'unverifiable' &&
    doubts.some(({ code }) => SILENCES.has(code)) &&
    doubts.every(({ code }) => SILENCES.has(code) || CONSEQUENCES.has(code))
  )
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

function recipientOf(report: WeighableReport): Outcome {
  const check = report.checks.find(({ check }) => check === 'recipient')
  return check?.outcome ?? 'not-applicable'
}

function dueAtOf(
  { at, credential }: WeighableReport,
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

/** What decides when a badge is looked at again. */
export interface AgedBadge {
  createdAt: Date
  /** When something about it changes by itself: its beginning or its end. */
  turningPoints: readonly Date[]
  /** Silent answers of its issuer in a row. */
  silentCount: number
}

const HOUR_MS = 3_600_000
const FRESH_FOR_MS = 30 * DAY_MS
const FIRST_RETRY_MS = 6 * HOUR_MS
const LONGEST_MS = 30 * DAY_MS
const JITTER = 0.1

/**
 * When the next check is due: daily while the badge is fresh, weekly when it has settled; an issuer that is silent
 * is asked after six hours, then half as often each time, at least every 30 days; never later than a minute after
 * the badge begins or ends. A tenth of jitter either way keeps badges kept together from being asked together.
 * @param random 0 to 1
 */
export function nextDue(badge: AgedBadge, now: Date, random: number): Date {
  const interval = badge.silentCount > 0 ? backOff(badge.silentCount) : calm(badge, now)
  const regular = now.getTime() + interval * (1 + JITTER * (2 * random - 1))
  const turns = badge.turningPoints
    .map((at) => at.getTime() + 60_000)
    .filter((at) => at > now.getTime())
  return new Date(Math.min(regular, ...turns))
}

function backOff(silentCount: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (silentCount - 1), LONGEST_MS)
}

function calm({ createdAt }: AgedBadge, now: Date): number {
  return now.getTime() - createdAt.getTime() < FRESH_FOR_MS ? DAY_MS : 7 * DAY_MS
}
