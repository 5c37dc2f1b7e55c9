import assert from 'node:assert/strict'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { sweepAll } from '../../../src/backpack/sweep.js'
import { filesOf, readCandidate } from '../../../src/backpack/badges/candidate.js'
import { verifyNextItem } from '../../../src/backpack/imports/verify-item.js'
import { sha256 } from '../../../src/openbadges/index.js'
import type { Db } from '../../../src/store/database.js'
import { type FileStore, isFileUsed } from '../../../src/store/files.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
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

  it('keeps the bytes of a check that found others', async () => {
    const { backpack } = sharing
    const id = await sharing.keep('2.0-hosted-valid')
    const { accountId } = await backpack.ctx.db
      .selectFrom('badge')
      .select('accountId')
      .executeTakeFirstOrThrow()
    const { loadDocument } = await openIssuer()
    backpack.answerWith(async (url, accept) => {
      const answer = await loadDocument(url, accept)
      // other bytes that say the same
      const body = Buffer.concat([answer.body, Buffer.from('\n')])
      return { ...answer, body, sha256: sha256(body) }
    })
    assert.equal((await verifyBadge(backpack.ctx, accountId, id)).verdict, 'valid')
    assert.equal((await sweepAll(backpack.ctx)).lost, 0)
  })
})

function removedWhileNobodyNeeds(files: FileStore, db: Db): FileStore {
  return {
    ...files,
    async put(bytes) {
      const hash = await files.put(bytes)
      await files.remove(hash, () => isFileUsed(db, hash))
      return hash
    },
  }
}

describe('a badge that was read', () => {
  it('names all that is to be stored of it, once, and no more', async () => {
    const { ctx } = (await openSharing()).backpack
    for (const name of ['2.0-hosted-valid', '3.0-EdDSA-valid']) {
      const { bytes, fileName } = await sampleOf(name)
      const read = await readCandidate(ctx, 'nobody', { bytes, fileName, origin: 'upload' })
      const stored = new Set(read.files.map((file) => sha256(file)))
      assert.deepEqual(filesOf(read.candidate).sort(), [...stored].sort(), name)
    }
  })
})
