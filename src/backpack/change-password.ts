import type { Context } from '../context.js'
import { passwordChanged } from '../mail/messages.js'
import { type Account, getPasswordHash, setPasswordHash } from '../store/accounts.js'
import { deleteSessionsOf } from '../store/sessions.js'
import { deleteTokens } from '../store/tokens.js'
import { deliver } from './deliver.js'
import { hashPassword, verifyPassword } from './passwords.js'

/**
 * A new password for who knows the old one; every other browser is signed out.
 * @param keep hash of the session that stays
 * @returns false when the old password is wrong; then nothing changed
 */
export async function changePassword(
  ctx: Context,
  account: Account,
  passwords: { current: string; next: string },
  keep: string,
): Promise<boolean> {
  const known = await getPasswordHash(ctx.db, account.id)
  if (!(await verifyPassword(known, passwords.current))) return false
  const passwordHash = await hashPassword(passwords.next)
  await ctx.db.transaction().execute(async (tx) => {
    await setPasswordHash(tx, account.id, passwordHash)
    await deleteSessionsOf(tx, account.id, keep)
    await deleteTokens(tx, account.id, 'reset-password')
  })
  const to = { name: account.name, address: account.email }
  await deliver(ctx, await passwordChanged(to, `${ctx.config.baseUrl}/passwords/new`))
  return true
}
