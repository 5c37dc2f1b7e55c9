import type { Context } from '../context.js'
import { AppError } from '../errors.js'
import { hashToken, newId } from '../ids.js'
import { insertAccount } from '../store/accounts.js'
import type { Db } from '../store/database.js'
import { insertEmail } from '../store/emails.js'
import { consumeInvitation, hasInvitation } from '../store/invitations.js'
import { hashPassword } from './passwords.js'
import { sendConfirmation } from './send-confirmation.js'

export interface Registration {
  name: string
  email: string
  password: string
  /** Token of an invitation link; needed where `REGISTRATION=invite`. */
  invitation?: string
}

/**
 * A new account with one unconfirmed address. Whether the address is taken shows only in the mail to it.
 * @throws {AppError} forbidden: registration is closed, or the invitation is not good
 */
export async function register(
  ctx: Context,
  person: Registration,
): Promise<{ accountId: string; mailSent: boolean }> {
  await requireWelcome(ctx, person.invitation)
  const passwordHash = await hashPassword(person.password)
  const at = ctx.now()
  const account = { id: newId(at), name: person.name, passwordHash, createdAt: at.toISOString() }
  const email = { id: newId(at), address: person.email }
  await ctx.db.transaction().execute(async (tx) => {
    if (ctx.config.registration === 'invite') await useInvitation(tx, person.invitation, at)
    await insertAccount(tx, account)
    const unproven = { isPrimary: true, confirmedAt: null, createdAt: account.createdAt }
    await insertEmail(tx, account.id, { ...email, ...unproven })
  })
  return { accountId: account.id, mailSent: await sendConfirmation(ctx, account, email) }
}

/** May a visitor with this invitation, or none, sign up? @throws {AppError} forbidden */
export async function requireWelcome(ctx: Context, invitation: string | undefined): Promise<void> {
  const { registration } = ctx.config
  if (registration === 'open') return
  if (registration === 'closed')
    throw new AppError('forbidden', 'New accounts are made by the person who runs this site.')
  if (!invitation || !(await hasInvitation(ctx.db, hashToken(invitation), ctx.now())))
    throw notInvited()
}

async function useInvitation(tx: Db, invitation: string | undefined, now: Date): Promise<void> {
  if (!invitation || !(await consumeInvitation(tx, hashToken(invitation), now))) throw notInvited()
}

function notInvited(): AppError {
  return new AppError(
    'forbidden',
    'Signing up here needs an invitation link. Each works once; ask the person who runs this site for one.',
  )
}
