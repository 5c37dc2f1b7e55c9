import type { BadgeAnswers } from '../../backpack/badges/answers.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import type { CheckResult } from '../../openbadges/index.js'
import type { BackpackBadge } from '../../store/badges.js'
import { personWords } from '../../words/person.js'
import { isNotWithdrawn, type Told } from '../../words/told.js'

/** For its earner. @param address confirmed, to which it was awarded; null where none is */
export function toldToEarner(
  { credential, issuerName, validAt }: BackpackBadge,
  { answers, state, proof, heardAt }: BadgeAnswers,
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
    isNotWithdrawn: isNotWithdrawn(checks),
    areDatesHidden: false,
    provenAt: validAt,
    heardAt,
  }
}

/** For somebody with a link. @param earner the name of the account; null where it is hidden */
export function toldToEmployer(shared: SharedBadge, earner: string | null): Told {
  const { badge, answers, proof, checks, emailHint, areDatesHidden, heardAt } = shared
  const { credential, issuerName, validAt, state } = badge
  return {
    answers,
    state,
    proof,
    format: credential.format,
    issuerName,
    reader: 'employer',
    address: emailHint,
    confirmedBy: personWords(earner, null, emailHint).confirmed,
    isNotWithdrawn: isNotWithdrawn(checks),
    areDatesHidden,
    provenAt: validAt,
    heardAt,
  }
}
