import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { beforeEach, it } from 'mocha'
import {
  deleteChangesSince,
  deleteEndedChanges,
  findChange,
  insertChange,
  keptAddresses,
  restoreAddresses,
} from '../../src/store/account-changes.js'
import { keptFactors } from '../../src/store/kept-factors.js'
import { insertAccount } from '../../src/store/accounts.js'
import { deleteEmail, insertEmail, listEmails, markPrimary } from '../../src/store/emails.js'
import type { Schema } from '../../src/store/schema.js'
import { eachDatabase } from '../support/databases.js'

const AT = '2026-03-14T09:00:00.000Z'
const LATER = '2026-03-14T10:00:00.000Z'
const END = '2026-03-21T09:00:00.000Z'

eachDatabase('changes of who can use an account', (open) => {
  let db: Kysely<Schema>
  beforeEach(async () => {
    db = await open()
    for (const id of ['ada', 'ben'])
      await insertAccount(db, { id, name: id, passwordHash: 'x', createdAt: AT })
    await put('ada', 'first', 'ada@example.org', true)
    await put('ada', 'second', 'ada@work.example', false)
  })
  const put = (accountId: string, id: string, address: string, isPrimary: boolean) =>
    insertEmail(db, accountId, { id, address, isPrimary, confirmedAt: AT, createdAt: AT })
  const keep = async (hash: string, createdAt: string) => {
    const addressesBefore = await keptAddresses(db, 'ada')
    const times = { createdAt, endsAt: END }
    const factorsBefore = await keptFactors(db, 'ada')
    const kept = { addressesBefore, factorsBefore }
    const change = { hash, kind: 'main-address', subject: '', ...kept, ...times }
    await insertChange(db, 'ada', change)
  }
  const found = async (hash: string, now: string) =>
    (await findChange(db, hash, new Date(now)))?.hash

  it('are found until their end, and swept after it', async () => {
    await keep('one', AT)
    assert.equal(await found('one', LATER), 'one')
    assert.equal(await found('one', END), undefined)
    await deleteEndedChanges(db, new Date(LATER))
    assert.equal(await found('one', LATER), 'one')
    await deleteEndedChanges(db, new Date(END))
    assert.equal(await found('one', LATER), undefined)
  })

  it('go with every later one of their account, and no earlier', async () => {
    for (const [hash, at] of [
      ['one', AT],
      ['two', LATER],
    ] as const)
      await keep(hash, at)
    await deleteChangesSince(db, 'ben', AT)
    await deleteChangesSince(db, 'ada', LATER)
    assert.equal(await found('one', LATER), 'one')
    assert.equal(await found('two', LATER), undefined)
  })

  it('give back the addresses as they were, and take away those that came since', async () => {
    await keep('one', AT)
    const before = await listEmails(db, 'ada')
    await db.transaction().execute((tx) => markPrimary(tx, 'ada', 'second'))
    await deleteEmail(db, 'ada', 'first')
    await put('ada', 'third', 'thief@example.net', false)
    const { addressesBefore } = (await findChange(db, 'one', new Date(LATER)))!
    await db.transaction().execute((tx) => restoreAddresses(tx, 'ada', addressesBefore))
    assert.deepEqual(await listEmails(db, 'ada'), before)
  })

  it('give an address back unconfirmed that another account confirmed meanwhile', async () => {
    const addresses = await keptAddresses(db, 'ada')
    await deleteEmail(db, 'ada', 'second')
    await put('ben', 'of ben', 'ADA@work.example', true)
    await db.transaction().execute((tx) => restoreAddresses(tx, 'ada', addresses))
    const confirmed = (await listEmails(db, 'ada')).map(({ confirmedAt }) => confirmedAt)
    assert.deepEqual(confirmed, [AT, null])
    assert.equal((await listEmails(db, 'ben')).length, 1)
  })
})
