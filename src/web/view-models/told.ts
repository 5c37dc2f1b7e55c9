import type { BadgeAnswers } from '../../backpack/badge-answers.js'
import type { CheckedBadge } from '../../backpack/check-any.js'
import type { SharedBadge } from '../../backpack/redact.js'
import { answersOf, stateOf, type CheckResult } from '../../openbadges/index.js'
import type { BackpackBadge } from '../../store/badges.js'
import { personWords } from '../../words/person.js'
import type { Told } from '../../words/told.js'
import { vouchingOf } from './answers.js'

/** For its earner. @param address confirmed, to which it was awarded; null where none is */
export function toldToEarner(
  { credential, issuerName, issuerProof, validAt }: BackpackBadge,
  { answers, state, proof }: BadgeAnswers,
  checks: readonly CheckResult[],
  address: string | null,
): Told {
  return {
    answers,
    state,
    proof,
    format: credential.format,
    issuerName,
    reader: 'earner',
    address,
    confirmedBy: '',
    vouching: vouchingOf(issuerProof.url, checks),
    areDatesHidden: false,
    provenAt: validAt,
  }
}

/** For somebody with a link. @param earner the name of the account; null where it is hidden */
export function toldToEmployer(shared: SharedBadge, earner: string | null): Told {
  const { badge, answers, proof, checks, emailHint, areDatesHidden } = shared
  const { credential, issuerName, issuerProof, validAt, state } = badge
  return {
    answers,
    state,
    proof,
    format: credential.format,
    issuerName,
    reader: 'employer',
    address: emailHint,
    confirmedBy: personWords(earner, null, emailHint).confirmed,
    vouching: vouchingOf(issuerProof.url, checks),
    areDatesHidden,
    provenAt: validAt,
  }
}

/** For anybody who had a badge checked just now. */
export function toldToVisitor({ report }: CheckedBadge, now: Date): Told {
  const answers = answersOf(report, now)
  const { credential, proof, issuer, checks } = report
  return {
    answers,
    state: stateOf(answers),
    proof,
    format: credential.format,
    issuerName: credential.issuer.name ?? '',
    reader: 'visitor',
    address: null,
    confirmedBy: '',
    vouching: vouchingOf(issuer.url, checks),
    areDatesHidden: false,
    provenAt: null,
  }
}
