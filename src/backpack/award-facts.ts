import { createHash } from 'node:crypto'
import { inUtc, type Credential } from '../openbadges/index.js'
import type { AwardFacts } from '../store/sources.js'

/** What of a credential tells whether another one is the same award. */
export function awardFactsOf(credential: Credential): AwardFacts {
  const { format, proofKind, id, uid, recipients, subjectId, issuer, achievement } = credential
  const dates = [credential.awardedDate, credential.validFrom].filter((date) => date !== null)
  const days = dates.flatMap((date) => [dayOf(date), inUtc(date).slice(0, 10)])
  return {
    ...{ format, proofKind, id, uid, recipients, subjectId },
    issuerId: issuer.id,
    issuerUrl: issuer.url,
    achievementId: achievement.id,
    days: [...new Set(days)],
    until: credential.validUntil && dayOf(inUtc(credential.validUntil)),
  }
}

/**
 * What two copies of one award have in common in every version: the name of the issuer and the title, whatever their
 * case and spaces.
 * @returns null when one of them is missing: then nothing is compared
 */
export function awardKeyOf({ achievement, name, issuer }: Credential): string | null {
  const words = [issuer.name, achievement.name ?? name].map((text) => folded(text ?? ''))
  if (words.includes('')) return null
  return createHash('sha256').update(words.join('\n')).digest('hex')
}

const dayOf = (date: string) => date.slice(0, 10)

const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
