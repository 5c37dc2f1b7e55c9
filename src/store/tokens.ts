import type { Selectable } from 'kysely'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { TokenTable } from './account-tables.js'

/** What a mail link allows, once. */
export type Token = Pick<Selectable<TokenTable>, (typeof TOKEN)[number]>

const TOKEN = ['purpose', 'accountId', 'emailId', 'expiresAt'] as const

export type NewToken = Token & Pick<Selectable<TokenTable>, 'hash' | 'createdAt'>

export async function insertToken(db: Db, accountId: string, token: NewToken): Promise<void> {
  await db
    .insertInto('token')
    .values({ ...columnsOf(token, ['hash', 'createdAt', ...TOKEN]), accountId })
    .execute()
}

/** Looks without using it up: opening a link is not yet doing what it says. */
export async function findToken(
  db: Db,
  purpose: Token['purpose'],
  hash: string,
  now: Date,
): Promise<Token | null> {
  const row = await db
    .selectFrom('token')
    .select(TOKEN)
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now.toISOString())
    .executeTakeFirst()
  return row ?? null
}

/** Uses it up: of two that come at once, one gets null. */
export async function consumeToken(
  db: Db,
  purpose: Token['purpose'],
  hash: string,
  now: Date,
): Promise<Token | null> {
  const row = await db
    .deleteFrom('token')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', now.toISOString())
    .returning(TOKEN)
    .executeTakeFirst()
  return row ?? null
}

/** Every open link of one purpose ends, or all of them. */
export async function deleteTokens(
  db: Db,
  accountId: string,
  purpose?: Token['purpose'],
): Promise<void> {
  const all = db.deleteFrom('token').where('accountId', '=', accountId)
  await (purpose ? all.where('purpose', '=', purpose) : all).execute()
}

/** Every open link about one address ends. */
export async function deleteTokensOfEmail(
  db: Db,
  accountId: string,
  emailId: string,
): Promise<void> {
  await db
    .deleteFrom('token')
    .where('accountId', '=', accountId)
    .where('emailId', '=', emailId)
    .execute()
}

export async function deleteExpiredTokens(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('token').where('expiresAt', '<=', now.toISOString()).execute()
}

export async function insertInvitation(
  db: Db,
  invitation: { hash: string; createdAt: string; expiresAt: string },
): Promise<void> {
  await db
    .insertInto('invitation')
    .values(columnsOf(invitation, ['hash', 'createdAt', 'expiresAt']))
    .execute()
}

/** Is this invitation still good? Looking does not use it up. */
export async function hasInvitation(db: Db, hash: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('invitation')
    .where('hash', '=', hash)
    .where('expiresAt', '>', now.toISOString())
    .select('hash')
    .executeTakeFirst()
  return row !== undefined
}

/** Uses it up. @returns false when it was not there, was used, or has ended */
export async function consumeInvitation(db: Db, hash: string, now: Date): Promise<boolean> {
  const gone = await db
    .deleteFrom('invitation')
    .where('hash', '=', hash)
    .where('expiresAt', '>', now.toISOString())
    .executeTakeFirst()
  return Number(gone.numDeletedRows) === 1
}
