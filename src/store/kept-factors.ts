import type { Db } from './database.js'
import type { Identity } from './identities.js'
import type { AuthenticatorApp, Passkey } from './second-factors.js'

/** All by which an account is signed in to besides its password, as it was before a change. */
export interface KeptFactors {
  apps: AuthenticatorApp[]
  passkeys: Passkey[]
  identities: Identity[]
  codes: { hash: string; createdAt: string }[]
}

/** The factors of an account as a change keeps them. */
export async function keptFactors(db: Db, accountId: string): Promise<KeptFactors> {
  const own = (table: 'authenticatorApp' | 'passkey' | 'identity') =>
    db.selectFrom(table).selectAll().where('accountId', '=', accountId).execute()
  return {
    apps: await own('authenticatorApp'),
    passkeys: await own('passkey'),
    identities: await own('identity'),
    codes: await db
      .selectFrom('recoveryCode')
      .select(['hash', 'createdAt'])
      .where('accountId', '=', accountId)
      .execute(),
  }
}

/**
 * The factors of an account are these again, and no others; an identity that is another account's meanwhile stays there.
 * Call it in a transaction.
 */
export async function restoreFactors(db: Db, accountId: string, kept: KeptFactors): Promise<void> {
  for (const table of ['authenticatorApp', 'passkey', 'identity', 'recoveryCode'] as const)
    await db.deleteFrom(table).where('accountId', '=', accountId).execute()
  for (const app of kept.apps) await db.insertInto('authenticatorApp').values(app).execute()
  for (const passkey of kept.passkeys) await db.insertInto('passkey').values(passkey).execute()
  for (const identity of kept.identities)
    await db
      .insertInto('identity')
      .values(identity)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  for (const code of kept.codes)
    await db
      .insertInto('recoveryCode')
      .values({ ...code, accountId })
      .execute()
}
