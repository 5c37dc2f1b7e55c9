import type { Selectable } from 'kysely'
import type { IdentityTable } from './account-tables.js'
import type { Db } from './database.js'

/** Who an earner is at a provider. */
export type Identity = Selectable<IdentityTable>

export async function findIdentity(
  db: Db,
  provider: string,
  subject: string,
): Promise<Identity | null> {
  const row = await db
    .selectFrom('identity')
    .selectAll()
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row ?? null
}

/** Oldest first. */
export async function listIdentities(db: Db, accountId: string): Promise<Identity[]> {
  return db
    .selectFrom('identity')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('createdAt')
    .execute()
}

/** @throws where it is somebody's already */
export async function insertIdentity(db: Db, identity: Identity): Promise<void> {
  await db.insertInto('identity').values(identity).execute()
}

export async function markIdentityUsed(db: Db, id: string, usedAt: string): Promise<void> {
  await db.updateTable('identity').set({ usedAt }).where('id', '=', id).execute()
}

/** @returns false when the account has no such identity */
export async function deleteIdentity(db: Db, accountId: string, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('identity')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return Number(gone.numDeletedRows) === 1
}
