import {
  addressesNamedBy,
  isMovedAddress,
  matchesRecipient,
  relateHosts,
} from '../openbadges/index.js'
import type { AwardFacts } from '../store/sources.js'
import { tidyId } from './identity.js'

/**
 * How two copies with one award key (backpack/award-facts.ts) relate. `same`: one award in two wrappers. `rival`:
 * everything fits, but the issuer told the two apart. `other`: two awards.
 */
export type AwardRelation = 'same' | 'rival' | 'other'

/**
 * The second rule of identity: two copies whose ids differ are one award when issuer, achievement, recipient and day
 * of award are the same. Two copies of the same version and the same kind of proof are told apart by their ids:
 * an issuer that gives two ids made two awards.
 * @param areBothProven are both proven to be this earner's, however they name them?
 */
export function relateAwards(
  one: AwardFacts,
  other: AwardFacts,
  areBothProven: boolean,
): AwardRelation {
  const isOne =
    isSameIssuer(one, other) &&
    one.days.some((day) => other.days.includes(day)) &&
    !differ(one.until, other.until) &&
    (areBothProven || isSameRecipient(one, other))
  if (!isOne) return 'other'
  if (isSameId(one, other)) return 'same'
  return isSameWrapper(one, other) ? 'rival' : 'same'
}

/** By id, or by a host both name: an issuer has other ids in other versions, and did:key names no host. */
function isSameIssuer(one: AwardFacts, other: AwardFacts): boolean {
  if (one.issuerId !== null && other.issuerId !== null)
    if (tidyId(one.issuerId) === tidyId(other.issuerId)) return true
  return homesOf(one).some((a) => homesOf(other).some((b) => relateHosts(a, b) !== 'other'))
}

function homesOf({ issuerId, issuerUrl }: AwardFacts): string[] {
  const named = [issuerId, issuerUrl].filter((url) => url !== null)
  return named.flatMap((url) => {
    const web = /^did:web:([^:]+)/.exec(url)
    if (web) return [`https://${decodeURIComponent(web[1]!)}`]
    return /^https?:/i.test(url) ? [url.replace(/:\/\/www\./i, '://')] : []
  })
}

function isSameRecipient(one: AwardFacts, other: AwardFacts): boolean {
  const [mine, theirs] = [plainOf(one), plainOf(other)]
  if (mine.some((address) => matchesRecipient(other, address))) return true
  if (theirs.some((address) => matchesRecipient(one, address))) return true
  return one.recipients.some((a) =>
    other.recipients.some((b) => a.hashed && b.hashed && hashOf(a) === hashOf(b)),
  )
}

/** What names somebody in clear. */
function plainOf(facts: Pick<AwardFacts, 'recipients' | 'subjectId'>): string[] {
  const { recipients, subjectId } = facts
  const named = recipients.filter(({ hashed }) => !hashed).map(({ identity }) => identity)
  return [...named, ...addressesNamedBy(facts), ...(subjectId === null ? [] : [subjectId])]
}

const hashOf = ({ identity, salt }: AwardFacts['recipients'][number]) =>
  `${identity.toLowerCase()} ${salt ?? ''}`

function isSameId(one: AwardFacts, other: AwardFacts): boolean {
  if (one.uid && other.uid) return one.uid === other.uid
  if (!one.id || !other.id) return false
  return tidyId(one.id) === tidyId(other.id) || isMovedAddress(one.id, other.id)
}

/** Same version and same kind of proof, so that only their ids tell them apart. */
function isSameWrapper(one: AwardFacts, other: AwardFacts): boolean {
  if (one.uid && other.uid) return true
  if (familyOf(one) !== familyOf(other)) return false
  return one.proofKind === other.proofKind || isClassDifferent(one, other)
}

/** Two badge classes of one name in one version are two things to achieve. */
const isClassDifferent = (one: AwardFacts, other: AwardFacts) =>
  differ(one.achievementId, other.achievementId)

const familyOf = ({ format }: AwardFacts) => /\d/.exec(format)?.[0] ?? format

/** Do both say something, and not the same? */
const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
