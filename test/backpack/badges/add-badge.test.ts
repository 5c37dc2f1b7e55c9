import assert from 'node:assert/strict'
import type { FileStore } from '../../../src/store/files.js'
import { openSharing } from '../../support/shared.js'

describe('adding a badge', () => {
  it('keeps its bytes, also when another earner’s last copy of them is removed meanwhile', async () => {
    const { backpack, browser, keep } = await openSharing()
    const { ctx } = backpack
    const { files, db } = ctx
    ctx.files = removedWhileNobodyNeeds(files, async () => {
      const { n } = await db
        .selectFrom('badge')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n) > 0
    })
    const id = await keep('2.0-RS256-valid')
    await browser.get(`/badges/${id}/file`).expect(200)
    await browser.get(`/badges/${id}/image`).expect(200)
    assert.match((await browser.get(`/badges/${id}/documents`).expect(200)).text, /What proved/)
  })
})

function removedWhileNobodyNeeds(files: FileStore, isNeeded: () => Promise<boolean>): FileStore {
  return {
    ...files,
    async put(bytes) {
      const hash = await files.put(bytes)
      if (!(await isNeeded())) await files.remove(hash)
      return hash
    },
  }
}
