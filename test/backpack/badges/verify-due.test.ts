import assert from 'node:assert/strict'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { verifyDue } from '../../../src/backpack/badges/verify.js'
import { findBadge } from '../../../src/store/badges.js'
import { leaseDueBadges } from '../../../src/store/due-badges.js'
import { countReports } from '../../../src/store/reports.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { offline } from '../../support/uploads.js'

const DAY = 86_400
const NAMES = ['1.1', '2.0', '1.0'].map((version) => `${version}-hosted-valid`)

describe('checking stored badges again', () => {
  let backpack: TestBackpack
  let ada: string
  let ids: string[]
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    ada = await anAccount(backpack.ctx.db)
    ids = []
    for (const name of NAMES) {
      const { bytes, fileName } = await sampleOf(name)
      const input = { bytes, fileName, origin: 'upload' } as const
      ids.push((await addBadge(backpack.ctx, { id: ada }, input)).badgeId)
    }
  })

  const reports = () => Promise.all(ids.map((id) => countReports(backpack.ctx.db, ada, id)))

  async function recheckAll(): Promise<number> {
    let all = 0
    for (let taken = 1; taken > 0; all += taken) taken = await verifyDue(backpack.ctx)
    return all
  }

  it('leaves alone what is not due', async () => {
    backpack.advance(DAY / 2)
    assert.equal(await recheckAll(), 0)
    assert.deepEqual(await reports(), [1, 1, 1])
  })

  it('checks a fresh badge once a day', async () => {
    backpack.advance(1.2 * DAY)
    assert.equal(await recheckAll(), 3)
    assert.equal(await recheckAll(), 0)
    assert.deepEqual(await reports(), [2, 2, 2])
  })

  it('asks a silent issuer again after hours, and remembers when it was last heard', async () => {
    backpack.answerWith(offline)
    backpack.advance(1.2 * DAY)
    await recheckAll()
    const silent = await findBadge(backpack.ctx.db, ada, ids[0]!)
    assert.deepEqual([silent.verdict, silent.silentCount], ['unverifiable', 1])
    assert.equal(silent.validAt, '2026-03-14T09:26:53.589Z')
    backpack.advance(7 * 3600)
    assert.equal(await recheckAll(), 3)
  })

  it('of two processes only one gets each badge', async () => {
    backpack.advance(1.2 * DAY)
    const counts = await Promise.all([verifyDue(backpack.ctx), verifyDue(backpack.ctx)])
    assert.deepEqual(counts.sort(), [0, 3])
    assert.deepEqual(await reports(), [2, 2, 2])
  })

  it('a check that is slow keeps its badges for ten minutes', async () => {
    backpack.advance(1.2 * DAY)
    let answer = (): void => undefined
    const slow = new Promise<void>((resolve) => (answer = resolve))
    const { loadDocument } = await openIssuer()
    backpack.answerWith(async (url, accept) => slow.then(() => loadDocument(url, accept)))
    const checking = verifyDue(backpack.ctx)
    while ((await leased()).length < 3) await new Promise(setImmediate)
    const begun = backpack.ctx.now().getTime()
    const ends = (await leased()).map((until) => (Date.parse(until) - begun) / 60_000)
    assert.deepEqual(ends, [10, 10, 10])
    backpack.advance(9 * 60)
    assert.equal(await verifyDue(backpack.ctx), 0)
    answer()
    assert.equal(await checking, 3)
    assert.deepEqual(await leased(), [], 'given back when it is done')
    assert.deepEqual(await reports(), [2, 2, 2])
  })

  const leased = async () => {
    const rows = await backpack.ctx.db.selectFrom('badge').select('leasedUntil').execute()
    return rows.map((row) => row.leasedUntil).filter((until) => until !== null)
  }

  it('takes over what a process that died had taken, and only after its lease', async () => {
    backpack.advance(1.2 * DAY)
    const { ctx } = backpack
    const until = new Date(ctx.now().getTime() + 60_000)
    assert.equal((await leaseDueBadges(ctx.db, ctx.now(), until, 9)).length, 3)
    assert.equal(await recheckAll(), 0)
    backpack.advance(61)
    assert.equal(await recheckAll(), 3)
    assert.deepEqual(await reports(), [2, 2, 2])
  })
})
