import type { Context } from '../context.js'
import type { Account } from '../store/accounts.js'
import { addressKey, listEmails } from '../store/emails.js'
import { addEmail } from './add-email.js'
import { sendConfirmation } from './send-confirmation.js'

/**
 * Sends the mail that proves an address, which is put into the account first when it is not there.
 * @returns false when the mail could not be sent
 * @throws {AppError} conflict: the account has too many addresses
 */
export async function askToConfirm(
  ctx: Context,
  account: Account,
  address: string,
): Promise<boolean> {
  const key = addressKey(address)
  const emails = await listEmails(ctx.db, account.id)
  const known = emails.find((email) => addressKey(email.address) === key)
  if (!known) return addEmail(ctx, account, address)
  return known.confirmedAt !== null || sendConfirmation(ctx, account, known)
}
