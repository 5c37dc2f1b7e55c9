import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { hashToken } from '../ids.js'
import { getAccount } from '../store/accounts.js'
import { type Db, isUniqueViolation } from '../store/database.js'
import { findEmail, markConfirmed } from '../store/emails.js'
import { consumeToken, deleteTokensOfEmail, findToken, type Token } from '../store/tokens.js'
import { matchRecipients } from './match-recipients.js'

/** What a confirmation link is about: shown before it is used. */
export interface Confirmation {
  accountId: string
  accountName: string
  address: string
}

/** What came of using it. */
export interface Confirmed extends Confirmation {
  /** How many badges became the earner's. */
  released: number
}

/** Looks at a link without using it up: mail scanners open links too. @throws {AppError} gone */
export async function findConfirmation(ctx: Context, token: string): Promise<Confirmation> {
  const found = await findToken(ctx.db, 'confirm-email', hashToken(token), ctx.now())
  return describe(ctx.db, found)
}

/**
 * Uses the link up: the address is proven, and badges sent to it become the earner's.
 * @throws {AppError} gone: used, ended or never made; conflict: proven by another account meanwhile
 */
export async function confirmEmail(ctx: Context, token: string): Promise<Confirmed> {
  const confirmation = await ctx.db
    .transaction()
    .execute((tx) => confirm(tx, hashToken(token), ctx.now()))
    .catch(rethrow)
  const released = await matchRecipients(ctx, confirmation.accountId)
  return { ...confirmation, released }
}

async function confirm(tx: Db, hash: string, now: Date): Promise<Confirmation> {
  const token = await consumeToken(tx, 'confirm-email', hash, now)
  const confirmation = await describe(tx, token)
  await markConfirmed(tx, token!.accountId, token!.emailId!, now.toISOString())
  await deleteTokensOfEmail(tx, token!.accountId, token!.emailId!)
  return confirmation
}

async function describe(db: Db, token: Token | null): Promise<Confirmation> {
  if (!token?.emailId)
    throw new AppError(
      'gone',
      'Confirmation links work once and for three days. If your address is not confirmed yet, sign in and ask for a new link under Settings.',
    )
  const [account, email] = await Promise.all([
    getAccount(db, token.accountId),
    findEmail(db, token.accountId, token.emailId),
  ])
  return { accountId: account.id, accountName: account.name, address: email.address }
}

function rethrow(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new AppError(
    'conflict',
    'Another account has confirmed this address. An address can be confirmed by one account only: remove it there first.',
    { cause: error },
  )
}
