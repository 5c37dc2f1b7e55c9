import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { newId } from '../ids.js'
import { unbake, verify, type Credential, type VerificationReport } from '../openbadges/index.js'
import type { Account } from '../store/accounts.js'
import { findBadgeByIdentity, insertBadge, type NewBadge } from '../store/badges.js'
import { confirmedAddresses } from '../store/emails.js'
import { insertSource } from '../store/sources.js'
import { addCopy, type AddedBadge } from './add-copy.js'
import { describe } from './describe.js'
import { identityOf } from './identity.js'
import { insertKeptReport, keepFiles } from './keep-report.js'
import { takePicture } from './picture.js'
import { sourceOf, type BadgeInput, type SourceFile } from './source.js'
import { standingOf } from './standing.js'
import { explainUnanswered } from './unanswered.js'

export type { AddedBadge, BadgeInput }

/** A badge that was read and verified, before anything is kept. */
export interface Candidate extends SourceFile {
  accountId: string
  identity: string
  credential: Credential
  report: VerificationReport
}

/**
 * Reads, verifies and keeps a badge. The same award twice is one badge. Network first, then one transaction:
 * nothing is ever half-stored.
 * @throws {OpenBadgesError} the input is no badge
 * @throws {AppError} invalid: an address that gives no badge
 */
export async function addBadge(
  ctx: Context,
  account: Pick<Account, 'id'>,
  input: BadgeInput,
): Promise<AddedBadge> {
  const candidate = await examine(ctx, account.id, input)
  const known = await findBadgeByIdentity(ctx.db, account.id, candidate.identity)
  return known ? addCopy(ctx, known, candidate) : addNew(ctx, candidate)
}

async function examine(ctx: Context, accountId: string, input: BadgeInput): Promise<Candidate> {
  const { text, findings } = unbake(
    input.origin === 'upload' ? input.bytes : Buffer.from(input.text),
  )
  const recipients = await confirmedAddresses(ctx.db, accountId)
  const now = ctx.now()
  const report = await verify(text, { loadDocument: ctx.loadDocument, now, recipients }, findings)
  const { credential } = report
  if (!credential)
    throw new AppError('invalid', explainUnanswered(report, input.origin === 'upload'))
  const identity = identityOf(credential, report.awardText ?? text)
  return { accountId, identity, credential, report, ...sourceOf(input, report, now) }
}

async function addNew(ctx: Context, candidate: Candidate): Promise<AddedBadge> {
  const { accountId, identity, report } = candidate
  const badge = await newBadge(ctx, candidate)
  const source = { ...candidate.source, fileHash: await ctx.files.put(candidate.bytes) }
  const kept = await keepFiles(ctx, report, badge.recipient, null)
  const isNew = await ctx.db.transaction().execute(async (tx) => {
    if (!(await insertBadge(tx, accountId, badge))) return false
    await insertSource(tx, badge.id, source)
    await insertKeptReport(tx, badge.id, kept)
    return true
  })
  if (isNew) return { badgeId: badge.id, outcome: 'added', ...badge }
  const known = await findBadgeByIdentity(ctx.db, accountId, identity)
  return addCopy(ctx, known!, candidate)
}

async function newBadge(
  ctx: Context,
  { identity, credential, report, bytes, source: { createdAt } }: Candidate,
): Promise<NewBadge> {
  const picture = await takePicture(ctx, credential, bytes)
  return {
    id: newId(new Date(createdAt)),
    identity,
    createdAt,
    imageHash: picture && (await ctx.files.put(picture.bytes)),
    imageType: picture && picture.type,
    ...describe(credential),
    ...standingOf(report, { createdAt, validAt: null, silentSince: null, silentCount: 0 }),
  }
}
