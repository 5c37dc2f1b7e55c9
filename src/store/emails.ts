import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import type { Db } from './database.js'
import type { EmailTable } from './schema.js'

/** One address of an earner. */
export interface Email {
  id: string
  accountId: string
  /** As typed. */
  address: string
  isPrimary: boolean
  confirmedAt: string | null
  createdAt: string
  /** Other spellings of it that badges were made for; the same mailbox all the same. */
  spellings: string[]
}

export interface NewEmail {
  id: string
  address: string
  isPrimary: boolean
  confirmedAt: string | null
  createdAt: string
}

/** What makes two addresses the same: composed Unicode, lower case. */
export function addressKey(address: string): string {
  return address.trim().normalize('NFC').toLowerCase()
}

/** @throws a unique violation when the account has this address already, or it is confirmed elsewhere */
export async function insertEmail(db: Db, accountId: string, email: NewEmail): Promise<void> {
  await db
    .insertInto('email')
    .values({
      id: email.id,
      account_id: accountId,
      address: email.address,
      address_key: addressKey(email.address),
      is_primary: email.isPrimary ? 1 : 0,
      confirmed_at: email.confirmedAt,
      created_at: email.createdAt,
    })
    .execute()
}

/** Primary first, then in the order they were added. */
export async function listEmails(db: Db, accountId: string): Promise<Email[]> {
  const rows = await owned(db, accountId)
    .orderBy('is_primary', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toEmail)
}

/** One address of this account; somebody else's is not found. @throws {AppError} not_found */
export async function findEmail(db: Db, accountId: string, id: string): Promise<Email> {
  const row = await owned(db, accountId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'This address is not in your account.')
  return toEmail(row)
}

/** The addresses an earner has proven, in every spelling typed: what a badge's recipient is matched against. */
export async function confirmedAddresses(db: Db, accountId: string): Promise<string[]> {
  const rows = await owned(db, accountId).where('confirmed_at', 'is not', null).execute()
  return rows.map(toEmail).flatMap(spelt)
}

/** An address in every spelling its earner typed. */
export function spelt({ address, spellings }: Pick<Email, 'address' | 'spellings'>): string[] {
  return [address, ...spellings]
}

/** Keeps one more spelling of an address; the oldest of too many goes. */
export async function addSpelling(db: Db, email: Email, spelling: string): Promise<void> {
  if (spelt(email).includes(spelling)) return
  const spellings = [...email.spellings, spelling].slice(-MAX_SPELLINGS)
  await db
    .updateTable('email')
    .set({ spellings: JSON.stringify(spellings) })
    .where('account_id', '=', email.accountId)
    .where('id', '=', email.id)
    .execute()
}

const MAX_SPELLINGS = 10

/** Has any account proven this address? */
export async function isConfirmedByAnyone(db: Db, address: string): Promise<boolean> {
  return (await findConfirmedHolder(db, address)) !== null
}

/** The account that has proven this address. */
export async function findConfirmedHolder(db: Db, address: string): Promise<string | null> {
  const row = await db
    .selectFrom('email')
    .where('address_key', '=', addressKey(address))
    .where('confirmed_at', 'is not', null)
    .select('account_id')
    .executeTakeFirst()
  return row?.account_id ?? null
}

/** Accounts that have this address, and no other, and have not proven it; oldest first. */
export async function findSoleClaimants(db: Db, address: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('email')
    .where('address_key', '=', addressKey(address))
    .where('confirmed_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('email as other')
            .whereRef('other.account_id', '=', 'email.account_id')
            .whereRef('other.id', '<>', 'email.id')
            .select('other.id'),
        ),
      ),
    )
    .select('account_id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.account_id)
}

/** @throws a unique violation when another account has proven the same address */
export async function markConfirmed(
  db: Db,
  accountId: string,
  id: string,
  at: string,
): Promise<void> {
  await db
    .updateTable('email')
    .set({ confirmed_at: at })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute()
}

/** Call it in a transaction: for a moment no address is primary. */
export async function markPrimary(db: Db, accountId: string, id: string): Promise<void> {
  const update = (primary: number) =>
    db.updateTable('email').set({ is_primary: primary }).where('account_id', '=', accountId)
  await update(0).where('is_primary', '=', 1).execute()
  await update(1).where('id', '=', id).execute()
}

export async function deleteEmail(db: Db, accountId: string, id: string): Promise<void> {
  await db
    .deleteFrom('email')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('is_primary', '=', 0)
    .execute()
}

function owned(db: Db, accountId: string) {
  return db.selectFrom('email').selectAll().where('account_id', '=', accountId)
}

function toEmail(row: Selectable<EmailTable>): Email {
  return {
    id: row.id,
    accountId: row.account_id,
    address: row.address,
    isPrimary: row.is_primary === 1,
    confirmedAt: row.confirmed_at,
    createdAt: row.created_at,
    spellings: JSON.parse(row.spellings) as string[],
  }
}
