import type { Selectable } from 'kysely'
import type { Db } from './database.js'
import type { AuthenticatorAppTable, PasskeyTable } from './account-tables.js'

/** The app that makes codes for an account. */
export type AuthenticatorApp = Selectable<AuthenticatorAppTable>

/** @returns null when the account has none */
export async function findApp(db: Db, accountId: string): Promise<AuthenticatorApp | null> {
  const row = await db
    .selectFrom('authenticatorApp')
    .selectAll()
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return row ?? null
}

/** One app for an account. @throws where it has one already */
export async function insertApp(db: Db, accountId: string, app: AuthenticatorApp): Promise<void> {
  const { sealedSecret, lastStep, createdAt } = app
  await db
    .insertInto('authenticatorApp')
    .values({ accountId, sealedSecret, lastStep, createdAt })
    .execute()
}

/** Takes a time step: of two codes of one step, and after a later one, only the first is taken. */
export async function takeStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const taken = await db
    .updateTable('authenticatorApp')
    .set({ lastStep: step })
    .where('accountId', '=', accountId)
    .where('lastStep', '<', step)
    .executeTakeFirst()
  return Number(taken.numUpdatedRows) === 1
}

/** @returns false when there was none */
export async function deleteApp(db: Db, accountId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('authenticatorApp')
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return Number(gone.numDeletedRows) === 1
}

/** A key of an account, kept by one of its devices. */
export type Passkey = Selectable<PasskeyTable>

/** @throws where the key is known already */
export async function insertPasskey(db: Db, passkey: Passkey): Promise<void> {
  await db.insertInto('passkey').values(passkey).execute()
}

/** Oldest first. */
export async function listPasskeys(db: Db, accountId: string): Promise<Passkey[]> {
  return db
    .selectFrom('passkey')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** @param credentialId as its device names it */
export async function findPasskey(db: Db, credentialId: string): Promise<Passkey | null> {
  const row = await db
    .selectFrom('passkey')
    .selectAll()
    .where('credentialId', '=', credentialId)
    .executeTakeFirst()
  return row ?? null
}

/** Keeps that it was used. @returns false when it was used otherwise since it was read, or is gone */
export async function usePasskey(
  db: Db,
  { id, counter: before }: Passkey,
  counter: number,
  usedAt: string,
): Promise<boolean> {
  const used = await db
    .updateTable('passkey')
    .set({ counter, usedAt })
    .where('id', '=', id)
    .where('counter', '=', before)
    .executeTakeFirst()
  return Number(used.numUpdatedRows) === 1
}

export async function deletePasskey(db: Db, accountId: string, id: string): Promise<void> {
  await db.deleteFrom('passkey').where('accountId', '=', accountId).where('id', '=', id).execute()
}

/** These recovery codes, and none of before. */
export async function replaceCodes(
  db: Db,
  accountId: string,
  hashes: readonly string[],
  createdAt: string,
): Promise<void> {
  await db.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute()
  if (hashes.length === 0) return
  await db
    .insertInto('recoveryCode')
    .values(hashes.map((hash) => ({ hash, accountId, createdAt })))
    .execute()
}

export async function countCodes(db: Db, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recoveryCode')
    .where('accountId', '=', accountId)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Uses a recovery code up: of two that come at once, one gets false. */
export async function consumeCode(db: Db, accountId: string, hash: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('recoveryCode')
    .where('accountId', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return Number(gone.numDeletedRows) === 1
}

/** What was added to an account since is gone: it may be a thief's. */
export async function deleteFactorsSince(db: Db, accountId: string, at: string): Promise<void> {
  for (const table of ['authenticatorApp', 'identity', 'passkey', 'recoveryCode'] as const)
    await db
      .deleteFrom(table)
      .where('accountId', '=', accountId)
      .where('createdAt', '>=', at)
      .execute()
}

/** Without app, passkeys and recovery codes; identities at a provider stay, for they are no second step. */
export async function deleteSecondFactors(db: Db, accountId: string): Promise<void> {
  for (const table of ['authenticatorApp', 'passkey', 'recoveryCode'] as const)
    await db.deleteFrom(table).where('accountId', '=', accountId).execute()
}
