import assert from 'node:assert/strict'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { type DocumentLoader, silence } from '../../../src/openbadges/index.js'
import { findBadge } from '../../../src/store/badges.js'
import {
  findLatestReport,
  findTellingReport,
  listDocuments,
  listReports,
} from '../../../src/store/reports.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { offline } from '../../support/uploads.js'

describe('a kept badge whose issuer falls silent', () => {
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
  const later = async (id: string, loadDocument: DocumentLoader) => {
    backpack.answerWith(loadDocument)
    backpack.advance(3600)
    await verifyBadge(backpack.ctx, ada, id)
    return find(id)
  }
  const find = (id: string) => findBadge(backpack.ctx.db, ada, id)
  const telling = async (id: string) => (await findTellingReport(backpack.ctx.db, ada, id))?.id
  const gone: DocumentLoader = async (url) => {
    const body = Buffer.from('{"revoked": true}')
    return { ...silence(url, 'dns', new Date()), cause: null, status: 410, body }
  }
  const page: DocumentLoader = async (url) => {
    const body = Buffer.from('<html>For sale</html>')
    return { ...silence(url, 'dns', new Date()), cause: null, status: 200, body }
  }

  for (const name of ['2.0-ES256-revoked', '3.0-eddsa-rdfc-2022-revoked', '1.1-hosted-revoked'])
    for (const [said, silent] of [
      ['nobody answers', offline],
      ['its site shows something else', page],
    ] as const)
      it(`stays withdrawn (${name}) while ${said}, told by the report that heard it`, async () => {
        const id = await add(name)
        const before = await find(id)
        const told = await telling(id)
        assert.equal(before.state, 'withdrawn')
        for (const count of [1, 2]) {
          const now = await later(id, silent)
          assert.deepEqual(
            [now.state, now.verdict, now.silentCount, now.toldBy],
            ['withdrawn', 'revoked', count, told],
          )
          assert.deepEqual(
            [now.issuerProof, now.credential],
            [before.issuerProof, before.credential],
          )
          assert.equal(await telling(id), told)
        }
        const lines = await listReports(backpack.ctx.db, ada, id, 9)
        assert.ok(lines.every(({ state }) => state === 'withdrawn'))
      })

  it('stays withdrawn where only the end of the badge is known', async () => {
    const id = await add('2.0-ES256-revoked')
    backpack.advance(20 * 365 * 86_400)
    const now = await later(id, offline)
    assert.deepEqual([now.state, now.verdict], ['withdrawn', 'revoked'])
  })

  it('is valid again only when the issuer answers and does not say "withdrawn" any more', async () => {
    const id = await add('2.0-hosted-valid')
    assert.equal((await later(id, gone)).state, 'withdrawn')
    assert.equal((await later(id, offline)).state, 'withdrawn')
    const heard = await later(id, answering)
    assert.deepEqual([heard.state, heard.toldBy, heard.silentCount], ['valid', null, 0])
  })

  for (const name of ['2.0-ES256-tampered', '3.0-EdDSA-tampered'])
    it(`stays not genuine (${name}) until somebody answers`, async () => {
      const id = await add(name)
      const before = await find(id)
      assert.equal(before.state, 'not-genuine')
      const now = await later(id, offline)
      assert.deepEqual([now.state, now.verdict], ['not-genuine', 'invalid'])
      assert.equal((await later(id, answering)).state, 'not-genuine')
    })

  it('that was valid is told by the report that proved it, with its documents', async () => {
    const id = await add('2.0-hosted-valid')
    const proved = await findLatestReport(backpack.ctx.db, ada, id)
    const now = await later(id, offline)
    assert.deepEqual([now.state, now.toldBy], ['was-valid', proved!.id])
    const seen = await listDocuments(backpack.ctx.db, ada, id)
    assert.ok(seen.length > 0 && seen.every(({ status }) => status === 200))
    assert.equal((await findLatestReport(backpack.ctx.db, ada, id))?.verdict, 'unverifiable')
    assert.deepEqual(await telling(id), proved!.id)
  })

  it('was never withdrawn, disproven or proven: silence says nothing', async () => {
    backpack.answerWith(offline)
    const now = await later(await add('2.0-ES256-valid'), offline)
    assert.deepEqual([now.state, now.toldBy], ['unchecked', null])
  })

  it('that has ended keeps what was proven of its issuer', async () => {
    const id = await add('1.1-hosted-expired')
    const { state, issuerProof } = await find(id)
    const now = await later(id, offline)
    assert.deepEqual([state, now.state, now.issuerProof], ['expired', 'expired', issuerProof])
  })
})
