import type { Context } from '../context.js'
import { addressesNamedBy, answersOf, stateOf, type Credential } from '../openbadges/index.js'
import { listEmails, spelt } from '../store/emails.js'
import type { LeasedItem } from '../store/import-queue.js'
import type { ItemFacts } from '../store/imports.js'
import { describe } from './describe.js'
import { diagnoseReport } from './doctor/index.js'
import type { Candidate } from './examine.js'
import { findKnown } from './find-known.js'
import { recipientNow } from './recipients.js'
import { doubtsOf } from './standing.js'

/** What the row of an item says of the badge that was read. */
export async function factsOf(
  { db }: Pick<Context, 'db'>,
  { accountId, sentTo }: LeasedItem,
  candidate: Candidate,
): Promise<ItemFacts> {
  const { identity, report, picture } = candidate
  const { credential, verdict, checks, at, issuer } = report
  const { title, issuerName, awardedAt, expiresAt } = describe(credential)
  const addresses = await listEmails(db, accountId)
  const [confirmed, unconfirmed] = [true, false].map((is) =>
    addresses.filter((one) => (one.confirmedAt !== null) === is).flatMap(spelt),
  ) as [string[], string[]]
  const recipient = checks.find(({ check }) => check === 'recipient')?.outcome ?? 'not-applicable'
  const known = await findKnown(db, accountId, candidate)
  return {
    // What is here in another wrapper goes by the name it has here.
    identity: known?.identity ?? identity,
    title,
    issuerName,
    awardedAt,
    expiresAt,
    checkedAt: at,
    verdict,
    badgeState: stateOf(answersOf(report, new Date(at))),
    issuerProof: issuer,
    doubts: doubtsOf(checks),
    recipient: recipientNow({ credential, recipient }, confirmed),
    imageHash: picture?.imageHash ?? null,
    imageType: picture?.imageType ?? null,
    sentTo: plainAddress(credential) ?? sentTo,
    diagnosis: diagnoseReport(report, unconfirmed),
  }
}

/** The address a badge names in plain words, or null. */
function plainAddress(credential: Credential): string | null {
  const [address] = addressesNamedBy(credential)
  return address?.replace(/[\p{Cc}\p{Surrogate}]/gu, '').slice(0, 254) || null
}
