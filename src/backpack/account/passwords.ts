import type { Context } from '../../context.js'
import { deriveToken, newToken } from '../../ids.js'
import {
  type Account,
  findClaimByHash,
  findClaimUnlike,
  getPasswordHash,
  setPasswordHash,
} from '../../store/accounts.js'
import { addressKey, findConfirmedHolder } from '../../store/emails.js'
import { deleteSessionsOf } from '../../store/sessions.js'
import { deleteTokens } from '../../store/tokens.js'
import { changeAccount } from './changes.js'
import { turns } from '../turns.js'

/** Argon2id, the package's default kind. @see OWASP Password Storage Cheat Sheet */
const cost = ({ passwordMemory }: Context['config']) => ({
  ...{ memoryCost: passwordMemory * 1024, timeCost: 2, parallelism: 1 },
})
/** Each takes its memory and a thread: more at once would only starve the rest of the program. */
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
export function hashPassword(
  { config }: Pick<Context, 'config'>,
  password: string,
): Promise<string> {
  return inTurn(async () => (await argon2()).hash(password.normalize('NFKC'), cost(config)))
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

/**
 * The hash of an account's own password. Its salt belongs to the address the account was begun with: however many
 * accounts claim an address, one hash finds whose password was typed.
 * @throws {AppError} busy: too many wait
 */
export function hashAccountPassword(
  { config }: Pick<Context, 'config'>,
  address: string,
  password: string,
): Promise<string> {
  const secret = deriveToken(config.sessionSecret, 'claim', addressKey(address))
  const salt = Buffer.from(secret, 'base64url').subarray(0, SALT_BYTES)
  const options = { ...cost(config), salt }
  return inTurn(async () => (await argon2()).hash(password.normalize('NFKC'), options))
}

const SALT_BYTES = 16

/** A hash that no password fits: comparing with it takes as long as comparing with a real one. */
async function unmatchableHash(ctx: Pick<Context, 'config'>): Promise<string> {
  const made = (missing ??= hashPassword(ctx, newToken()))
  return made.catch((error: unknown) => {
    missing = undefined
    throw error
  })
}

/**
 * Whose address and password are these? Who confirmed the address comes first; else the newest account begun with it
 * that has this password, however many others claim it. Always takes the same number of hashes, so that the time
 * taken does not tell how many accounts know the address.
 * @returns the account's id, or null
 * @throws {AppError} busy: too many wait
 */
export async function authenticate(
  ctx: Pick<Context, 'db' | 'config'>,
  address: string,
  password: string,
): Promise<string | null> {
  const holder = await findConfirmedHolder(ctx.db, address)
  const held = holder ? await getPasswordHash(ctx.db, holder) : null
  const [isHolder, claim] = await Promise.all([
    verifyPassword(held ?? (await unmatchableHash(ctx)), password),
    findClaim(ctx, address, password),
  ])
  return isHolder && held ? holder : claim
}

/** Claims of before, or of another secret, have another salt: the newest of them is compared as it is. */
async function findClaim(
  ctx: Pick<Context, 'db' | 'config'>,
  address: string,
  password: string,
): Promise<string | null> {
  const key = addressKey(address)
  const hash = await hashAccountPassword(ctx, address, password)
  const claim = await findClaimByHash(ctx.db, key, hash)
  const other = await findClaimUnlike(ctx.db, key, hash.slice(0, hash.lastIndexOf('$') + 1))
  const isOther = await verifyPassword(
    other?.passwordHash ?? (await unmatchableHash(ctx)),
    password,
  )
  return claim?.id ?? (isOther && other ? other.id : null)
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
  const passwordHash = await hashAccountPassword(ctx, account.email, password)
  const change = { kind: 'password-changed', subject: '' } as const
  await changeAccount(ctx, account.id, change, async (tx) => {
    await setPasswordHash(tx, account.id, passwordHash)
    await deleteSessionsOf(tx, account.id, keep)
    await deleteTokens(tx, account.id, 'reset-password')
  })
}
