import type { Context } from '../context.js'
import { hashToken, newToken } from '../ids.js'
import { addressTaken, confirmEmail } from '../mail/messages.js'
import { isConfirmedByAnyone } from '../store/emails.js'
import { deleteExpiredTokens, insertToken } from '../store/tokens.js'
import { deliver } from './deliver.js'

export const CONFIRMATION_LIFETIME_SECONDS = 3 * 24 * 60 * 60

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
    return deliver(ctx, await addressTaken(to, `${ctx.config.baseUrl}/sign-in`))
  const token = await makeToken(ctx, account.id, email.id)
  return deliver(ctx, await confirmEmail(to, `${ctx.config.baseUrl}/confirm/${token}`))
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
