import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { findBadge } from '../../../src/store/badges.js'
import { pathOfFile } from '../../../src/store/files.js'
import { findLatestReport, listDocuments } from '../../../src/store/reports.js'
import { listSources } from '../../../src/store/sources.js'
import { type Browser, openBackpack, signIn, type TestBackpack } from '../../support/backpack.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { offline } from '../../support/uploads.js'

describe('a file of a badge that is damaged on the disk', () => {
  let backpack: TestBackpack
  let browser: Browser
  let account: string
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    browser = await signIn(backpack)
    const row = backpack.ctx.db.selectFrom('account').select('id')
    account = (await row.executeTakeFirstOrThrow()).id
  })

  async function add(name: string): Promise<string> {
    const { bytes, fileName } = await sampleOf(name)
    const added = await browser.post('/badges').attach('files', Buffer.from(bytes), fileName)
    return added.headers.location!.split('/').at(-1)!
  }
  const pathOf = (hash: string) => pathOfFile(join(backpack.ctx.config.dataDir, 'files'), hash)
  /** One bit is another, as a disk does it. */
  async function damage(hash: string): Promise<void> {
    const bytes = await readFile(pathOf(hash))
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(pathOf(hash), bytes)
  }
  const frontOf = async (id: string) => (await listSources(backpack.ctx.db, account, id))[0]!
  const reportOf = async (id: string) => (await findLatestReport(backpack.ctx.db, account, id))!

  it('500 in plain words instead of its bytes, and as they came once it was added again', async () => {
    const id = await add('2.0-RS256-valid')
    await damage((await frontOf(id)).fileHash)
    const answer = await browser.get(`/badges/${id}/file`).expect(500)
    assert.match(answer.text, /This file is damaged/)
    await add('2.0-RS256-valid')
    await browser.get(`/badges/${id}/file`).expect(200)
  })

  it('is no reason to stop checking the badge: a signed one is read from the award that was kept', async () => {
    const id = await add('2.0-RS256-valid')
    await damage((await frontOf(id)).fileHash)
    assert.equal((await verifyBadge(backpack.ctx, account, id)).verdict, 'valid')
  })

  it('is no reason to believe less: a hosted one asks its address as before', async () => {
    const id = await add('2.0-hosted-valid')
    await damage((await frontOf(id)).fileHash)
    assert.equal((await verifyBadge(backpack.ctx, account, id)).verdict, 'valid')
    backpack.answerWith(offline)
    assert.equal((await verifyBadge(backpack.ctx, account, id)).isSilent, true)
  })

  it('is whole again after a check that had the same bytes', async () => {
    const id = await add('2.0-hosted-valid')
    const { imageHash } = await findBadge(backpack.ctx.db, account, id)
    const documents = await listDocuments(backpack.ctx.db, account, id)
    const damaged = [imageHash!, ...documents.map(({ fileHash }) => fileHash)]
    for (const hash of damaged) await damage(hash)
    await browser.get(`/badges/${id}/image`).expect(500)
    await verifyBadge(backpack.ctx, account, id)
    for (const hash of damaged) assert.ok(await backpack.ctx.files.has(hash))
    await browser.get(`/badges/${id}/image`).expect(200)
  })

  it('stops nothing where nothing stands for it: it is told, and the badge stays as it was', async () => {
    const id = await add('2.0-RS256-valid')
    const { verdict } = await findBadge(backpack.ctx.db, account, id)
    await damage((await frontOf(id)).fileHash)
    await damage((await reportOf(id)).awardHash!)
    await assert.rejects(verifyBadge(backpack.ctx, account, id), { code: 'lost' })
    await browser.get(`/badges/${id}`).expect(200)
    assert.equal((await findBadge(backpack.ctx.db, account, id)).verdict, verdict)
  })

  it('200 with a line where the documents of a check are, which cannot be made again from them', async () => {
    const id = await add('2.0-hosted-valid')
    const [document] = await listDocuments(backpack.ctx.db, account, id)
    await damage(document!.fileHash)
    const page = await browser.get(`/badges/${id}/documents`).expect(200)
    assert.match(page.text, /damaged on our disk/)
  })
})
