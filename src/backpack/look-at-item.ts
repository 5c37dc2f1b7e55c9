import type { Context } from '../context.js'
import {
  failItem,
  finishItem,
  leaseItem,
  renewLease,
  setItemFiles,
  type LeasedItem,
} from '../store/import-queue.js'
import { diagnose, diagnosisOf } from './doctor/index.js'
import { examine, filesOf, type Candidate } from './examine.js'
import { factsOf } from './item-facts.js'
import { releaseFiles } from './release-files.js'
import type { BadgeInput } from './source.js'

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
export async function lookAtNext(ctx: Context): Promise<boolean> {
  const item = await leaseItem(ctx.db, ctx.now(), leaseEnd(ctx))
  if (!item) return false
  const renewing = setInterval(() => void renew(ctx, item), RENEW_MS)
  try {
    await lookAt(ctx, item)
  } finally {
    clearInterval(renewing)
  }
  return true
}

const leaseEnd = ({ now }: Context) => new Date(now().getTime() + LEASE_MS)

async function renew(ctx: Context, item: LeasedItem): Promise<void> {
  try {
    await renewLease(ctx.db, item, leaseEnd(ctx))
  } catch (error) {
    ctx.log.warn({ err: error, item: item.id }, 'a lease was not renewed')
  }
}

async function lookAt(ctx: Context, item: LeasedItem): Promise<void> {
  if (item.attempts > MAX_ATTEMPTS) {
    ctx.log.error({ item: item.id }, 'an import item ended the process several times')
    await failItem(ctx.db, item, diagnosisOf('our_fault'))
    return
  }
  const input = await inputOf(ctx, item)
  try {
    const shared = { ...ctx, loadDocument: ctx.loadShared }
    await finish(ctx, item, await examine(shared, item.accountId, input))
  } catch (error) {
    const diagnosis = diagnose(error, input)
    if (diagnosis.code === 'our_fault')
      ctx.log.error({ err: error, item: item.id }, 'an import item was not read')
    await failItem(ctx.db, item, diagnosis)
  }
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
