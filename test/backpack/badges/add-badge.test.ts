import assert from 'node:assert/strict'
import { verifyNextItem } from '../../../src/backpack/imports/verify-item.js'
import type { Db } from '../../../src/store/database.js'
import { type FileStore, isFileUsed } from '../../../src/store/files.js'
import { sampleOf } from '../../support/samples.js'
import { openSharing, type SharingBackpack } from '../../support/shared.js'

describe('adding a badge, while another earner’s last copy of its bytes is removed', () => {
  let sharing: SharingBackpack
  beforeEach(async () => {
    sharing = await openSharing()
    const { ctx } = sharing.backpack
    ctx.files = removedWhileNobodyNeeds(ctx.files, ctx.db)
  })

  async function assertWhole(id: string): Promise<void> {
    const { browser } = sharing
    await browser.get(`/badges/${id}/file`).expect(200)
    await browser.get(`/badges/${id}/image`).expect(200)
    assert.match((await browser.get(`/badges/${id}/documents`).expect(200)).text, /What proved/)
  }

  it('keeps its bytes when it is added at once', async () => {
    await assertWhole(await sharing.keep('2.0-RS256-valid'))
  })

  it('keeps its bytes when it is looked at first', async () => {
    const { backpack, browser } = sharing
    const { bytes, fileName } = await sampleOf('2.0-RS256-valid')
    const handed = browser.post('/imports').attach('files', Buffer.from(bytes), fileName)
    const { headers } = await handed.expect(303)
    while (await verifyNextItem(backpack.ctx));
    await browser.post(`${headers.location}/keep`).type('form').send({ which: 'valid' }).expect(303)
    const row = backpack.ctx.db.selectFrom('badge').select('id').executeTakeFirstOrThrow()
    await assertWhole((await row).id)
  })
})

function removedWhileNobodyNeeds(files: FileStore, db: Db): FileStore {
  return {
    ...files,
    async put(bytes) {
      const hash = await files.put(bytes)
      if (!(await isFileUsed(db, hash))) await files.remove(hash)
      return hash
    },
  }
}
