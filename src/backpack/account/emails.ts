import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken, newId, newToken } from '../../ids.js'
import type { MailMessage } from '../../mail/mailer.js'
import { addressTakenLetter, confirmationLetter as confirmationMail } from '../../mail/messages.js'
import { isSameAddress } from '../../openbadges/index.js'
import { type Account, getAccount } from '../../store/accounts.js'
import { type Db, isUniqueViolation } from '../../store/database.js'
import {
  deleteEmail,
  type Email,
  findEmail,
  insertEmail,
  isConfirmedByAnyone,
  listEmails,
  markConfirmed,
  markPrimary,
} from '../../store/emails.js'
import {
  consumeToken,
  deleteExpiredTokens,
  deleteTokensOfEmail,
  findToken,
  insertToken,
  type Token,
} from '../../store/tokens.js'
import { matchRecipients } from '../badges/recipients.js'

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

/** More than anyone had; without an end the account would be a way to mail the world. */
const MAX_EMAILS = 20

/**
 * One more address, unconfirmed, and the mail that asks to confirm it.
 * @returns false when the mail could not be sent; the address is there all the same
 * @throws {AppError} conflict: the account has it already, or has too many
 */
export async function addEmail(ctx: Context, account: Account, address: string): Promise<boolean> {
  const emails = await listEmails(ctx.db, account.id)
  if (emails.some((email) => isSameAddress(email.address, address))) throw known()
  if (emails.length >= MAX_EMAILS)
    throw new AppError('conflict', `An account can have ${MAX_EMAILS} addresses. Remove one first.`)
  const at = ctx.now()
  const email = { id: newId(at), address }
  const unproven = { isPrimary: false, confirmedAt: null, createdAt: at.toISOString() }
  await insertEmail(ctx.db, account.id, { ...email, ...unproven }).catch(refuseKnown)
  return sendConfirmation(ctx, account, email)
}

function refuseKnown(error: unknown): never {
  throw isUniqueViolation(error) ? known(error) : error
}

function known(cause?: unknown): AppError {
  return new AppError('conflict', 'This address is in your account already.', { cause })
}

/** What became of asking: a mail, none because the mail could not be sent, none because there is nothing to prove. */
export type Asked = 'sent' | 'failed' | 'confirmed'

/**
 * Sends the mail that proves an address, which is put into the account first when it is not there in any spelling.
 * @throws {AppError} conflict: the account has too many addresses
 */
export async function askToConfirm(
  ctx: Context,
  account: Account,
  address: string,
): Promise<Asked> {
  const emails = await listEmails(ctx.db, account.id)
  const known = emails.find((email) => isSameAddress(email.address, address))
  if (known?.confirmedAt) return 'confirmed'
  const sent = known
    ? await sendConfirmation(ctx, account, known)
    : await addEmail(ctx, account, address)
  return sent ? 'sent' : 'failed'
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
  return deliver(ctx, await confirmationMail(to, `${ctx.config.baseUrl}/confirm/${token}`))
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

/**
 * The address that mail about the account goes to.
 * @throws {AppError} not_found: not theirs; conflict: not confirmed yet
 */
export async function makePrimary(ctx: Context, accountId: string, emailId: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const email = await findEmail(tx, accountId, emailId)
    if (!email.confirmedAt)
      throw new AppError('conflict', 'Confirm this address before you make it the main one.')
    await markPrimary(tx, accountId, emailId)
  })
}

/**
 * Takes an address out; badges sent to it are no longer proven to be the earner's.
 * @throws {AppError} not_found: not theirs; conflict: it is the main one
 */
export async function removeEmail(
  ctx: Context,
  accountId: string,
  emailId: string,
): Promise<Email> {
  const email = await ctx.db.transaction().execute(async (tx) => {
    const found = await findEmail(tx, accountId, emailId)
    if (found.isPrimary)
      throw new AppError(
        'conflict',
        'This is your main address. Make another one the main address first.',
      )
    await deleteEmail(tx, accountId, emailId)
    return found
  })
  if (email.confirmedAt) await matchRecipients(ctx, accountId)
  return email
}

/**
 * Sends a mail that must not undo what was done before it.
 * @returns false when the mail server did not take it; the log says why
 */
export async function deliver(
  { mailer, log }: Pick<Context, 'mailer' | 'log'>,
  message: MailMessage,
): Promise<boolean> {
  try {
    await mailer.send(message)
    return true
  } catch (error) {
    log.error({ err: error }, 'a mail could not be sent')
    return false
  }
}
