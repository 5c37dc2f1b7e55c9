import assert from 'node:assert/strict'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { matchRecipients } from '../../../src/backpack/badges/recipients.js'
import { removeFromTrash, throwAway } from '../../../src/backpack/badges/trash.js'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { type DocumentLoader, silence } from '../../../src/openbadges/index.js'
import { findBadge } from '../../../src/store/badges.js'
import { findEmail, listEmails } from '../../../src/store/emails.js'
import { listDocuments, listReports } from '../../../src/store/reports.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { keptFiles, offline } from '../../support/uploads.js'

describe('verifying a kept badge again', () => {
  let backpack: TestBackpack
  let ada: string
  let answering: DocumentLoader
  beforeEach(async () => {
    answering = (await openIssuer()).loadDocument
    backpack = await openBackpack({ loadDocument: answering })
    ada = await anAccount(backpack.ctx.db)
  })

  const add = async (name: string) => {
    const { bytes, fileName } = await sampleOf(name)
    const input = { bytes, fileName, origin: 'upload' } as const
    return (await addBadge(backpack.ctx, { id: ada }, input)).badgeId
  }
  const find = (id: string) => findBadge(backpack.ctx.db, ada, id)
  const verifyLater = (id: string) => {
    backpack.advance(3600)
    return verifyBadge(backpack.ctx, ada, id)
  }

  it('keeps every report, and the documents of each', async () => {
    const id = await add('2.0-hosted-valid')
    const { verdict, isChange, changes } = await verifyLater(id)
    assert.deepEqual([verdict, isChange, changes], ['valid', false, []])
    assert.equal((await listReports(backpack.ctx.db, ada, id, 9)).length, 2)
    assert.ok((await listDocuments(backpack.ctx.db, ada, id)).length > 1)
    assert.equal((await find(id)).validAt, '2026-03-14T10:26:53.589Z')
  })

  it('leaves nothing of a badge that was deleted while it was checked', async () => {
    const id = await add('2.0-hosted-valid')
    let isDeleted = false
    backpack.answerWith(async (url, accept) => {
      if (!isDeleted) {
        await throwAway(backpack.ctx, ada, [id])
        await removeFromTrash(backpack.ctx, ada, id)
      }
      isDeleted = true
      return answering(url, accept)
    })
    await assert.rejects(verifyLater(id), /not in your backpack/)
    assert.deepEqual(keptFiles(backpack), [])
  })

  for (const name of ['0.5-hosted-valid', '1.1-hosted-valid', '2.0-RS256-valid', '3.0-EdDSA-valid'])
    it(`silence keeps the day on which ${name} was last proven, and counts`, async () => {
      const id = await add(name)
      const before = await find(id)
      backpack.answerWith(offline)
      const [first, second] = [await verifyLater(id), await verifyLater(id)]
      assert.deepEqual([first.verdict, first.isChange], ['unverifiable', true])
      assert.deepEqual([second.verdict, second.isChange], ['unverifiable', false])
      assert.deepEqual(first.states, { before: 'valid', after: 'was-valid' })
      const silent = await find(id)
      assert.equal(silent.validAt, '2026-03-14T09:26:53.589Z')
      assert.equal(silent.silentSince, '2026-03-14T10:26:53.589Z')
      assert.equal(silent.silentCount, 2)
      assert.deepEqual(silent.credential, before.credential)
      assert.equal(silent.recipient, 'passed')
      backpack.answerWith(answering)
      await verifyLater(id)
      const heard = await find(id)
      assert.deepEqual([heard.verdict, heard.silentSince, heard.silentCount], ['valid', null, 0])
    })

  it('a withdrawal ends "was valid" for good, and keeps what the badge said', async () => {
    const id = await add('2.0-hosted-valid')
    const { title, issuerName } = await find(id)
    backpack.answerWith(async (url, accept) => {
      if (!url.endsWith('/valid.json')) return answering(url, accept)
      const body = Buffer.from('{"revoked": true}')
      return { ...silence(url, 'dns', new Date()), cause: null, status: 410, body }
    })
    assert.equal((await verifyLater(id)).verdict, 'revoked')
    const revoked = await find(id)
    assert.deepEqual([revoked.title, revoked.issuerName], [title, issuerName])
    assert.deepEqual([revoked.recipient, revoked.validAt], ['passed', null])
    backpack.answerWith(offline)
    await verifyLater(id)
    assert.equal((await find(id)).validAt, null)
  })

  it('follows the addresses of the earner both ways, without a new report', async () => {
    const id = await add('2.0-hosted-valid')
    const { db } = backpack.ctx
    const [{ id: emailId } = { id: '' }] = await listEmails(db, ada)
    const set = (at: string | null) =>
      db.updateTable('email').set({ confirmedAt: at }).where('id', '=', emailId).execute()
    await set(null)
    await matchRecipients(backpack.ctx, ada)
    assert.equal((await find(id)).recipient, 'failed')
    await set((await findEmail(db, ada, emailId)).createdAt)
    await matchRecipients(backpack.ctx, ada)
    assert.equal((await find(id)).recipient, 'passed')
    assert.equal((await listReports(db, ada, id, 9)).length, 1)
  })

  it('is due again after every check', async () => {
    const id = await add('2.0-hosted-valid')
    const row = backpack.ctx.db.selectFrom('badge').where('id', '=', id).select('dueAt')
    const first = (await row.executeTakeFirstOrThrow()).dueAt!
    assert.ok(first > '2026-03-14T20')
    await verifyLater(id)
    assert.ok((await row.executeTakeFirstOrThrow()).dueAt! > '2026-03-14T20')
  })

  it('a badge of somebody else is not found', async () => {
    const id = await add('2.0-hosted-valid')
    const ben = await anAccount(backpack.ctx.db, 'Ben Okafor')
    await assert.rejects(verifyBadge(backpack.ctx, ben, id), { code: 'not_found' })
  })
})
