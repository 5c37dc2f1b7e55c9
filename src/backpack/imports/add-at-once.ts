import pLimit from 'p-limit'
import type { Context } from '../../context.js'
import { diskTrouble } from '../../store/disk.js'
import type { LeasedItem } from '../../store/import-queue.js'
import type { NewItem } from '../../store/imports.js'
import type { AddedBadge } from '../badges/add.js'
import {
  DiagnosedError,
  type Diagnosis,
  diagnosisFrom,
  diagnosisOf,
} from '../reading/doctor/diagnosis.js'
import type { BadgeInput } from '../reading/source.js'
import { keepItems, removeImport } from './decide.js'
import { beginImport, type Handed, takeAll } from './start.js'
import { takeInput, type Things } from './things.js'
import { holding, leaseEnd, verifyItem } from './verify-item.js'

/** Things that are added at once. */
export const MAX_AT_ONCE = 20
/** Each asks its issuer, so only so many at a time. */
const SIDE_BY_SIDE = 4

/** What became of one thing that was handed in. */
export type HandledItem =
  | { name: string; added: AddedBadge; problem: null }
  | { name: string; added: null; problem: Diagnosis }

/**
 * An import that is decided as it is read: what is a badge is kept, and of the rest nothing stays. Should the program
 * end in between, what was not read yet waits in the list of imports.
 * @throws {AppError} invalid: nothing, or more than {@link MAX_AT_ONCE}; too_many: too much waits already
 */
export async function addAtOnce(
  ctx: Context,
  accountId: string,
  handed: Handed,
): Promise<HandledItem[]> {
  return handleAll(ctx, accountId, () => takeAll(ctx, handed))
}

/**
 * The same with one thing.
 * @throws {DiagnosedError} it is no badge, or cannot be read
 */
export async function addBadge(
  ctx: Context,
  { id: accountId }: { id: string },
  input: BadgeInput,
): Promise<AddedBadge> {
  const take = async () => ({ items: [await takeInput(ctx, input)], notes: [] })
  const [one] = await handleAll(ctx, accountId, take)
  if (one!.problem) throw new DiagnosedError(one!.problem)
  return one!.added
}

async function handleAll(
  ctx: Context,
  accountId: string,
  take: () => Promise<Things>,
): Promise<HandledItem[]> {
  const begun = await beginImport(ctx, accountId, take, MAX_AT_ONCE, leaseEnd(ctx))
  const items = begun.items.map((item) => ({ ...item, accountId, attempts: 1 }))
  const inTurn = pLimit(SIDE_BY_SIDE)
  // what somebody adds now is looked at now: answers that others got a minute ago are not enough
  const asking = { ...ctx, loadShared: ctx.loadDocument }
  const work = () => Promise.all(items.map((item) => inTurn(() => handle(asking, item))))
  try {
    return await holding(ctx, items, work)
  } finally {
    await removeImport(ctx, accountId, begun.id)
  }
}

/** One failing item must not lose the others. */
async function handle(ctx: Context, item: LeasedItem & NewItem): Promise<HandledItem> {
  const { name, accountId, id } = item
  try {
    const problem = item.diagnosis ?? (await verifyItem(ctx, item))
    if (problem) return { name, added: null, problem: problem as Diagnosis }
    const [added] = await keepItems(ctx, accountId, [id])
    if (added) return { name, added, problem: null }
    throw new Error('An item was taken away while it was added.')
  } catch (error) {
    ctx.log.error({ err: error, item: id }, 'a badge was not added')
    return {
      name,
      added: null,
      problem: diskTrouble(error) ? diagnosisOf('no_room') : diagnosisFrom(error),
    }
  }
}
