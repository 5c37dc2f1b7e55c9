import { matchesRecipient } from '../openbadges/index.js'
import { findBadgeByIdentity, findKeptBadge, type BackpackBadge } from '../store/badges.js'
import type { Db } from '../store/database.js'
import { confirmedAddresses } from '../store/emails.js'
import { findBadgeIdBySource, listAwards, type AwardFacts } from '../store/sources.js'
import { awardFactsOf, awardKeyOf } from './award-facts.js'
import type { Candidate } from './examine.js'
import { relateAwards, type AwardRelation } from './same-award.js'

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
