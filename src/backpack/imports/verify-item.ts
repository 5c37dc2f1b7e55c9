import type { Context } from '../../context.js'
import {
  addressesNamedBy,
  answersOf,
  type Credential,
  doubtsOf,
  stateOf,
} from '../../openbadges/index.js'
import { listEmails, spelt } from '../../store/emails.js'
import {
  failItem,
  finishItem,
  handBackItem,
  type LeasedItem,
  leaseItem,
  renewLease,
  setItemFiles,
} from '../../store/import-queue.js'
import type { ItemFacts } from '../../store/imports.js'
import { type Candidate, describe, filesOf, readCandidate } from '../badges/candidate.js'
import { releaseFiles } from '../badges/files.js'
import { recipientNow } from '../badges/recipients.js'
import { findKnown } from '../badges/same-award.js'
import { diagnoseReport } from '../reading/doctor/badge.js'
import {
  type Diagnosis,
  DiagnosedError,
  diagnosisFrom,
  diagnosisOf,
} from '../reading/doctor/diagnosis.js'
import { RoomClosedError } from '../reading/room/desk.js'
import type { BadgeInput } from '../reading/source.js'
import { importedFiles } from '../../store/files.js'
import { diskTrouble } from '../../store/disk.js'
import { countGivenUp, waitAfterGivenUp } from './given-up.js'

/** A lease is renewed while somebody is at work: one that ran out belonged to a process that died. */
const LEASE_MS = 10_000
const RENEW_MS = 3_000
/** An item that ended the process so often is not tried again. */
const MAX_ATTEMPTS = 3

/**
 * Takes the next item of any import and looks at it: what it is, whose it is, whether it holds. Nothing goes into
 * the backpack.
 * @returns false when none waits
 */
export async function verifyNextItem(ctx: Context): Promise<boolean> {
  const item = await leaseItem(ctx.db, ctx.now(), leaseEnd(ctx))
  if (!item) return false
  await holding(ctx, [item], () => verifyItem(ctx, item))
  return true
}

/** Does some work while these items stay leased. */
export async function holding<T>(
  ctx: Context,
  items: readonly LeasedItem[],
  work: () => Promise<T>,
): Promise<T> {
  const renewing = setInterval(() => items.forEach((item) => renew(ctx, item)), RENEW_MS)
  return work().finally(() => clearInterval(renewing))
}

/** When a lease that begins now ends. */
export const leaseEnd = ({ now }: Pick<Context, 'now'>) => new Date(now().getTime() + LEASE_MS)

function renew(ctx: Context, item: LeasedItem): void {
  renewLease(ctx.db, item, leaseEnd(ctx)).catch((error: unknown) =>
    ctx.log.warn({ err: error, item: item.id }, 'a lease was not renewed'),
  )
}

/** Looks at an item that is leased. @returns why it cannot be kept; null when it can @throws {DiagnosedError} no_room */
export async function verifyItem(ctx: Context, item: LeasedItem): Promise<Diagnosis | null> {
  try {
    await refuseUnread(ctx, item)
    const input = await inputOf(ctx, item)
    const shared = { ...ctx, loadDocument: ctx.loadShared }
    await finish(ctx, item, await readCandidate(shared, item.accountId, input))
    return null
  } catch (error) {
    if (diskTrouble(error)) return waitForRoom(ctx, item, error)
    const diagnosis = diagnosisFrom(error)
    // the room was closed: another process takes it
    if (error instanceof RoomClosedError) await handBackItem(ctx.db, item)
    else await fail(ctx, item, diagnosis, error)
    return diagnosis
  }
}

/**
 * Nothing can be kept at the moment, which is no fault of the item: it waits, as if nobody had looked at it.
 * @throws {DiagnosedError} no_room, so that whoever looks at items rests
 */
async function waitForRoom(ctx: Context, item: LeasedItem, cause: unknown): Promise<never> {
  // where the database is what cannot be written, its lease runs out by itself
  await handBackItem(ctx.db, item).catch(() => undefined)
  throw new DiagnosedError(diagnosisOf('no_room'), { cause })
}

/** @throws {DiagnosedError} too_busy: too much of its account was given up lately */
async function refuseUnread(ctx: Context, { attempts, accountId }: LeasedItem): Promise<void> {
  if (attempts > MAX_ATTEMPTS) throw new Error('An import item ended the process several times.')
  if ((await waitAfterGivenUp(ctx, accountId)) > 0)
    throw new DiagnosedError(diagnosisOf('too_busy'))
}

async function fail(ctx: Context, item: LeasedItem, diagnosis: Diagnosis, err: unknown) {
  if (diagnosis.code === 'our_fault')
    ctx.log.error({ err, item: item.id }, 'an import item was not read')
  if (diagnosis.code === 'too_much_work') await countGivenUp(ctx, item.accountId)
  const files = await ctx.db.transaction().execute(async (tx) => {
    if (!(await failItem(tx, item, diagnosis))) return []
    const hashes = await importedFiles(tx, item.accountId, { itemId: item.id })
    await setItemFiles(tx, item.id, [])
    return hashes
  })
  // what was found in it, and may not even have been stored; its own bytes are still needed to try again
  await releaseFiles(ctx, files)
}

async function inputOf({ files }: Context, item: LeasedItem): Promise<BadgeInput> {
  const bytes = await files.get(item.fileHash!)
  if (item.origin === 'paste') return { text: bytes.toString('utf8'), origin: 'paste' }
  return { bytes, fileName: item.name, origin: 'upload' }
}

/** First the item refers to its bytes, then they are stored: so nobody takes them away in between. */
async function finish(
  ctx: Context,
  item: LeasedItem,
  { candidate, files }: { candidate: Candidate; files: readonly Uint8Array[] },
): Promise<void> {
  const hashes = filesOf(candidate)
  const isHeld = await ctx.db.transaction().execute(async (tx) => {
    if (!(await renewLease(tx, item, leaseEnd(ctx)))) return false
    await setItemFiles(tx, item.id, hashes)
    return true
  })
  if (!isHeld) return
  for (const file of files) await ctx.files.put(file)
  const facts = await factsOf(ctx, item, candidate)
  if (!(await finishItem(ctx.db, item, facts, JSON.stringify(candidate))))
    await releaseFiles(ctx, hashes)
}

/** What the row of an item says of the badge that was read. */
async function factsOf(
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
