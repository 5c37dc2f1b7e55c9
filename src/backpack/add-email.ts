import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { newId } from '../ids.js'
import { isSameAddress } from '../openbadges/index.js'
import type { Account } from '../store/accounts.js'
import { isUniqueViolation } from '../store/database.js'
import { insertEmail, listEmails } from '../store/emails.js'
import { sendConfirmation } from './send-confirmation.js'

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
  await insertEmail(ctx.db, account.id, { ...email, ...unproven }).catch(rethrow)
  return sendConfirmation(ctx, account, email)
}

function rethrow(error: unknown): never {
  throw isUniqueViolation(error) ? known(error) : error
}

function known(cause?: unknown): AppError {
  return new AppError('conflict', 'This address is in your account already.', { cause })
}
