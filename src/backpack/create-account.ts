import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { newId } from '../ids.js'
import { insertAccount } from '../store/accounts.js'
import { isUniqueViolation } from '../store/database.js'
import { insertEmail } from '../store/emails.js'
import { hashPassword } from './passwords.js'

/**
 * An account whose address needs no mail to be confirmed: for the person who runs the program, whatever
 * `REGISTRATION` says.
 * @returns the account's id
 * @throws {AppError} conflict: the address is confirmed by another account
 */
export async function createAccount(
  ctx: Pick<Context, 'db' | 'now'>,
  person: { name: string; email: string; password: string },
): Promise<string> {
  const passwordHash = await hashPassword(person.password)
  const at = ctx.now()
  const [id, emailId, createdAt] = [newId(at), newId(at), at.toISOString()]
  const email = { id: emailId, address: person.email, isPrimary: true, confirmedAt: createdAt }
  try {
    await ctx.db.transaction().execute(async (tx) => {
      await insertAccount(tx, { id, name: person.name, passwordHash, createdAt })
      await insertEmail(tx, id, { ...email, createdAt })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', 'This address is confirmed by another account.', {
      cause: error,
    })
  }
  return id
}
