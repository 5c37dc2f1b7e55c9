import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { deleteEmail, findEmail, type Email } from '../store/emails.js'
import { matchRecipients } from './match-recipients.js'

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
