import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken, newToken } from '../../ids.js'
import { addressTakenLetter, confirmationLetter } from '../../mail/messages.js'
import { getAccount } from '../../store/accounts.js'
import { type Db, isUniqueViolation } from '../../store/database.js'
import { findEmail, isConfirmedByAnyone, markConfirmed } from '../../store/emails.js'
import {
  consumeToken,
  deleteExpiredTokens,
  deleteTokensOfEmail,
  findToken,
  insertToken,
  type Token,
} from '../../store/tokens.js'
import { matchRecipients } from '../badges/recipients.js'
import { deliver } from './deliver.js'

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
    .catch(refuseConfirmed)
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

function refuseConfirmed(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new AppError(
    'conflict',
    'Another account has confirmed this address. An address can be confirmed by one account only: remove it there first.',
    { cause: error },
  )
}

const CONFIRMATION_LIFETIME_SECONDS = 3 * 24 * 60 * 60

/**
 * Mails the link that proves an address. When another account has proven it already, the mail says so instead:
 * only who reads the mailbox learns that.
 * @returns false when the mail could not be sent
 */
export async function sendConfirmation(
  ctx: Context,
  account: { id: string; name: string },
  email: { id: string; address: string },
): Promise<boolean> {
  const to = { name: account.name, address: email.address }
  if (await isConfirmedByAnyone(ctx.db, email.address))
    return deliver(ctx, await addressTakenLetter(to, `${ctx.config.baseUrl}/sign-in`))
  const token = await makeToken(ctx, account.id, email.id)
  return deliver(ctx, await confirmationLetter(to, `${ctx.config.baseUrl}/confirm/${token}`))
}

async function makeToken(ctx: Context, accountId: string, emailId: string): Promise<string> {
  const now = ctx.now()
  const token = newToken()
  await deleteExpiredTokens(ctx.db, now)
  await insertToken(ctx.db, accountId, {
    hash: hashToken(token),
    purpose: 'confirm-email',
    accountId,
    emailId,
    expiresAt: new Date(now.getTime() + CONFIRMATION_LIFETIME_SECONDS * 1000).toISOString(),
    createdAt: now.toISOString(),
  })
  return token
}
