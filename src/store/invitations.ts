import type { Db } from './database.js'

export async function insertInvitation(
  db: Db,
  invitation: { hash: string; createdAt: string; expiresAt: string },
): Promise<void> {
  const { hash, createdAt, expiresAt } = invitation
  await db
    .insertInto('invitation')
    .values({ hash, created_at: createdAt, expires_at: expiresAt })
    .execute()
}

/** Is this invitation still good? Looking does not use it up. */
export async function hasInvitation(db: Db, hash: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('invitation')
    .where('hash', '=', hash)
    .where('expires_at', '>', now.toISOString())
    .select('hash')
    .executeTakeFirst()
  return row !== undefined
}

/** Uses it up. @returns false when it was not there, was used, or has ended */
export async function consumeInvitation(db: Db, hash: string, now: Date): Promise<boolean> {
  const gone = await db
    .deleteFrom('invitation')
    .where('hash', '=', hash)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return Number(gone.numDeletedRows) === 1
}
