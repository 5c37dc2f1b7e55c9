import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { AccountTable } from './account-tables.js'

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

/** An account that was begun with an address and has not confirmed it, with what its password is compared with. */
export type ClaimingAccount = Pick<Selectable<AccountTable>, 'id' | 'passwordHash'>

/** The newest account begun with an address, not confirmed, whose password has exactly this hash. */
export async function findClaimByHash(
  db: Db,
  addressKey: string,
  passwordHash: string,
): Promise<ClaimingAccount | null> {
  const row = await claims(db, addressKey)
    .where('account.passwordHash', '=', passwordHash)
    .executeTakeFirst()
  return row ?? null
}

/** The newest such account whose hash does not begin like this: one that was made with another salt. */
export async function findClaimUnlike(
  db: Db,
  addressKey: string,
  beginning: string,
): Promise<ClaimingAccount | null> {
  const row = await claims(db, addressKey)
    .where('account.passwordHash', 'not like', `${beginning}%`)
    .executeTakeFirst()
  return row ?? null
}

function claims(db: Db, addressKey: string) {
  return db
    .selectFrom('email')
    .innerJoin('account', 'account.id', 'email.accountId')
    .where('email.addressKey', '=', addressKey)
    .where('email.isPrimary', '=', true)
    .where('email.confirmedAt', 'is', null)
    .select(['account.id', 'account.passwordHash'])
    .orderBy('email.createdAt', 'desc')
    .orderBy('email.id', 'desc')
    .limit(1)
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
