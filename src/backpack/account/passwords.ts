import type { Context } from '../../context.js'
import { newToken } from '../../ids.js'
import { passwordChangedLetter } from '../../mail/messages.js'
import {
  type Account,
  findSignInCandidates,
  getPasswordHash,
  setPasswordHash,
} from '../../store/accounts.js'
import { addressKey } from '../../store/emails.js'
import { deleteSessionsOf } from '../../store/sessions.js'
import { deleteTokens } from '../../store/tokens.js'
import { deliver } from './deliver.js'
import { turns } from '../turns.js'

/** Argon2id, the package's default kind. @see OWASP Password Storage Cheat Sheet */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each takes 19 MiB and a thread: more at once would only starve the rest of the program. */
const MAX_AT_ONCE = 4
/** Comparisons that wait for their turn, three for each person who signs in: about a second. */
const MAX_WAITING = 60

const inTurn = turns(MAX_AT_ONCE, MAX_WAITING)
const argon2 = () => import('@node-rs/argon2')
let missing: Promise<string> | undefined

/**
 * Composed first: the same letters typed on another keyboard are the same password.
 * @throws {AppError} busy: too many wait
 */
export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => (await argon2()).hash(password.normalize('NFKC'), COST))
}

/**
 * @returns false for a wrong password and for a hash that cannot be read
 * @throws {AppError} busy: too many wait
 */
export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return inTurn(async () =>
    (await argon2()).verify(passwordHash, password.normalize('NFKC')).catch(() => false),
  )
}

/** A hash that no password fits: comparing with it takes as long as comparing with a real one. */
async function unmatchableHash(): Promise<string> {
  const made = (missing ??= hashPassword(newToken()))
  return made.catch((error: unknown) => {
    missing = undefined
    throw error
  })
}

/** Several accounts may claim an address until one confirms it; this many are tried. */
const MAX_CANDIDATES = 3

/**
 * Whose address and password are these? Always compares the same number of hashes, so that the time taken does
 * not tell how many accounts know the address.
 * @returns the account's id, or null
 * @throws {AppError} busy: too many wait
 */
export async function authenticate(
  { db }: Pick<Context, 'db'>,
  address: string,
  password: string,
): Promise<string | null> {
  const candidates = await findSignInCandidates(db, addressKey(address), MAX_CANDIDATES)
  const hashes = candidates.map((candidate) => candidate.passwordHash)
  while (hashes.length < MAX_CANDIDATES) hashes.push(await unmatchableHash())
  const fits = await Promise.all(hashes.map((hash) => verifyPassword(hash, password)))
  return candidates[fits.indexOf(true)]?.accountId ?? null
}

/** Is it the password of this account? @throws {AppError} busy: too many wait; not_found: no such account */
export async function knowsPasswordOf(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  password: string,
): Promise<boolean> {
  return verifyPassword(await getPasswordHash(db, accountId), password)
}

/**
 * A new password; every other browser is signed out.
 * @param keep hash of the session that stays
 */
export async function changePassword(
  ctx: Context,
  account: Account,
  password: string,
  keep: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await ctx.db.transaction().execute(async (tx) => {
    await setPasswordHash(tx, account.id, passwordHash)
    await deleteSessionsOf(tx, account.id, keep)
    await deleteTokens(tx, account.id, 'reset-password')
  })
  const to = { name: account.name, address: account.email }
  await deliver(ctx, await passwordChangedLetter(to, `${ctx.config.baseUrl}/passwords/new`))
}
