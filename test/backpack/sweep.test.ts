import assert from 'node:assert/strict'
import { rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sweepAll, sweepNext } from '../../src/backpack/sweep.js'
import { verifyDue } from '../../src/backpack/badges/verify.js'
import { type FileStore, pathOfFile } from '../../src/store/files.js'
import { type Browser, openBackpack, signIn, type TestBackpack } from '../support/backpack.js'
import { openIssuer, sampleOf } from '../support/samples.js'
import { keptFiles } from '../support/uploads.js'

const HOUR_MS = 3_600_000

describe('sweeping the files', () => {
  let backpack: TestBackpack
  let browser: Browser
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    browser = await signIn(backpack)
  })

  const pathOf = (hash: string) => pathOfFile(join(backpack.ctx.config.dataDir, 'files'), hash)
  /** As if all of it had been written so long before the clock of the test. */
  async function age(hours: number, names = keptFiles(backpack)): Promise<void> {
    const at = new Date(backpack.ctx.now().getTime() - hours * HOUR_MS)
    for (const name of names) await utimes(pathOf(name), at, at)
  }
  async function add(name: string): Promise<string> {
    const { bytes, fileName } = await sampleOf(name)
    const added = await browser.post('/badges').attach('files', Buffer.from(bytes), fileName)
    return added.headers.location!
  }
  /** The id of an import item that is being looked at. */
  async function anItem(): Promise<string> {
    await browser.post('/imports').field('text', 'https://issuers.example/x').expect(303)
    const row = backpack.ctx.db.selectFrom('importItem').select('id')
    return (await row.executeTakeFirstOrThrow()).id
  }
  const pictureOf = async () => {
    const row = backpack.ctx.db.selectFrom('badge').select('imageHash')
    return (await row.executeTakeFirstOrThrow()).imageHash!
  }

  it('removes what nobody refers to and what was never finished, once it is an hour old', async () => {
    await add('2.0-hosted-valid')
    const needed = keptFiles(backpack).sort()
    const orphan = await backpack.ctx.files.put(Buffer.from('nobody’s'))
    await writeFile(`${pathOf(needed[0]!)}.unfinished`, 'half')
    await age(0.9)
    assert.deepEqual(await sweepAll(backpack.ctx), { removed: 0, lost: 0 })
    await age(1.1)
    assert.deepEqual(await sweepAll(backpack.ctx), { removed: 2, lost: 0 })
    assert.deepEqual(keptFiles(backpack).sort(), needed)
    assert.equal(await backpack.ctx.files.has(orphan), false)
  })

  it('leaves alone what is stored again just now, whose row is not written yet', async () => {
    const orphan = await backpack.ctx.files.put(Buffer.from('nobody’s'))
    const { mtimeMs } = await stat(pathOf(orphan))
    await age(5)
    await backpack.ctx.files.put(Buffer.from('nobody’s'))
    assert.ok((await stat(pathOf(orphan))).mtimeMs >= mtimeMs)
  })

  it('puts back what is stored again, or comes to be needed, just while it is removed', async () => {
    const { ctx } = backpack
    const bytes = Buffer.from('somebody’s by now')
    const hash = await ctx.files.put(bytes)
    const itemId = await anItem()
    const meanwhile = [
      () => ctx.files.put(bytes),
      () => ctx.db.insertInto('importFile').values({ itemId, fileHash: hash }).execute(),
    ]
    for (const happen of meanwhile) {
      await age(5, [hash])
      const remove: FileStore['remove'] = async (name, isNeeded) => {
        await happen()
        return ctx.files.remove(name, isNeeded)
      }
      const swept = await sweepAll({ ...ctx, files: { ...ctx.files, remove } })
      assert.deepEqual(swept, { removed: 0, lost: 0 })
      assert.equal(await ctx.files.has(hash), true)
    }
  })

  it('brings back what a process that died had taken aside, where it is needed', async () => {
    await add('2.0-hosted-valid')
    const needed = keptFiles(backpack).sort()
    for (const name of needed) await rename(pathOf(name), `${pathOf(name)}.aside`)
    await age(
      2,
      needed.map((name) => `${name}.aside`),
    )
    assert.deepEqual(await sweepAll(backpack.ctx), { removed: needed.length, lost: 0 })
    assert.deepEqual(keptFiles(backpack).sort(), needed)
  })

  it('200 tells on the page of the badge what is gone; a check brings it back', async () => {
    const page = await add('2.0-hosted-valid')
    assert.doesNotMatch((await browser.get(page)).text, /damaged on our disk/)
    await rm(pathOf(await pictureOf()))
    await writeFile(
      pathOf(
        (await backpack.ctx.db.selectFrom('badgeSource').selectAll().executeTakeFirstOrThrow())
          .fileHash,
      ),
      '',
    )
    assert.deepEqual(await sweepAll(backpack.ctx), { removed: 0, lost: 2 })
    assert.match((await browser.get(page)).text, /A file of this badge is damaged on our disk/)
    assert.equal(await verifyDue(backpack.ctx), 1)
    await add('2.0-hosted-valid')
    assert.equal(await verifyDue(backpack.ctx), 0)
    await browser.post(`${page}/reports`).expect(303)
    assert.deepEqual(await sweepAll(backpack.ctx), { removed: 0, lost: 0 })
    assert.doesNotMatch((await browser.get(page)).text, /damaged on our disk/)
    await browser.get(`${page}/image`).expect(200)
  })

  it('misses nothing of an item that is being looked at: its files may be on their way', async () => {
    const { bytes, fileName } = await sampleOf('2.0-hosted-valid')
    await browser.post('/imports').attach('files', Buffer.from(bytes), fileName).expect(303)
    const { db } = backpack.ctx
    const item = await db.selectFrom('importItem').selectAll().executeTakeFirstOrThrow()
    const coming = { itemId: item.id, fileHash: 'ab'.repeat(32) }
    await db.insertInto('importFile').values(coming).execute()
    assert.deepEqual(await sweepAll(backpack.ctx), { removed: 0, lost: 0 })
    await db.updateTable('importItem').set({ state: 'looked' }).execute()
    assert.deepEqual(await sweepAll(backpack.ctx), { removed: 0, lost: 1 })
  })

  it('takes one folder at a time, one process at a time, and all of them within a day', async () => {
    await backpack.ctx.files.put(Buffer.from('nobody’s'))
    await age(2)
    const [one, other] = await Promise.all([sweepNext(backpack.ctx), sweepNext(backpack.ctx)])
    assert.deepEqual([one, other].filter((swept) => swept === null).length, 1)
    let removed = (one ?? other)!.removed
    for (let turn = 1; turn < 256; turn++) {
      assert.equal(await sweepNext(backpack.ctx), null)
      backpack.advance((24 * 3600) / 256)
      removed += (await sweepNext(backpack.ctx))!.removed
    }
    assert.equal(removed, 1)
  })

  it('is taken again from a process that died, and after the clock was set back', async () => {
    await sweepNext(backpack.ctx)
    const { db } = backpack.ctx
    const leasedUntil = new Date(backpack.ctx.now().getTime() + 600_000).toISOString()
    await db.updateTable('chore').set({ leasedUntil, dueAt: '2000' }).execute()
    assert.equal(await sweepNext(backpack.ctx), null)
    backpack.advance(601)
    assert.notEqual(await sweepNext(backpack.ctx), null)
    await db.updateTable('chore').set({ leasedUntil: '2099', dueAt: '2099' }).execute()
    assert.notEqual(await sweepNext(backpack.ctx), null)
  })
})
