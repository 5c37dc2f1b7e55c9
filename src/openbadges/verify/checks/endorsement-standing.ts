import type { FindingCode } from '../../findings/codes.js'
import type { Proof } from '../../findings/proof.js'
import {
  classOf,
  type Finding,
  type FindingDetail,
  type Verdict,
  verdictOf,
} from '../../findings/report.js'
import type { Endorsement } from '../../types.js'

/** How an endorsement stands: what is told of it, and why. */
export interface EndorsementStanding {
  outcome: NonNullable<Endorsement['outcome']>
  code: FindingCode
  /** Of the finding that tells it: why, and on which day it ran out or begins. */
  detail: Pick<FindingDetail, 'found' | 'outcome'>
  date?: string
}

/** One that ran out, was taken back or has not begun is neither false nor damaged. */
const STANDINGS: Record<Verdict, readonly [EndorsementStanding['outcome'], FindingCode]> = {
  valid: ['passed', 'endorsement_ok'],
  invalid: ['failed', 'endorsement_failed'],
  revoked: ['withdrawn', 'endorsement_withdrawn'],
  expired: ['expired', 'endorsement_expired'],
  'not-yet-valid': ['not-yet-valid', 'endorsement_early'],
  unverifiable: ['unknown', 'endorsement_unknown'],
}

/**
 * The standing of an endorsement by the findings of its own verification.
 * @param proof what proved it; without any, one that is not in force is no more than that
 */
export function endorsementStanding(
  found: readonly Finding[],
  proof: Proof | null,
): EndorsementStanding {
  const verdict = verdictOf(found, proof)
  const [outcome, code] = STANDINGS[verdict]
  const reason = found.find((one) => decides(one, verdict))
  const unproven = proof === null && outcome !== 'failed' ? ({ outcome: 'unknown' } as const) : {}
  return { outcome, code, detail: { found: reason?.code, ...unproven }, date: reason?.values.date }
}

function decides({ severity, outcome, code }: Finding, verdict: Verdict): boolean {
  if (severity !== 'error' || outcome === 'passed') return false
  if (verdict === 'unverifiable') return outcome === 'unknown'
  return outcome === 'failed' && (classOf(code) ?? 'invalid') === verdict
}
