import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken, newToken } from '../../ids.js'
import {
  type AccountChange,
  deleteChangesSince,
  findChange,
  restoreAddresses,
} from '../../store/account-changes.js'
import { setPasswordHash } from '../../store/accounts.js'
import type { Db } from '../../store/database.js'
import { restoreFactors } from '../../store/kept-factors.js'
import { deleteFactorsSince } from '../../store/second-factors.js'
import { deleteSessionsOf } from '../../store/sessions.js'
import { deleteTokens } from '../../store/tokens.js'
import { matchRecipients } from '../badges/recipients.js'
import { isConfirmed } from './changes.js'
import { hashPassword } from './passwords.js'
import { endCodes } from './recovery-codes.js'
import { makeResetToken } from './reset-password.js'

/** A change that can be taken back, for the page that asks. @throws {AppError} gone: taken back, ended or never made */
export async function findUndo(
  { db, now }: Pick<Context, 'db' | 'now'>,
  token: string,
): Promise<AccountChange> {
  const change = await findChange(db, hashToken(token), now())
  if (change) return change
  throw new AppError(
    'gone',
    'Links that take a change back work for seven days, and not after an earlier change was taken back.',
  )
}

/**
 * Gives an account back to who had it before a change: its addresses are as they were, nobody is signed in, no
 * password fits, second factors are as they were, and nothing that was changed since can be taken back by others.
 * @returns a token with which a new password is chosen
 * @throws {AppError} gone
 */
export async function takeAccountBack(ctx: Context, token: string): Promise<string> {
  const unknown = await hashPassword(ctx, newToken())
  const { accountId, reset } = await ctx.db.transaction().execute(async (tx) => {
    const change = await findUndo({ ...ctx, db: tx }, token)
    await restoreAddresses(tx, change.accountId, change.addressesBefore)
    await setPasswordHash(tx, change.accountId, unknown)
    await deleteSessionsOf(tx, change.accountId, null)
    await deleteTokens(tx, change.accountId)
    await giveFactorsBack(tx, change, ctx.now())
    await deleteChangesSince(tx, change.accountId, change.createdAt)
    const email = change.addressesBefore.find(isConfirmed) ?? change.addressesBefore[0]!
    return {
      accountId: change.accountId,
      reset: await makeResetToken({ ...ctx, db: tx }, change.accountId, email.id),
    }
  })
  await matchRecipients(ctx, accountId)
  return reset
}

/** Changes of a release that did not keep them say only what was added since. */
async function giveFactorsBack(
  tx: Db,
  { accountId, factorsBefore, createdAt }: AccountChange,
  now: Date,
): Promise<void> {
  if (factorsBefore) return restoreFactors(tx, accountId, factorsBefore)
  await deleteFactorsSince(tx, accountId, createdAt)
  await endCodes(tx, accountId, now)
}
