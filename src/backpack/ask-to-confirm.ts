import type { Context } from '../context.js'
import { isSameAddress } from '../openbadges/index.js'
import type { Account } from '../store/accounts.js'
import { listEmails } from '../store/emails.js'
import { addEmail } from './add-email.js'
import { sendConfirmation } from './send-confirmation.js'

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
