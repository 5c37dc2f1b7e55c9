import { AppError } from '../errors.js'
import type { Db } from './database.js'

/** An earner. The password hash never leaves the functions that compare it. */
export interface Account {
  id: string
  name: string
  /** The primary address, as typed. */
  email: string
  /** Has the earner proven to read mail at the primary address? */
  emailConfirmed: boolean
  createdAt: string
}

/** What signing in compares: one account that holds the address, confirmed or not. */
export interface SignInCandidate {
  accountId: string
  passwordHash: string
}

export interface NewAccount {
  id: string
  name: string
  passwordHash: string
  createdAt: string
}

export async function insertAccount(db: Db, account: NewAccount): Promise<void> {
  const { id, name, passwordHash, createdAt } = account
  await db
    .insertInto('account')
    .values({ id, name, password_hash: passwordHash, created_at: createdAt })
    .execute()
}

/** @returns null when there is no such account (any more) */
export async function findAccount(db: Db, accountId: string): Promise<Account | null> {
  const row = await db
    .selectFrom('account')
    .innerJoin('email', 'email.account_id', 'account.id')
    .where('account.id', '=', accountId)
    .where('email.is_primary', '=', 1)
    .select(['account.id', 'account.name', 'account.created_at'])
    .select(['email.address', 'email.confirmed_at'])
    .executeTakeFirst()
  return row ? toAccount(row) : null
}

/** @throws {AppError} not_found */
export async function getAccount(db: Db, accountId: string): Promise<Account> {
  const account = await findAccount(db, accountId)
  if (!account) throw new AppError('not_found', 'This account no longer exists.')
  return account
}

/**
 * Accounts that may sign in with an address: who confirmed it first, then the oldest claims.
 * @param addressKey see {@link addressKey} in emails.ts
 */
export async function findSignInCandidates(
  db: Db,
  addressKey: string,
  limit: number,
): Promise<SignInCandidate[]> {
  const rows = await db
    .selectFrom('email')
    .innerJoin('account', 'account.id', 'email.account_id')
    .where('email.address_key', '=', addressKey)
    .select(['account.id', 'account.password_hash', 'email.confirmed_at'])
    .orderBy('email.created_at')
    .orderBy('email.id')
    .execute()
  const confirmedFirst = [
    ...rows.filter((row) => row.confirmed_at !== null),
    ...rows.filter((row) => row.confirmed_at === null),
  ]
  return confirmedFirst
    .slice(0, limit)
    .map((row) => ({ accountId: row.id, passwordHash: row.password_hash }))
}

/** @throws {AppError} not_found */
export async function getPasswordHash(db: Db, accountId: string): Promise<string> {
  const row = await db
    .selectFrom('account')
    .where('id', '=', accountId)
    .select('password_hash')
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'This account no longer exists.')
  return row.password_hash
}

export async function setPasswordHash(db: Db, accountId: string, hash: string): Promise<void> {
  await db.updateTable('account').set({ password_hash: hash }).where('id', '=', accountId).execute()
}

export async function setName(db: Db, accountId: string, name: string): Promise<void> {
  await db.updateTable('account').set({ name }).where('id', '=', accountId).execute()
}

/** Takes everything that hangs on the account with it, but not files: those belong to their badges. */
export async function deleteAccountRow(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('account').where('id', '=', accountId).execute()
}

function toAccount(row: {
  id: string
  name: string
  created_at: string
  address: string
  confirmed_at: string | null
}): Account {
  return {
    id: row.id,
    name: row.name,
    email: row.address,
    emailConfirmed: row.confirmed_at !== null,
    createdAt: row.created_at,
  }
}
