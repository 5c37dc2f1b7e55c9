import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { beforeEach, it } from 'mocha'
import { insertAccount } from '../../src/store/accounts.js'
import { insertEmail } from '../../src/store/emails.js'
import type { Schema } from '../../src/store/schema.js'
import {
  consumeInvitation,
  consumeToken,
  deleteExpiredTokens,
  deleteTokens,
  deleteTokensOfEmail,
  findToken,
  hasInvitation,
  insertInvitation,
  insertToken,
} from '../../src/store/tokens.js'
import { eachDatabase } from '../support/databases.js'

const NOW = new Date('2026-03-14T09:00:00.000Z')
const END = new Date('2026-03-14T11:00:00.000Z')

eachDatabase('tokens', (open) => {
  let db: Kysely<Schema>
  beforeEach(async () => {
    db = await open()
    const createdAt = NOW.toISOString()
    await insertAccount(db, { id: 'ada', name: 'Ada', passwordHash: 'x', createdAt })
    const email = { id: 'mail', address: 'ada@example.org', isPrimary: true, confirmedAt: null }
    await insertEmail(db, 'ada', { ...email, createdAt })
    await addToken(db, 'confirm', 'confirm-email')
    await addToken(db, 'reset', 'reset-password')
  })

  it('are found for their purpose, until their end', async () => {
    assert.equal((await findToken(db, 'confirm-email', 'confirm', NOW))?.emailId, 'mail')
    assert.equal(await findToken(db, 'reset-password', 'confirm', NOW), null)
    assert.equal(await findToken(db, 'confirm-email', 'confirm', END), null)
  })

  it('are used up once, also by two at the same instant', async () => {
    const both = await Promise.all([
      consumeToken(db, 'confirm-email', 'confirm', NOW),
      consumeToken(db, 'confirm-email', 'confirm', NOW),
    ])
    assert.equal(both.filter((token) => token !== null).length, 1)
    assert.equal(await findToken(db, 'confirm-email', 'confirm', NOW), null)
  })

  it('are not used up for another purpose or after their end', async () => {
    assert.equal(await consumeToken(db, 'reset-password', 'confirm', NOW), null)
    assert.equal(await consumeToken(db, 'confirm-email', 'confirm', END), null)
    assert.ok(await findToken(db, 'confirm-email', 'confirm', NOW))
  })

  it('of one purpose end together, or of one address, or all', async () => {
    await deleteTokens(db, 'ada', 'reset-password')
    assert.equal(await findToken(db, 'reset-password', 'reset', NOW), null)
    assert.ok(await findToken(db, 'confirm-email', 'confirm', NOW))
    await deleteTokensOfEmail(db, 'ada', 'mail')
    assert.equal(await findToken(db, 'confirm-email', 'confirm', NOW), null)
    await addToken(db, 'again', 'confirm-email')
    await deleteTokens(db, 'ada')
    assert.equal(await findToken(db, 'confirm-email', 'again', NOW), null)
  })

  it('are swept after their end', async () => {
    await deleteExpiredTokens(db, NOW)
    assert.equal((await db.selectFrom('token').selectAll().execute()).length, 2)
    await deleteExpiredTokens(db, END)
    assert.deepEqual(await db.selectFrom('token').selectAll().execute(), [])
  })

  it('invite one person, before their end', async () => {
    const times = { createdAt: NOW.toISOString(), expiresAt: END.toISOString() }
    await insertInvitation(db, { hash: 'welcome', ...times })
    assert.equal(await hasInvitation(db, 'welcome', NOW), true)
    assert.equal(await hasInvitation(db, 'welcome', END), false)
    assert.equal(await hasInvitation(db, 'other', NOW), false)
    assert.equal(await consumeInvitation(db, 'welcome', END), false)
    assert.equal(await consumeInvitation(db, 'welcome', NOW), true)
    assert.equal(await consumeInvitation(db, 'welcome', NOW), false)
  })
})

function addToken(
  db: Kysely<Schema>,
  hash: string,
  purpose: 'confirm-email' | 'reset-password',
): Promise<void> {
  const times = { createdAt: NOW.toISOString(), expiresAt: END.toISOString() }
  return insertToken(db, 'ada', { hash, purpose, accountId: 'ada', emailId: 'mail', ...times })
}
