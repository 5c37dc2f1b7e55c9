import assert from 'node:assert/strict'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { replayReport, replayStored } from '../../../src/backpack/badges/replay.js'
import { findLatestReport } from '../../../src/store/reports.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { offline } from '../../support/uploads.js'

describe('a verification made again from its capsule', () => {
  let backpack: TestBackpack
  let ada: string
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    ada = await anAccount(backpack.ctx.db)
  })

  async function add(name: string): Promise<string> {
    const { bytes, fileName } = await sampleOf(name)
    const input = { bytes, fileName, origin: 'upload' } as const
    return (await addBadge(backpack.ctx, { id: ada }, input)).badgeId
  }

  it('says the very same, check by check, of every sample there is, and asks nobody', async () => {
    const { samples, loadDocument } = await openIssuer()
    // one is a picture with an address only, which answers that it was withdrawn: nothing is kept of it
    for (const { name } of samples.filter((sample) => sample.name !== '0.5-hosted-revoked')) {
      const id = await add(name)
      backpack.answerWith(() => assert.fail('somebody was asked'))
      const replayed = await replayReport(backpack.ctx, ada, id)
      backpack.answerWith(loadDocument)
      const stored = await findLatestReport(backpack.ctx.db, ada, id)
      assert.ok(replayed?.isSame, name)
      assert.deepEqual(replayed.report.checks, stored!.checks, name)
      assert.equal(replayed.report.at, stored!.at)
    }
  })

  it('is of its own time: years later, and after an address was given up', async () => {
    const id = await add('3.0-eddsa-rdfc-2022-valid')
    backpack.advance(20 * 365 * 86_400)
    await backpack.ctx.db.deleteFrom('email').where('accountId', '=', ada).execute()
    const replayed = await replayReport(backpack.ctx, ada, id)
    assert.equal(replayed?.report.verdict, 'valid')
    assert.ok(replayed.isSame)
  })

  it('repeats a silence as a silence', async () => {
    const id = await add('2.0-hosted-valid')
    backpack.answerWith(offline)
    await verifyBadge(backpack.ctx, ada, id)
    const silent = await findLatestReport(backpack.ctx.db, ada, id)
    const replayed = await replayStored(backpack.ctx, ada, silent!)
    assert.equal(replayed?.report.verdict, 'unverifiable')
    assert.ok(replayed.isSame)
    assert.equal((await replayReport(backpack.ctx, ada, id))?.report.verdict, 'valid')
  })

  it('tells when a kept document is no longer what it was', async () => {
    backpack.answerWith((await openIssuer()).loadDocument)
    const id = await add('2.0-ES256-valid')
    const stored = await findLatestReport(backpack.ctx.db, ada, id)
    await backpack.ctx.db
      .updateTable('reportDocument')
      .set({ status: 404 })
      .where('reportId', '=', stored!.id)
      .execute()
    assert.equal((await replayReport(backpack.ctx, ada, id))?.isSame, false)
  })
})
