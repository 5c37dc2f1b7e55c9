import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { newId } from '../../ids.js'
import { isSameAddress } from '../../openbadges/index.js'
import type { Account } from '../../store/accounts.js'
import { type Db, isUniqueViolation } from '../../store/database.js'
import {
  addressInOneForm,
  deleteEmail,
  type Email,
  findEmail,
  insertEmail,
  listEmails,
  markPrimary,
} from '../../store/emails.js'
import { matchRecipients } from '../badges/recipients.js'
import { changeAccount } from './changes.js'
import { sendConfirmation } from './confirmations.js'

/** More than anyone had; without an end the account would be a way to mail the world. */
const MAX_EMAILS = 20

/**
 * One more address, unconfirmed, and the mail that asks to confirm it.
 * @returns false when the mail could not be sent; the address is there all the same
 * @throws {AppError} conflict: the account has it already, or has too many
 */
export async function addEmail(ctx: Context, account: Account, text: string): Promise<boolean> {
  const address = addressInOneForm(text)
  if (!address) throw new AppError('conflict', 'Mail cannot be sent to this address.')
  await requireRoomFor(ctx, account.id, address)
  const at = ctx.now()
  const email = { id: newId(at), address }
  const unproven = { isPrimary: false, confirmedAt: null, createdAt: at.toISOString() }
  await changeAccount(ctx, account.id, { kind: 'address-added', subject: address }, (tx) =>
    insertEmail(tx, account.id, { ...email, ...unproven }),
  ).catch(refuseKnown)
  return sendConfirmation(ctx, account, email)
}

/** May this address be added? @throws {AppError} conflict: the account has it already, or has too many */
export async function requireRoomFor(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  address: string,
): Promise<void> {
  const emails = await listEmails(db, accountId)
  if (emails.some((email) => isSameAddress(email.address, address))) throw known()
  if (emails.length >= MAX_EMAILS)
    throw new AppError('conflict', `An account can have ${MAX_EMAILS} addresses. Remove one first.`)
}

function refuseKnown(error: unknown): never {
  throw isUniqueViolation(error) ? known(error) : error
}

function known(cause?: unknown): AppError {
  return new AppError('conflict', 'This address is in your account already.', { cause })
}

/**
 * The address that mail about the account goes to.
 * @throws {AppError} not_found: not theirs; conflict: not confirmed yet
 */
export async function makePrimary(ctx: Context, accountId: string, emailId: string): Promise<void> {
  const { address } = await requireConfirmed(ctx.db, accountId, emailId)
  await changeAccount(ctx, accountId, { kind: 'main-address', subject: address }, async (tx) => {
    await requireConfirmed(tx, accountId, emailId)
    await markPrimary(tx, accountId, emailId)
  })
}

/** An address that can become the main one. @throws {AppError} not_found: not theirs; conflict: not confirmed yet */
export async function requireConfirmed(db: Db, accountId: string, emailId: string): Promise<Email> {
  const email = await findEmail(db, accountId, emailId)
  if (!email.confirmedAt)
    throw new AppError('conflict', 'Confirm this address before you make it the main one.')
  return email
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
  const { address } = await requireRemovable(ctx.db, accountId, emailId)
  const change = { kind: 'address-removed', subject: address } as const
  const email = await changeAccount(ctx, accountId, change, async (tx) => {
    const found = await requireRemovable(tx, accountId, emailId)
    await deleteEmail(tx, accountId, emailId)
    return found
  })
  if (email.confirmedAt) await matchRecipients(ctx, accountId)
  return email
}

/** An address that can be taken out. @throws {AppError} not_found: not theirs; conflict: it is the main one */
export async function requireRemovable(db: Db, accountId: string, emailId: string): Promise<Email> {
  const email = await findEmail(db, accountId, emailId)
  if (email.isPrimary)
    throw new AppError(
      'conflict',
      'This is your main address. Make another one the main address first.',
    )
  return email
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
