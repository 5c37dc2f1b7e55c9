import { domainToASCII } from 'node:url'
import { sql, type Kysely } from 'kysely'

/**
 * What changed in who can use an account, with its addresses as they were before, so that it can be taken back for
 * some days; and addresses compared in one form.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account_change')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) =>
      c.notNull().references('account.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('addresses', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('account_change_by_account')
    .on('account_change')
    .columns(['account_id', 'created_at'])
    .execute()
  await useOneForm(db)
}

/** An address that is another one's in the new form stays as it is: whose it is was decided before. */
async function useOneForm(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; address_key: string }>`
    select id, address_key from email`.execute(db)
  const taken = new Set(rows.map(({ address_key }) => address_key))
  for (const { id, address_key } of rows) {
    const key = oneForm(address_key)
    if (taken.has(key)) continue
    taken.add(key)
    await sql`update email set address_key = ${key} where address_key = ${address_key} and id = ${id}`.execute(
      db,
    )
  }
}

function oneForm(address: string): string {
  const plain = address.normalize('NFKC').toLowerCase()
  const at = plain.lastIndexOf('@')
  const domain = plain.slice(at + 1)
  return `${plain.slice(0, at + 1)}${domainToASCII(domain) || domain}`
}
