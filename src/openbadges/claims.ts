import type { Credential } from './types.js'

/** What of a credential people rely on, and would want to hear of when it is another. */
export type Claim =
  'title' | 'description' | 'criteria' | 'picture' | 'awarded' | 'ends' | 'issuer' | 'issuerId'

/** One claim that differs between two credentials; null where one says nothing of it. Plain JSON. */
export interface ClaimChange {
  claim: Claim
  was: string | null
  now: string | null
}

/** What an award says now that it did not say before. */
export function changedClaims(before: Credential, after: Credential): ClaimChange[] {
  const [was, now] = [claimsOf(before), claimsOf(after)]
  return (Object.keys(was) as Claim[])
    .map((claim) => ({ claim, was: was[claim], now: now[claim] }))
    .filter((change) => change.was !== change.now)
}

function claimsOf(credential: Credential): Record<Claim, string | null> {
  const { achievement, issuer } = credential
  return {
    title: achievement.name ?? credential.name ?? null,
    description: achievement.description ?? null,
    criteria: achievement.criteria.narrative ?? achievement.criteria.id ?? null,
    picture: (achievement.image ?? credential.image)?.url ?? null,
    awarded: credential.awardedDate ?? credential.validFrom ?? null,
    ends: credential.validUntil ?? null,
    issuer: issuer.name,
    issuerId: issuer.id,
  }
}
