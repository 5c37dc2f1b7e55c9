import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { AccountTable } from './schema.js'

/** An earner. The password hash never leaves the functions that compare it. */
export interface Account {
  id: string
  name: string
  /** The primary address, as typed. */
  email: string
  /** Has the earner proven to read mail at the primary address? */
  emailConfirmed: boolean
  createdAt: string
  /** How the backpack is laid out. */
  badgeLayout: BadgeLayout
}

/** What signing in compares: one account that holds the address, confirmed or not. */
export interface SignInCandidate {
  accountId: string
  passwordHash: string
}

export type NewAccount = Pick<Selectable<AccountTable>, (typeof ACCOUNT)[number]>

const ACCOUNT = ['id', 'name', 'passwordHash', 'createdAt'] as const

export async function insertAccount(db: Db, account: NewAccount): Promise<void> {
  await db.insertInto('account').values(columnsOf(account, ACCOUNT)).execute()
}

/** @returns null when there is no such account (any more) */
export async function findAccount(db: Db, accountId: string): Promise<Account | null> {
  const row = await db
    .selectFrom('account')
    .innerJoin('email', 'email.accountId', 'account.id')
    .where('account.id', '=', accountId)
    .where('email.isPrimary', '=', true)
    .select(['account.id', 'account.name', 'account.createdAt', 'account.badgeLayout'])
    .select(['email.address as email', 'email.confirmedAt'])
    .executeTakeFirst()
  if (!row) return null
  const { confirmedAt, ...account } = row
  return { ...account, emailConfirmed: confirmedAt !== null }
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
    .innerJoin('account', 'account.id', 'email.accountId')
    .where('email.addressKey', '=', addressKey)
    .select(['account.id as accountId', 'account.passwordHash', 'email.confirmedAt'])
    .orderBy('email.createdAt')
    .orderBy('email.id')
    .execute()
  const confirmedFirst = [
    ...rows.filter((row) => row.confirmedAt !== null),
    ...rows.filter((row) => row.confirmedAt === null),
  ]
  return confirmedFirst
    .slice(0, limit)
    .map(({ accountId, passwordHash }) => ({ accountId, passwordHash }))
}

/** @throws {AppError} not_found */
export async function getPasswordHash(db: Db, accountId: string): Promise<string> {
  const row = await db
    .selectFrom('account')
    .where('id', '=', accountId)
    .select('passwordHash')
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'This account no longer exists.')
  return row.passwordHash
}

export async function setPasswordHash(db: Db, accountId: string, hash: string): Promise<void> {
  await db.updateTable('account').set({ passwordHash: hash }).where('id', '=', accountId).execute()
}

export async function setName(db: Db, accountId: string, name: string): Promise<void> {
  await db.updateTable('account').set({ name }).where('id', '=', accountId).execute()
}

/** Takes everything that hangs on the account with it, but not files: those belong to their badges. */
export async function deleteAccountRow(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('account').where('id', '=', accountId).execute()
}

export type BadgeLayout = 'grid' | 'list'

export async function setBadgeLayout(
  db: Db,
  accountId: string,
  layout: BadgeLayout,
): Promise<void> {
  await db.updateTable('account').set({ badgeLayout: layout }).where('id', '=', accountId).execute()
}
