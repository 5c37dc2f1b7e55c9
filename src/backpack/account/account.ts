import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { hashToken, newId, newToken } from '../../ids.js'
import { accountDeletedLetter } from '../../mail/messages.js'
import { deleteAccountRow, getAccount, insertAccount, setName } from '../../store/accounts.js'
import { type Db, isUniqueViolation } from '../../store/database.js'
import { insertEmail, listEmails } from '../../store/emails.js'
import { listFiles } from '../../store/files.js'
import { deleteSessionOf } from '../../store/sessions.js'
import { consumeInvitation, hasInvitation, insertInvitation } from '../../store/tokens.js'
import { releaseFiles } from '../badges/files.js'
import { sendConfirmation } from './confirmations.js'
import { deliver } from './deliver.js'
import { hashAccountPassword, hashPassword } from './passwords.js'

export interface Registration {
  name: string
  email: string
  password: string
  /** Token of an invitation link; needed where `REGISTRATION=invite`. */
  invitation?: string
}

/** What became of the mail that proves the first address of an account; `held`: its mailbox had enough. */
export type FirstMail = 'sent' | 'failed' | 'held'

/**
 * A new account with one unconfirmed address. Whether the address is taken shows only in the mail to it.
 * @param isMailboxFull then no mail is sent; whoever filled it keeps nobody from signing up
 * @throws {AppError} forbidden: registration is closed, or the invitation is not good
 */
export async function register(
  ctx: Context,
  person: Registration,
  isMailboxFull = false,
): Promise<{ accountId: string; mail: FirstMail }> {
  await requireWelcome(ctx, person.invitation)
  const passwordHash = await hashAccountPassword(ctx, person.email, person.password)
  const at = ctx.now()
  const account = { id: newId(at), name: person.name, passwordHash, createdAt: at.toISOString() }
  const email = { id: newId(at), address: person.email }
  await ctx.db.transaction().execute(async (tx) => {
    if (ctx.config.registration === 'invite') await useInvitation(tx, person.invitation, at)
    await insertAccount(tx, account)
    const unproven = { isPrimary: true, confirmedAt: null, createdAt: account.createdAt }
    await insertEmail(tx, account.id, { ...email, ...unproven })
  })
  if (isMailboxFull) return { accountId: account.id, mail: 'held' }
  const isSent = await sendConfirmation(ctx, account, email)
  return { accountId: account.id, mail: isSent ? 'sent' : 'failed' }
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

/**
 * An account whose address needs no mail to be confirmed: for the person who runs the program, whatever
 * `REGISTRATION` says, and where a provider they chose vouches for it.
 * @param also what belongs to it, in the same transaction
 * @returns the account's id
 * @throws {AppError} conflict: the address is confirmed by another account
 */
export async function createAccount(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  person: { name: string; email: string; password: string },
  also?: (tx: Db, accountId: string) => Promise<void>,
): Promise<string> {
  const passwordHash = await hashPassword(ctx, person.password)
  const at = ctx.now()
  const [id, emailId, createdAt] = [newId(at), newId(at), at.toISOString()]
  const email = { id: emailId, address: person.email, isPrimary: true, confirmedAt: createdAt }
  try {
    await ctx.db.transaction().execute(async (tx) => {
      await insertAccount(tx, { id, name: person.name, passwordHash, createdAt })
      await insertEmail(tx, id, { ...email, createdAt })
      await also?.(tx, id)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', 'This address is confirmed by another account.', {
      cause: error,
    })
  }
  return id
}

/** The name on the earner's pages, also the shared ones. */
export function changeName(ctx: Context, accountId: string, name: string): Promise<void> {
  return setName(ctx.db, accountId, name)
}

/** Signs one browser of the earner out. @throws {AppError} not_found: signed out already, or not theirs */
export async function endSession(
  ctx: Context,
  accountId: string,
  sessionHash: string,
): Promise<void> {
  if (!(await deleteSessionOf(ctx.db, accountId, sessionHash)))
    throw new AppError('not_found', 'This browser is signed out already.')
}

/**
 * Everything of one earner goes: addresses, badges with their files and reports, collections, links, signed-in
 * browsers. Every confirmed address is told.
 */
export async function deleteAccount(ctx: Context, accountId: string): Promise<void> {
  const { name } = await getAccount(ctx.db, accountId)
  const told = await listEmails(ctx.db, accountId)
  const files = await ctx.db.transaction().execute(async (tx) => {
    const hashes = await listFiles(tx, accountId)
    await deleteAccountRow(tx, accountId)
    return hashes
  })
  await releaseFiles(ctx, files)
  for (const { address, confirmedAt } of told)
    if (confirmedAt) await deliver(ctx, await accountDeletedLetter({ name, address }))
}

const INVITATION_LIFETIME_SECONDS = 14 * 24 * 60 * 60

/** A link with which one person may sign up. It is shown here only; the database keeps its hash. */
export async function invite(ctx: Pick<Context, 'db' | 'now' | 'config'>): Promise<string> {
  const now = ctx.now()
  const token = newToken()
  await insertInvitation(ctx.db, {
    hash: hashToken(token),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_SECONDS * 1000).toISOString(),
  })
  return `${ctx.config.baseUrl}/sign-up?invitation=${token}`
}
