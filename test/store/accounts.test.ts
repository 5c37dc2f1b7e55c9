import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { beforeEach, describe, it } from 'mocha'
import {
  deleteAccountRow,
  findAccount,
  findClaimByHash,
  findClaimUnlike,
  getAccount,
  getPasswordHash,
  insertAccount,
  setName,
  setPasswordHash,
} from '../../src/store/accounts.js'
import { isUniqueViolation } from '../../src/store/database.js'
import {
  addressKey,
  confirmedAddresses,
  deleteEmail,
  findConfirmedHolder,
  findEmail,
  findSoleClaimants,
  insertEmail,
  isConfirmedByAnyone,
  knowsAddress,
  listEmails,
  markConfirmed,
  markPrimary,
} from '../../src/store/emails.js'
import type { Schema } from '../../src/store/schema.js'
import { eachDatabase } from '../support/databases.js'

const AT = '2026-03-14T09:26:53.589Z'
const LATER = '2026-03-14T10:00:00.000Z'

eachDatabase('accounts and addresses', (open) => {
  let db: Kysely<Schema>
  beforeEach(async () => {
    db = await open()
    await addAccount(db, 'ada', 'Ada@Example.org')
    await addAccount(db, 'ben', 'ben@example.org')
  })

  it('finds an account with its primary address', async () => {
    assert.deepEqual(await findAccount(db, 'ada'), {
      id: 'ada',
      name: 'Name of ada',
      email: 'Ada@Example.org',
      emailConfirmed: false,
      createdAt: AT,
      badgeLayout: 'grid',
    })
    assert.equal(await findAccount(db, 'nobody'), null)
    await assert.rejects(getAccount(db, 'nobody'), { code: 'not_found' })
  })

  it('changes name and password of one account alone', async () => {
    await setName(db, 'ada', 'Ada N.')
    await setPasswordHash(db, 'ada', 'new')
    assert.equal((await getAccount(db, 'ada')).name, 'Ada N.')
    assert.equal(await getPasswordHash(db, 'ada'), 'new')
    assert.equal(await getPasswordHash(db, 'ben'), 'hash of ben')
    await assert.rejects(getPasswordHash(db, 'nobody'), { code: 'not_found' })
  })

  it('finds the newest account begun with an address by the hash of its password', async () => {
    const key = addressKey('ada@example.org')
    await addAccount(db, 'eve', 'ada@EXAMPLE.org', LATER)
    await addEmail(db, 'ben', 'claim-of-ben', 'ada@example.org', LATER)
    const byHash = async (hash: string) => (await findClaimByHash(db, key, hash))?.id
    assert.equal(await byHash('hash of ada'), 'ada')
    assert.equal(await byHash('hash of ben'), undefined)
    await setPasswordHash(db, 'ada', 'hash of eve')
    assert.equal(await byHash('hash of eve'), 'eve')
    await markConfirmed(db, 'eve', 'email of eve', LATER)
    assert.equal(await byHash('hash of eve'), 'ada')
  })

  it('finds the newest one whose hash begins otherwise', async () => {
    const key = addressKey('ada@example.org')
    await addAccount(db, 'eve', 'ada@example.org', LATER)
    const unlike = async (beginning: string) => (await findClaimUnlike(db, key, beginning))?.id
    assert.equal(await unlike('nothing'), 'eve')
    assert.equal(await unlike('hash of e'), 'ada')
    assert.equal(await unlike('hash of '), undefined)
  })

  it('lets many claim an address and one confirm it', async () => {
    await addEmail(db, 'ben', 'claim', 'ADA@example.org', LATER)
    await markConfirmed(db, 'ada', 'email of ada', LATER)
    const second = await markConfirmed(db, 'ben', 'claim', LATER).catch((error: unknown) => error)
    assert.ok(isUniqueViolation(second))
    assert.equal(await findConfirmedHolder(db, 'ada@example.org'), 'ada')
    assert.equal(await isConfirmedByAnyone(db, 'ADA@EXAMPLE.ORG'), true)
    assert.equal(await isConfirmedByAnyone(db, 'ben@example.org'), false)
    assert.deepEqual(await confirmedAddresses(db, 'ada'), ['Ada@Example.org'])
    assert.deepEqual(await confirmedAddresses(db, 'ben'), [])
  })

  it('refuses the same address twice in one account', async () => {
    const twice = addEmail(db, 'ada', 'again', 'ADA@EXAMPLE.ORG', LATER)
    assert.ok(isUniqueViolation(await twice.catch((error: unknown) => error)))
  })

  it('keeps the moment of the first confirmation', async () => {
    await markConfirmed(db, 'ada', 'email of ada', AT)
    await markConfirmed(db, 'ada', 'email of ada', LATER)
    assert.equal((await findEmail(db, 'ada', 'email of ada')).confirmedAt, AT)
  })

  it('finds accounts that have an address, unproven, and no other', async () => {
    assert.deepEqual(await findSoleClaimants(db, 'ADA@example.org', 3), ['ada'])
    await addEmail(db, 'ada', 'more', 'ada@work.example', LATER)
    assert.deepEqual(await findSoleClaimants(db, 'ada@example.org', 3), [])
    await markConfirmed(db, 'ben', 'email of ben', LATER)
    assert.deepEqual(await findSoleClaimants(db, 'ben@example.org', 3), [])
  })

  it('offers claims that are known first, then the newest', async () => {
    await addAccount(db, 'eve', 'ada@example.org', LATER)
    const claimants = (known: string[]) => findSoleClaimants(db, 'ada@example.org', 2, known)
    assert.deepEqual(await claimants([]), ['eve', 'ada'])
    assert.deepEqual(await claimants(['ben', 'ada']), ['ada', 'eve'])
    assert.equal(await knowsAddress(db, ['ben', 'ada'], 'ADA@example.org'), true)
    assert.equal(await knowsAddress(db, ['ben'], 'ada@example.org'), false)
    assert.equal(await knowsAddress(db, [], 'ada@example.org'), false)
  })

  it('moves the primary mark, lists it first, and never deletes it', async () => {
    await addEmail(db, 'ada', 'more', 'ada@work.example', LATER)
    await db.transaction().execute((tx) => markPrimary(tx, 'ada', 'more'))
    const order = async () => (await listEmails(db, 'ada')).map((email) => email.id)
    assert.deepEqual(await order(), ['more', 'email of ada'])
    await deleteEmail(db, 'ada', 'more')
    assert.deepEqual(await order(), ['more', 'email of ada'])
    await deleteEmail(db, 'ada', 'email of ada')
    assert.deepEqual(await order(), ['more'])
  })

  it('allows one primary address per account', async () => {
    const values = { id: 'x', address: 'x@example.org', isPrimary: true, confirmedAt: null }
    const second = insertEmail(db, 'ada', { ...values, createdAt: AT })
    assert.ok(isUniqueViolation(await second.catch((error: unknown) => error)))
  })

  it('keeps the addresses of an account from others', async () => {
    await assert.rejects(findEmail(db, 'ben', 'email of ada'), { code: 'not_found' })
    await markConfirmed(db, 'ben', 'email of ada', LATER)
    assert.equal((await findEmail(db, 'ada', 'email of ada')).confirmedAt, null)
  })

  it('deletes an account with its addresses, and no other', async () => {
    await deleteAccountRow(db, 'ada')
    assert.equal(await findAccount(db, 'ada'), null)
    assert.deepEqual(await listEmails(db, 'ada'), [])
    assert.equal((await listEmails(db, 'ben')).length, 1)
  })
})

describe('address key', () => {
  it('is the same for the same address in other case, spaces or composition', () => {
    assert.equal(addressKey(' Ada@Example.ORG '), 'ada@example.org')
    assert.equal(addressKey('caf\u00e9@example.org'), addressKey('CAFE\u0301@example.org'))
  })
})

async function addAccount(
  db: Kysely<Schema>,
  id: string,
  address: string,
  createdAt = AT,
): Promise<void> {
  const account = { id, name: `Name of ${id}`, passwordHash: `hash of ${id}`, createdAt: AT }
  await insertAccount(db, account)
  const primary = { isPrimary: true, confirmedAt: null, createdAt }
  await insertEmail(db, id, { id: `email of ${id}`, address, ...primary })
}

function addEmail(
  db: Kysely<Schema>,
  accountId: string,
  id: string,
  address: string,
  createdAt: string,
): Promise<void> {
  return insertEmail(db, accountId, { id, address, isPrimary: false, confirmedAt: null, createdAt })
}
