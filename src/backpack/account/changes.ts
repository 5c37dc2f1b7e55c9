import type { Context } from '../../context.js'
import { hashToken, newToken } from '../../ids.js'
import { accountChangedLetter, type ToldChange } from '../../mail/messages.js'
import { DAY_MS } from '../../openbadges/index.js'
import {
  type AccountChange,
  deleteEndedChanges,
  insertChange,
  keptAddresses,
  type KeptAddress,
} from '../../store/account-changes.js'
import { getAccount } from '../../store/accounts.js'
import type { Db } from '../../store/database.js'
import { keptFactors } from '../../store/kept-factors.js'
import { deliver } from './deliver.js'

const UNDO_DAYS = 7

/** What changes in who can use an account. */
export type Change = Pick<ToldChange, 'kind' | 'subject'>

/**
 * Does a change, and tells every confirmed address of the account how to take it back within seven days. Addresses
 * that it takes away are told as well.
 * @param work the change itself, in one transaction with the record of how it was before
 */
export async function changeAccount<Result>(
  ctx: Context,
  accountId: string,
  change: Change,
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  const token = newToken()
  const { result, told } = await ctx.db.transaction().execute(async (tx) => {
    const addresses = await keptAddresses(tx, accountId)
    const factors = await keptFactors(tx, accountId)
    const done = await work(tx)
    await keep(ctx, tx, accountId, {
      ...change,
      addressesBefore: addresses,
      factorsBefore: factors,
      hash: hashToken(token),
    })
    const before = addresses.filter(isConfirmed)
    const after = (await keptAddresses(tx, accountId)).filter(isConfirmed)
    return { result: done, told: before.length > 0 ? before : after }
  })
  await tellAll(ctx, accountId, change, told, token)
  return result
}

async function keep(
  { now: clock }: Pick<Context, 'now'>,
  tx: Db,
  accountId: string,
  change: Omit<AccountChange, 'accountId' | 'createdAt' | 'endsAt'>,
): Promise<void> {
  const now = clock()
  const endsAt = new Date(now.getTime() + UNDO_DAYS * DAY_MS).toISOString()
  await deleteEndedChanges(tx, now)
  await insertChange(tx, accountId, { ...change, createdAt: now.toISOString(), endsAt })
}

/** Has its earner proven to read mail there? */
export const isConfirmed = ({ confirmedAt }: KeptAddress) => confirmedAt !== null

async function tellAll(
  ctx: Context,
  accountId: string,
  change: Change,
  told: readonly KeptAddress[],
  token: string,
): Promise<void> {
  const { name } = await getAccount(ctx.db, accountId)
  const at = ctx.now().toISOString()
  const link = `${ctx.config.baseUrl}/undo/${token}`
  for (const email of told) {
    const undo = isTrusted(email, told, ctx.now()) ? link : null
    const to = { name, address: email.address }
    await deliver(ctx, await accountChangedLetter(to, { ...change, at, link: undo }))
  }
}

/**
 * May this address take a change back? One that came into the account within the last seven days may be a thief's,
 * whom the older ones can still throw out; it must not undo that.
 */
function isTrusted({ confirmedAt }: KeptAddress, told: readonly KeptAddress[], now: Date): boolean {
  const since = confirmedAt!
  const isOldest = told.every((other) => since <= other.confirmedAt!)
  return isOldest || Date.parse(since) <= now.getTime() - UNDO_DAYS * DAY_MS
}
