import type { Selectable } from 'kysely'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import { addressKey, type Email, listEmails } from './emails.js'
import type { AccountChangeTable } from './account-tables.js'

/** An address as it was before a change. */
export type KeptAddress = Omit<Email, 'accountId'>

export type AccountChange = Selectable<AccountChangeTable>

export async function insertChange(
  db: Db,
  accountId: string,
  change: Omit<AccountChange, 'accountId'>,
): Promise<void> {
  const said = ['hash', 'kind', 'subject', 'createdAt', 'endsAt'] as const
  const columns = [...said, 'addressesBefore', 'factorsBefore'] as const
  await db
    .insertInto('accountChange')
    .values({ ...columnsOf(change, columns), accountId })
    .execute()
}

/** A change that can still be taken back. */
export async function findChange(db: Db, hash: string, now: Date): Promise<AccountChange | null> {
  const row = await db
    .selectFrom('accountChange')
    .selectAll()
    .where('hash', '=', hash)
    .where('endsAt', '>', now.toISOString())
    .executeTakeFirst()
  return row ?? null
}

/** What was changed since cannot be taken back any more, nor can the change of this moment itself. */
export async function deleteChangesSince(db: Db, accountId: string, at: string): Promise<void> {
  await db
    .deleteFrom('accountChange')
    .where('accountId', '=', accountId)
    .where('createdAt', '>=', at)
    .execute()
}

export async function deleteEndedChanges(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('accountChange').where('endsAt', '<=', now.toISOString()).execute()
}

/** The addresses of an account as a change keeps them. */
export async function keptAddresses(db: Db, accountId: string): Promise<KeptAddress[]> {
  const emails = await listEmails(db, accountId)
  return emails.map(({ accountId: _owner, ...address }) => address)
}

/**
 * The addresses of an account are these again, and no others. One that another account has confirmed meanwhile comes
 * back unconfirmed. Call it in a transaction.
 */
export async function restoreAddresses(
  db: Db,
  accountId: string,
  addresses: readonly KeptAddress[],
): Promise<void> {
  await db.deleteFrom('email').where('accountId', '=', accountId).execute()
  for (const { id, address, isPrimary, confirmedAt, createdAt, spellings } of addresses) {
    const key = addressKey(address)
    const elsewhere = await db
      .selectFrom('email')
      .select('id')
      .where('addressKey', '=', key)
      .where('confirmedAt', 'is not', null)
      .executeTakeFirst()
    const confirmed = elsewhere ? null : confirmedAt
    const row = { id, accountId, address, addressKey: key, isPrimary, createdAt, spellings }
    await db
      .insertInto('email')
      .values({ ...row, confirmedAt: confirmed })
      .execute()
  }
}
