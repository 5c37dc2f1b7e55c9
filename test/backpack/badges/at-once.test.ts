import assert from 'node:assert/strict'
import { changeBadges, writeOnBadge } from '../../../src/backpack/badges/change.js'
import { unbake } from '../../../src/openbadges/index.js'
import { sampleOf } from '../../support/samples.js'
import { openSharing, type SharingBackpack } from '../../support/shared.js'
import { upload } from '../../support/uploads.js'

/** Enough for all connections of a pool. */
const AT_ONCE = 8

describe('what an earner does in several windows at once', () => {
  let sharing: SharingBackpack
  let accountId: string
  let id: string
  beforeEach(async () => {
    sharing = await openSharing()
    id = await sharing.keep('2.0-hosted-valid')
    const { db } = sharing.backpack.ctx
    accountId = (await db.selectFrom('account').select('id').executeTakeFirstOrThrow()).id
  })

  const atOnce = (act: (n: number) => Promise<unknown>) =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, n) => act(n)))

  it('a tag given by all of them is there once', async () => {
    const { ctx } = sharing.backpack
    await atOnce(() => changeBadges(ctx, accountId, [id], { kind: 'tag', tag: 'Bees' }))
    assert.equal((await ctx.db.selectFrom('badgeTag').selectAll().execute()).length, 1)
  })

  it('a badge put into a collection by all of them is there once', async () => {
    const { ctx } = sharing.backpack
    const collectionId = (await sharing.collect()).split('/').at(-1)!
    await atOnce(() => changeBadges(ctx, accountId, [id], { kind: 'collect', collectionId }))
    assert.equal((await ctx.db.selectFrom('collectionBadge').selectAll().execute()).length, 1)
  })

  it('tags are those of one of them, never of two', async () => {
    const { ctx } = sharing.backpack
    await atOnce((n) =>
      writeOnBadge(ctx, accountId, id, { note: '', tags: [`a${n}`, `b${n}`, 'same'] }),
    )
    const rows = await ctx.db.selectFrom('badgeTag').select('tag').execute()
    const [a, b] = rows.map(({ tag }) => tag).sort()
    assert.deepEqual([rows.length, a!.slice(1)], [3, b!.slice(1)])
  })

  it('of several copies of a badge one stands in front', async () => {
    const { browser, backpack } = sharing
    const { text } = unbake((await sampleOf('2.0-hosted-valid')).bytes)
    await Promise.all(
      ['', ' ', '  '].map((end) =>
        upload(browser, { bytes: Buffer.from(text + end), fileName: 'bees.json' }),
      ),
    )
    const { db } = backpack.ctx
    const sources = db.selectFrom('badgeSource').where('isFront', '=', true)
    assert.equal((await sources.selectAll().execute()).length, 1)
  })
})
