import assert from 'node:assert/strict'
import { beginImport, startImport } from '../../../src/backpack/imports/start.js'
import { takeText } from '../../../src/backpack/imports/things.js'
import { verifyNextItem } from '../../../src/backpack/imports/verify-item.js'
import { leaseItem, setItemFiles } from '../../../src/store/import-queue.js'
import { listItems } from '../../../src/store/imports.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { openBuiltRoom } from '../../support/reading-room.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'

describe('looking at an item whose process died', () => {
  let backpack: TestBackpack
  let ada: string
  let importId: string
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    ada = await anAccount(backpack.ctx.db)
    const text = (await sampleOf('2.0-hosted-valid')).url!
    importId = await startImport(backpack.ctx, ada, { files: [], text })
  })

  /** A process takes the item and is never heard of again. */
  async function die(times: number): Promise<void> {
    const { ctx, advance } = backpack
    for (let n = 0; n < times; n++) {
      const until = new Date(ctx.now().getTime() + 1000)
      assert.ok(await leaseItem(ctx.db, ctx.now(), until))
      advance(2)
    }
  }

  const state = async () => {
    const [item] = await listItems(backpack.ctx.db, ada, importId)
    return [item!.state, item!.diagnosis?.code ?? null]
  }

  it('is tried three times in all', async () => {
    await die(2)
    assert.equal(await verifyNextItem(backpack.ctx), true)
    assert.deepEqual(await state(), ['looked', null])
  })

  it('is not tried a fourth time, and the fault is ours', async () => {
    await die(3)
    const { db, files } = backpack.ctx
    const { id } = await db.selectFrom('importItem').select('id').executeTakeFirstOrThrow()
    const found = await files.put(Buffer.from('stored before the process died'))
    const missing = 'ab'.repeat(32)
    await setItemFiles(db, id, [found, missing])
    assert.equal(await verifyNextItem(backpack.ctx), true)
    assert.deepEqual(await state(), ['failed', 'our_fault'])
    assert.deepEqual(await db.selectFrom('importFile').selectAll().execute(), [])
    assert.equal(await files.has(found), false)
    assert.equal(await verifyNextItem(backpack.ctx), false)
  })

  it('waits for another process when this one closes the reading room', async () => {
    const reading = openBuiltRoom()
    reading.close()
    await verifyNextItem({ ...backpack.ctx, reading })
    assert.deepEqual(await state(), ['waiting', null])
    await verifyNextItem(backpack.ctx)
    assert.deepEqual(await state(), ['looked', null])
  })

  it('is not tried again when it was ended because it took too much', async () => {
    const reading = openBuiltRoom({ busyMs: 1, watchMs: 1 })
    await verifyNextItem({ ...backpack.ctx, reading })
    assert.deepEqual(await state(), ['failed', 'too_much_work'])
    assert.equal(await verifyNextItem(backpack.ctx), false)
    reading.close()
  })

  it('added at once is looked at by others only when that came to no end', async () => {
    const { ctx, advance } = backpack
    await verifyNextItem(ctx)
    const take = async () => ({ items: [await takeText(ctx, 'bees and hives')], notes: [] })
    const until = new Date(ctx.now().getTime() + 1000)
    importId = (await beginImport(ctx, ada, take, 1, until)).id
    assert.equal(await verifyNextItem(ctx), false)
    advance(2)
    assert.equal(await verifyNextItem(ctx), true)
    assert.deepEqual(await state(), ['failed', 'plain_text'])
  })

  it('waits while another process may still be at it', async () => {
    const { ctx } = backpack
    await leaseItem(ctx.db, ctx.now(), new Date(ctx.now().getTime() + 1000))
    assert.equal(await verifyNextItem(ctx), false)
  })
})
