import { domainToASCII } from 'node:url'
import { sql, type Kysely } from 'kysely'

/**
 * What changed in who can use an account, with its addresses as they were before, so that it can be taken back for
 * some days; and addresses compared in one form.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account_change')
    .ifNotExists()
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('addresses_before', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('account_change_by_account')
    .ifNotExists()
    .on('account_change')
    .columns(['account_id', 'created_at'])
    .execute()
  await useOneForm(db)
}

interface Row {
  id: string
  account_id: string
  address_key: string
  confirmed_at: string | null
}

/** An address that is another one's in the new form stays as it is: whose it is was decided before. */
async function useOneForm(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Row>`
    select id, account_id, address_key, confirmed_at from email order by created_at`.execute(db)
  const byKey = new Map<string, Row[]>()
  for (const row of rows) byKey.set(row.address_key, [...(byKey.get(row.address_key) ?? []), row])
  for (const row of rows) {
    const key = oneForm(row.address_key)
    const others = byKey.get(key) ?? []
    if (key === row.address_key || others.some((other) => isInTheWay(other, row))) continue
    byKey.set(key, [...others, row])
    await sql`update email set address_key = ${key} where id = ${row.id}`.execute(db)
  }
}

const isInTheWay = (other: Row, row: Row) =>
  other.account_id === row.account_id || (other.confirmed_at !== null && row.confirmed_at !== null)

function oneForm(address: string): string {
  const plain = address.normalize('NFKC').toLowerCase()
  const at = plain.lastIndexOf('@')
  const domain = plain.slice(at + 1)
  return `${plain.slice(0, at + 1)}${domainToASCII(domain) || domain}`
}
