import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { newId, newToken } from '../../ids.js'
import type { ProviderAnswer } from '../../provider.js'
import { isUniqueViolation } from '../../store/database.js'
import { findConfirmedHolder } from '../../store/emails.js'
import {
  deleteIdentity,
  findIdentity,
  insertIdentity,
  markIdentityUsed,
} from '../../store/identities.js'
import { createAccount } from './account.js'
import { changeAccount } from './changes.js'

/** Whose account is it? @returns its id; null: nobody's yet */
export async function holderOf(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { issuer, subject }: ProviderAnswer,
): Promise<string | null> {
  const identity = await findIdentity(db, issuer, subject)
  if (identity) await markIdentityUsed(db, identity.id, now().toISOString())
  return identity && identity.accountId
}

/**
 * From now on the account can be signed in to by way of the provider.
 * @throws {AppError} conflict: this identity is somebody's already
 */
export async function addIdentity(
  ctx: Context,
  accountId: string,
  answer: ProviderAnswer,
): Promise<void> {
  const subject = ctx.provider!.name
  await changeAccount(ctx, accountId, { kind: 'identity-added', subject }, (tx) =>
    insertIdentity(tx, rowOf(ctx, accountId, answer)),
  ).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('conflict', 'Somebody signs in with this already.', { cause: error })
  })
}

/** @throws {AppError} not_found: the account has no such identity */
export async function removeIdentity(ctx: Context, accountId: string, id: string): Promise<void> {
  const subject = ctx.provider?.name ?? 'a provider'
  await changeAccount(ctx, accountId, { kind: 'identity-removed', subject }, async (tx) => {
    if (!(await deleteIdentity(tx, accountId, id)))
      throw new AppError('not_found', 'Your account has no such way to sign in.')
  })
}

/**
 * A new account for somebody whom the provider knows, and whose address it vouches for: that counts as confirmed. One
 * it does not vouch for may be anybody's, who would find a stranger's account under it. Nobody knows the password; a
 * new one can be asked for by mail.
 * @param person by the rules of signing up
 * @returns the account's id
 * @throws {AppError} conflict: the address is not vouched for, or is an account's, whose owner has to say so there;
 *   forbidden: nobody may sign up here
 */
export async function joinByIdentity(
  ctx: Context,
  answer: ProviderAnswer,
  person: { name: string; email: string },
): Promise<string> {
  if (!answer.isEmailConfirmed) throw new AppError('conflict', UNPROVEN)
  if (await findConfirmedHolder(ctx.db, person.email)) throw new AppError('conflict', THERE)
  if (ctx.config.registration !== 'open')
    throw new AppError('forbidden', 'New accounts are made by the person who runs this site.')
  return createAccount(ctx, { ...person, password: newToken() }, (tx, accountId) =>
    insertIdentity(tx, rowOf(ctx, accountId, answer)),
  )
}

const UNPROVEN =
  'It does not say that your e-mail address is yours. Sign up here with a password, confirm the address, and add this way of signing in under Settings.'
const THERE =
  'An account here has the address you have there. Sign in to it as usual, and add this way of signing in under Settings.'

function rowOf(
  { now }: Pick<Context, 'now'>,
  accountId: string,
  { issuer, subject }: ProviderAnswer,
) {
  const at = now()
  return {
    ...{ id: newId(at), accountId, provider: issuer, subject },
    ...{ createdAt: at.toISOString(), usedAt: null },
  }
}
