import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { findEmail, markPrimary } from '../store/emails.js'

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
