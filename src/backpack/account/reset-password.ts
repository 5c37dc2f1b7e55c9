import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken, newToken } from '../../ids.js'
import type { MailMessage } from '../../mail/mailer.js'
import {
  noAccountLetter,
  resetChoiceLetter,
  resetLetter,
  type ResetOffer,
} from '../../mail/messages.js'
import { type Account, getAccount, setPasswordHash } from '../../store/accounts.js'
import { type Db, isUniqueViolation } from '../../store/database.js'
import {
  addressKey,
  findConfirmedHolder,
  findSoleClaimants,
  listEmails,
  markConfirmed,
} from '../../store/emails.js'
import { deleteSessionsOf } from '../../store/sessions.js'
import { consumeToken, deleteTokens, findToken, insertToken } from '../../store/tokens.js'
import { matchRecipients } from '../badges/recipients.js'
import { changeAccount } from './changes.js'
import { deliver } from './deliver.js'
import { hashAccountPassword } from './passwords.js'

const RESET_LIFETIME_SECONDS = 2 * 60 * 60
const MAX_ACCOUNTS = 3

/**
 * Mails a link to the account that proved the address. Where none did, the newest accounts that have this address and
 * no other are offered in one mail: whoever reads the mailbox is who they claim to be. An account with further
 * addresses is not, for those could belong to somebody who waits for the reader's badges.
 * @param known accounts that signed in from the browser that asks; they come first
 */
export async function requestReset(
  ctx: Context,
  address: string,
  known: readonly string[] = [],
): Promise<void> {
  const holder = await findConfirmedHolder(ctx.db, address)
  const accounts = holder ? [holder] : await findSoleClaimants(ctx.db, address, MAX_ACCOUNTS, known)
  const offers: ResetOffer[] = []
  for (const accountId of accounts) offers.push(await offerReset(ctx, accountId, address))
  await deliver(ctx, await letterWith(ctx, address, offers))
}

function letterWith(ctx: Context, address: string, offers: ResetOffer[]): Promise<MailMessage> {
  const [first, ...more] = offers
  if (!first) return noAccountLetter({ name: '', address }, `${ctx.config.baseUrl}/sign-up`)
  if (more.length > 0) return resetChoiceLetter(address, offers)
  return resetLetter({ name: first.name, address }, first.link)
}

/** Looks at a link without using it up. @throws {AppError} gone */
export async function findReset(ctx: Context, token: string): Promise<Account> {
  const found = await findToken(ctx.db, 'reset-password', hashToken(token), ctx.now())
  if (!found) throw ended()
  return getAccount(ctx.db, found.accountId)
}

/**
 * Uses the link up: the new password holds, every browser is signed out, every other open link ends, and the
 * address the link went to is proven.
 * @returns the account's id
 * @throws {AppError} gone
 */
export async function resetPassword(ctx: Context, token: string, password: string) {
  const { id: accountId, email } = await findReset(ctx, token)
  const passwordHash = await hashAccountPassword(ctx, email, password)
  const reset = (prove: boolean) =>
    changeAccount(ctx, accountId, { kind: 'password-changed', subject: '' }, (tx) =>
      useLink(tx, hashToken(token), passwordHash, ctx.now(), prove),
    )
  await reset(true).catch((error: unknown) => {
    // another account proved the address meanwhile: the password is still theirs to choose
    if (isUniqueViolation(error)) return reset(false)
    throw error
  })
  await matchRecipients(ctx, accountId)
  return accountId
}

/** A token with which a new password can be chosen once, within two hours. @param emailId the address it proves */
export async function makeResetToken(
  ctx: { db: Db; now: () => Date },
  accountId: string,
  emailId: string,
): Promise<string> {
  const now = ctx.now()
  const token = newToken()
  await insertToken(ctx.db, accountId, {
    hash: hashToken(token),
    purpose: 'reset-password',
    accountId,
    emailId,
    expiresAt: new Date(now.getTime() + RESET_LIFETIME_SECONDS * 1000).toISOString(),
    createdAt: now.toISOString(),
  })
  return token
}

async function offerReset(ctx: Context, accountId: string, address: string): Promise<ResetOffer> {
  const account = await getAccount(ctx.db, accountId)
  const emails = await listEmails(ctx.db, accountId)
  const email = emails.find((one) => addressKey(one.address) === addressKey(address))!
  const token = await makeResetToken(ctx, accountId, email.id)
  const { name, createdAt } = account
  return { name, begunAt: createdAt, link: `${ctx.config.baseUrl}/passwords/${token}` }
}

async function useLink(
  tx: Db,
  hash: string,
  passwordHash: string,
  now: Date,
  prove: boolean,
): Promise<void> {
  const token = await consumeToken(tx, 'reset-password', hash, now)
  if (!token?.emailId) throw ended()
  await setPasswordHash(tx, token.accountId, passwordHash)
  await deleteSessionsOf(tx, token.accountId, null)
  await deleteTokens(tx, token.accountId)
  if (prove) await markConfirmed(tx, token.accountId, token.emailId, now.toISOString())
}

function ended(): AppError {
  return new AppError(
    'gone',
    'Links for a new password work once and for two hours. Ask for a new one on the sign-in page.',
  )
}
