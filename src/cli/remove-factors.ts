import { removeLostFactors } from '../backpack/account/recovery-codes.js'
import { loadConfig } from '../config.js'
import { type Context, createContext } from '../context.js'
import { AppError } from '../errors.js'
import { migrate } from '../store/database.js'
import { findConfirmedHolder } from '../store/emails.js'
import { type Command, EXIT, UsageError } from './io.js'

/**
 * `remove-factors EMAIL`: takes app, passkeys and recovery codes away from the account with this confirmed address,
 * whose owner lost them. Ends with 1 where nobody has it, or where there is nothing to take away.
 */
export const removeFactorsCommand: Command = async ([email, ...more], io) => {
  if (email === undefined || more.length > 0)
    throw new UsageError('remove-factors takes one address.')
  const ctx = createContext({ ...loadConfig(io.env), logLevel: 'error' }, { now: io.now })
  try {
    await migrate(ctx.db)
    await removeOf(ctx, email)
    io.out(`${email} signs in with the password alone; a letter with the way back is sent.\n`)
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    io.err(`${error.message}\n`)
    return EXIT.no
  } finally {
    await ctx.db.destroy()
  }
}

async function removeOf(ctx: Context, email: string): Promise<void> {
  const accountId = await findConfirmedHolder(ctx.db, email)
  if (!accountId) throw new AppError('not_found', `No account has confirmed ${email}.`)
  await removeLostFactors(ctx, accountId)
}
