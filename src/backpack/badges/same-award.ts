import {
  sha256,
  addressesNamedBy,
  canParse,
  type Credential,
  inUtc,
  isMovedAddress,
  matchesRecipient,
  relateHosts,
  type Verdict,
} from '../../openbadges/index.js'
import { type BackpackBadge, findBadgeByIdentity, findKeptBadge } from '../../store/badges.js'
import type { Db } from '../../store/database.js'
import { confirmedAddresses } from '../../store/emails.js'
import {
  type AwardFacts,
  findBadgeIdBySource,
  listAwards,
  type SourceFinding,
} from '../../store/sources.js'
import type { Candidate } from './candidate.js'

/**
 * How two copies with one award key relate. `same`: one award in two wrappers. `rival`:
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

/**
 * The first rule of what makes two files the same award: a hosted badge is its address, a signed or 3.0 badge is its
 * id (or uid) with its issuer, and one that names neither is its text. The second rule is {@link relateAwards}.
 * @param awardText text of the award that was verified
 * @see https://www.imsglobal.org/spec/ob/v3p0/#equality-and-comparison
 */
export function identityOf(credential: Credential, awardText: string): string {
  const { proofKind, issuer } = credential
  const id = (credential.id ?? credential.uid)?.trim()
  if (!id) return `text ${sha256(awardText)}`
  if (proofKind === 'hosted' && /^https?:/i.test(id)) return `hosted ${addressOf(id)}`
  return `issued ${tidyId(issuer.id ?? issuer.url ?? '')} ${tidyId(id)}`
}

/** Percent signs undone and ends trimmed, as the standard compares ids. */
function tidyId(id: string): string {
  try {
    return decodeURIComponent(id.trim())
  } catch {
    return id.trim()
  }
}

/**
 * Host and path: a site that moved to https, or gained or lost its `www`, gives the same badges. Moodle gives one
 * award several addresses; only the hash in `b` tells them apart.
 */
function addressOf(id: string): string {
  if (!canParse(id.trim())) return tidyId(id)
  const { host, pathname, search, searchParams } = new URL(id.trim())
  const site = host.replace(/^www\./, '')
  const moodleHash = /\/assertion\.php$/.test(pathname) ? searchParams.get('b') : null
  return moodleHash ? `${site} moodle ${moodleHash}` : `${site}${tidyId(pathname + search)}`
}

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
  const words = [issuer.name, achievement.name ?? name].map((text) => foldCase(text ?? ''))
  if (words.includes('')) return null
  return sha256(words.join('\n'))
}

const dayOf = (date: string) => date.slice(0, 10)

const foldCase = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** The badge of the backpack that is the same award, by the first rule of identity or else the second, or null. */
export async function findKnown(
  tx: Db,
  accountId: string,
  candidate: Candidate,
): Promise<BackpackBadge | null> {
  const badge = await findById(tx, accountId, candidate.identity)
  return badge ?? findInWrapper(tx, accountId, candidate)
}

/** By the id of the badge, or of any of its sources. */
async function findById(tx: Db, accountId: string, identity: string) {
  const known = await findBadgeByIdentity(tx, accountId, identity)
  if (known) return known
  const id = await findBadgeIdBySource(tx, accountId, identity)
  return id === null ? null : findKeptBadge(tx, accountId, id)
}

/** None when several badges fit, or when of the two only one was withdrawn. */
async function findInWrapper(
  tx: Db,
  accountId: string,
  { report: { credential, verdict } }: Candidate,
): Promise<BackpackBadge | null> {
  const awardKey = awardKeyOf(credential)
  if (awardKey === null) return null
  const known = await listAwards(tx, accountId, awardKey)
  if (known.length === 0) return null
  const isMine = isProvenTo(await confirmedAddresses(tx, accountId))
  const facts = awardFactsOf(credential)
  const relations = known.map(({ badgeId, facts: theirs }) => ({
    badgeId,
    relation: relateAwards(facts, theirs, isMine(facts) && isMine(theirs)),
  }))
  const fitting = fittingOf(relations)
  if (fitting.length !== 1) return null
  const badge = await findKeptBadge(tx, accountId, fitting[0]!)
  return (badge.verdict === 'revoked') === (verdict === 'revoked') ? badge : null
}

const isProvenTo = (confirmed: readonly string[]) => (facts: AwardFacts) =>
  confirmed.some((address) => matchesRecipient(facts, address))

/** Badges one of whose sources is the same award, and none a rival. */
function fittingOf(relations: readonly { badgeId: string; relation: AwardRelation }[]): string[] {
  const having = (relation: AwardRelation) =>
    new Set(relations.filter((one) => one.relation === relation).map(({ badgeId }) => badgeId))
  const rivals = having('rival')
  return [...having('same')].filter((badgeId) => !rivals.has(badgeId))
}

/** What is found out about a source whenever it is verified. */
export function verifiedAs(credential: Credential, verdict: Verdict) {
  return { awardKey: awardKeyOf(credential), facts: awardFactsOf(credential), verdict }
}

/** What is kept with a source of what was found out about it. */
export function findingOf({ identity, report }: Candidate): SourceFinding {
  return { identity, ...verifiedAs(report.credential, report.verdict) }
}
