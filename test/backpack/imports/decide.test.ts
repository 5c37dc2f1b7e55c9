import assert from 'node:assert/strict'
import { declineItems, keepItems, retryItems } from '../../../src/backpack/imports/decide.js'
import { verifyNextItem } from '../../../src/backpack/imports/verify-item.js'
import { startImport } from '../../../src/backpack/imports/start.js'
import { listItems } from '../../../src/store/imports.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { keptFiles, offline } from '../../support/uploads.js'

describe('deciding about the items of an import', () => {
  let backpack: TestBackpack
  let ada: string
  let ids: string[]
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    const { ctx } = backpack
    ada = await anAccount(ctx.db)
    const samples = [await sampleOf('2.0-hosted-valid'), await sampleOf('1.1-hosted-valid')]
    const text = samples.map(({ url }) => url).join('\n')
    const importId = await startImport(ctx, ada, { files: [], text })
    while (await verifyNextItem(ctx));
    const items = await listItems(ctx.db, ada, importId)
    ids = items.map(({ id }) => id)
    assert.deepEqual(
      items.map(({ state }) => state),
      ['looked', 'looked'],
    )
  })

  it('counts what was declined, each once, and keeps none of its bytes', async () => {
    const { ctx } = backpack
    assert.ok(keptFiles(backpack).length > 0)
    assert.equal(await declineItems(ctx, ada, [...ids, 'nothing']), 2)
    assert.equal(await declineItems(ctx, ada, ids), 0)
    assert.deepEqual(keptFiles(backpack), [])
  })

  it('what was kept is not declined, and nobody else decides', async () => {
    const { ctx } = backpack
    const ben = await anAccount(ctx.db, 'Ben Okafor')
    assert.equal(await declineItems(ctx, ben, ids), 0)
    await keepItems(ctx, ada, [ids[0]!])
    assert.equal(await declineItems(ctx, ada, ids), 1)
    assert.ok(keptFiles(backpack).length > 0)
  })

  it('only what failed is looked at again, and counted', async () => {
    const { ctx } = backpack
    assert.equal(await retryItems(ctx, ada, ids), 0)
    backpack.answerWith(offline)
    const text = 'https://silent.example/1'
    const importId = await startImport(ctx, ada, { files: [], text })
    while (await verifyNextItem(ctx));
    const [failed] = await listItems(ctx.db, ada, importId)
    assert.equal(failed!.state, 'failed')
    assert.equal(await retryItems(ctx, ada, [failed!.id, ids[0]!]), 1)
  })
})
