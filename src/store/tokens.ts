import type { Selectable } from 'kysely'
import type { Db } from './database.js'
import type { TokenTable } from './schema.js'

/** What a mail link allows, once. */
export interface Token {
  purpose: TokenTable['purpose']
  accountId: string
  /** The address the link was sent to, when it is about one. */
  emailId: string | null
  expiresAt: string
}

export interface NewToken extends Token {
  /** SHA-256 of the token in the link. */
  hash: string
  createdAt: string
}

export async function insertToken(db: Db, accountId: string, token: NewToken): Promise<void> {
  await db
    .insertInto('token')
    .values({
      hash: token.hash,
      purpose: token.purpose,
      account_id: accountId,
      email_id: token.emailId,
      expires_at: token.expiresAt,
      created_at: token.createdAt,
    })
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
    .selectAll()
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return row ? toToken(row) : null
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
    .where('expires_at', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst()
  return row ? toToken(row) : null
}

/** Every open link of one purpose ends, or all of them. */
export async function deleteTokens(
  db: Db,
  accountId: string,
  purpose?: Token['purpose'],
): Promise<void> {
  const all = db.deleteFrom('token').where('account_id', '=', accountId)
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
    .where('account_id', '=', accountId)
    .where('email_id', '=', emailId)
    .execute()
}

export async function deleteExpiredTokens(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('token').where('expires_at', '<=', now.toISOString()).execute()
}

function toToken(row: Selectable<TokenTable>): Token {
  return {
    purpose: row.purpose,
    accountId: row.account_id,
    emailId: row.email_id,
    expiresAt: row.expires_at,
  }
}
