import { domainToASCII, domainToUnicode } from 'node:url'
import type { Selectable } from 'kysely'
import { AppError } from '../errors.js'
import { columnsOf } from './columns.js'
import type { Db } from './database.js'
import type { EmailTable } from './account-tables.js'

/** One address of an earner. */
export type Email = Omit<Selectable<EmailTable>, 'addressKey'>

export type NewEmail = Omit<Email, 'accountId' | 'spellings'>

/** What makes two addresses the same: Unicode that looks alike is alike (NFKC), lower case, the domain in ASCII. */
export function addressKey(address: string): string {
  const { mailbox, domain } = partsOf(address)
  return `${mailbox}@${domainToASCII(domain) || domain}`.toLowerCase()
}

/**
 * An address as it is kept and mailed to: `victim@exampⅼe.org` is `victim@example.org`. Capitals stay as typed, since
 * issuers hash them.
 * @returns null when mail cannot go there
 * @see https://www.unicode.org/reports/tr46/
 */
export function addressInOneForm(text: string): string | null {
  const { mailbox, domain } = partsOf(text)
  const ascii = domainToASCII(domain)
  if (mailbox === '' || ascii === '' || /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(mailbox))
    return null
  return `${mailbox}@${isAscii(domain) ? domain : domainToUnicode(ascii)}`
}

function partsOf(address: string): { mailbox: string; domain: string } {
  const plain = address.trim().normalize('NFKC')
  const at = plain.lastIndexOf('@')
  return { mailbox: plain.slice(0, Math.max(at, 0)), domain: plain.slice(at + 1) }
}

const isAscii = (text: string) => !/[^\u0000-\u007f]/.test(text)

/** @throws a unique violation when the account has this address already, or it is confirmed elsewhere */
export async function insertEmail(db: Db, accountId: string, email: NewEmail): Promise<void> {
  await db
    .insertInto('email')
    .values({
      accountId,
      addressKey: addressKey(email.address),
      ...columnsOf(email, ['id', 'address', 'isPrimary', 'confirmedAt', 'createdAt']),
    })
    .execute()
}

/** Primary first, then in the order they were added. */
export async function listEmails(db: Db, accountId: string): Promise<Email[]> {
  return owned(db, accountId)
    .orderBy('isPrimary', 'desc')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** One address of this account; somebody else's is not found. @throws {AppError} not_found */
export async function findEmail(db: Db, accountId: string, id: string): Promise<Email> {
  const row = await owned(db, accountId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not_found', 'This address is not in your account.')
  return row
}

/** The addresses an earner has proven, in every spelling typed: what a badge's recipient is matched against. */
export async function confirmedAddresses(db: Db, accountId: string): Promise<string[]> {
  const rows = await owned(db, accountId).where('confirmedAt', 'is not', null).execute()
  return rows.flatMap(spelt)
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
    .set({ spellings })
    .where('accountId', '=', email.accountId)
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
    .where('addressKey', '=', addressKey(address))
    .where('confirmedAt', 'is not', null)
    .select('accountId')
    .executeTakeFirst()
  return row?.accountId ?? null
}

/** Does any of these accounts have this address, confirmed or not? */
export async function knowsAddress(
  db: Db,
  accountIds: readonly string[],
  address: string,
): Promise<boolean> {
  if (accountIds.length === 0) return false
  const row = await db
    .selectFrom('email')
    .where('addressKey', '=', addressKey(address))
    .where('accountId', 'in', accountIds)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Accounts that have this address, and no other, and have not proven it; those that are known first, then the newest. */
export async function findSoleClaimants(
  db: Db,
  address: string,
  limit: number,
  known: readonly string[] = [],
): Promise<string[]> {
  const rows = await db
    .selectFrom('email')
    .where('addressKey', '=', addressKey(address))
    .where('confirmedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('email as other')
            .whereRef('other.accountId', '=', 'email.accountId')
            .whereRef('other.id', '<>', 'email.id')
            .select('other.id'),
        ),
      ),
    )
    .select('accountId')
    .$if(known.length > 0, (query) =>
      query.orderBy((e) => e.case().when('accountId', 'in', known).then(0).else(1).end()),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.accountId)
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
    .set({ confirmedAt: at })
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('confirmedAt', 'is', null)
    .execute()
}

/** Call it in a transaction: for a moment no address is primary. */
export async function markPrimary(db: Db, accountId: string, id: string): Promise<void> {
  const update = (primary: boolean) =>
    db.updateTable('email').set({ isPrimary: primary }).where('accountId', '=', accountId)
  await update(false).where('isPrimary', '=', true).execute()
  await update(true).where('id', '=', id).execute()
}

export async function deleteEmail(db: Db, accountId: string, id: string): Promise<void> {
  await db
    .deleteFrom('email')
    .where('accountId', '=', accountId)
    .where('id', '=', id)
    .where('isPrimary', '=', false)
    .execute()
}

const EMAIL = [
  'id',
  'accountId',
  'address',
  'isPrimary',
  'confirmedAt',
  'createdAt',
  'spellings',
] as const

function owned(db: Db, accountId: string) {
  return db.selectFrom('email').select(EMAIL).where('accountId', '=', accountId)
}
