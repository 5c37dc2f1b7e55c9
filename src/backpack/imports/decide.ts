import { DAY_MS, UNPROVEN_ISSUER } from '../../openbadges/index.js'
import { accountTransaction } from '../../store/database.js'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../../context.js'
import { newId } from '../../ids.js'
import { importedFiles } from '../../store/files.js'
import {
  declineItem,
  listSettledImports,
  recordKept,
  retryItem,
  takeLooked,
} from '../../store/import-queue.js'
import { deleteImport } from '../../store/imports.js'
import { type AddedBadge, keep } from '../badges/add.js'
import { type Candidate, filesOf } from '../badges/candidate.js'
import { type HashedReport, releaseFiles } from '../badges/files.js'

/**
 * Puts items that were looked at into the backpack, each in a transaction of its own: an item is kept whole or not
 * at all, and once. What is not there to be kept (any more) is passed over.
 * @returns what became of those that were kept
 */
export async function keepItems(
  ctx: Context,
  accountId: string,
  ids: readonly string[],
): Promise<AddedBadge[]> {
  const kept: AddedBadge[] = []
  for (const id of ids) {
    const added = await keepItem(ctx, accountId, id)
    if (added) kept.push(added)
  }
  return kept
}

async function keepItem(ctx: Context, accountId: string, id: string): Promise<AddedBadge | null> {
  const done = await accountTransaction(ctx.db, accountId, async (tx) => {
    const files = await importedFiles(tx, accountId, { itemId: id })
    const examined = await takeLooked(tx, accountId, id)
    if (examined === null) return null
    const candidate = keptNow(ctx, examined)
    const added = await keep(tx, accountId, candidate)
    await recordKept(tx, id, added.badgeId, added.outcome)
    return { added, spare: added.outcome === 'added' ? without(files, filesOf(candidate)) : files }
  })
  if (done) await releaseFiles(ctx, done.spare)
  return done && done.added
}

/** A badge is as old in the backpack as its keeping, not as the look at it. */
function keptNow({ now }: Context, examined: string): Candidate {
  const candidate = JSON.parse(examined) as Candidate
  // one that was looked at by an earlier release says nothing of proofs
  const { proof = null, issuer = UNPROVEN_ISSUER } = candidate.report as Partial<HashedReport>
  const report = { ...candidate.report, proof, issuer }
  const at = now()
  const times = { id: newId(at), createdAt: at.toISOString() }
  return { ...candidate, report, source: { ...candidate.source, ...times } }
}

const without = (all: readonly string[], some: readonly string[]) =>
  all.filter((one) => !some.includes(one))

/**
 * Turns items down: nothing of them stays but the name in the list.
 * @returns how many there were
 */
export async function declineItems(
  ctx: Context,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  let count = 0
  for (const id of ids) if (await decline(ctx, accountId, id)) count += 1
  return count
}

async function decline(ctx: Context, accountId: string, id: string): Promise<boolean> {
  const files = await accountTransaction(ctx.db, accountId, async (tx) => {
    const hashes = await importedFiles(tx, accountId, { itemId: id })
    return (await declineItem(tx, accountId, id)) ? hashes : null
  })
  if (files) await releaseFiles(ctx, files)
  return files !== null
}

/** Has items that failed looked at again. @returns how many there were */
export async function retryItems(
  ctx: Pick<Context, 'db' | 'importBell'>,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  let count = 0
  for (const id of ids) if (await retryItem(ctx.db, accountId, id)) count += 1
  if (count > 0) ctx.importBell.ring()
  return count
}

/** How long a finished import can still be read. */
const KEPT_FOR_MS = 30 * DAY_MS

/** Where uploads lie while their request is read. */
export const uploadsFolder = ({ dataDir }: Context['config']) => join(dataDir, 'uploads')

/** Clears imports away in which nothing is left to decide, and uploads whose request never ended. */
export async function clearImports(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_FOR_MS)
  for (const { accountId, id } of await listSettledImports(ctx.db, before))
    await removeImport(ctx, accountId, id)
  await clearUploads(ctx)
}

/** Forgets an import and the bytes that nothing else refers to; what was kept of it stays. */
export async function removeImport(ctx: Context, accountId: string, id: string): Promise<void> {
  const files = await accountTransaction(ctx.db, accountId, async (tx) => {
    const hashes = await importedFiles(tx, accountId, { importId: id })
    await deleteImport(tx, accountId, id)
    return hashes
  })
  await releaseFiles(ctx, files)
}

async function clearUploads({ config }: Context): Promise<void> {
  const folder = uploadsFolder(config)
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > DAY_MS) await rm(path, { force: true })
  }
}
