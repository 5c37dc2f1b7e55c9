import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'mocha'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { replayReport } from '../../../src/backpack/badges/replay.js'
import { type DocumentLoader, silence, UNPROVEN_ISSUER } from '../../../src/openbadges/index.js'
import { findBadge, listBadges } from '../../../src/store/badges.js'
import { findLatestReport } from '../../../src/store/reports.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { Answered, documents } from '../../support/documents.js'
import { diBadge } from '../../support/issuer-ob3.js'
import { CONFIGURATION, configured, harvard, linkage, SITE } from '../../support/linkage.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'

const folder = mkdtempSync(join(tmpdir(), 'haversack-issuers-'))
after(() => rmSync(folder, { recursive: true }))

describe('what is proven of the issuer of a kept badge', () => {
  let backpack: TestBackpack
  let ada: string

  async function open(loadDocument: DocumentLoader, env: Record<string, string> = {}) {
    backpack = await openBackpack({ loadDocument, env })
    ada = await anAccount(backpack.ctx.db)
  }
  const kept = (id: string) => findBadge(backpack.ctx.db, ada, id)
  const add = async (text: string) =>
    (await addBadge(backpack.ctx, { id: ada }, { text, origin: 'paste' })).badgeId
  const addSample = async (name: string) => {
    const { bytes, fileName } = await sampleOf(name)
    const input = { bytes, fileName, origin: 'upload' } as const
    return (await addBadge(backpack.ctx, { id: ada }, input)).badgeId
  }
  const later = (id: string) => {
    backpack.advance(3600)
    return verifyBadge(backpack.ctx, ada, id)
  }
  const ofHarvard = async () => {
    const issuer = { id: harvard.didKey, type: 'Profile', name: 'Harvard University', url: SITE }
    return JSON.stringify(await diBadge(harvard.didKey, harvard, { badge: { issuer } }))
  }

  it('is kept with its report and on the badge, so that lists need no report', async () => {
    await open((await openIssuer()).loadDocument)
    const id = await addSample('2.0-hosted-valid')
    const report = await findLatestReport(backpack.ctx.db, ada, id)
    assert.equal(report?.proof?.kind, 'hosted')
    assert.deepEqual([report?.issuer?.kind, report?.issuer?.host], ['domain', 'issuers.example'])
    const [listed] = await listBadges(backpack.ctx.db, ada)
    assert.deepEqual([listed?.state, listed?.issuerProof], ['valid', report?.issuer])
  })

  it('stays while the issuer is silent, and when it withdraws the badge', async () => {
    const { loadDocument } = await openIssuer()
    await open(loadDocument)
    const id = await addSample('2.0-hosted-valid')
    const { issuerProof } = await kept(id)
    backpack.answerWith(async (url) => silence(url, 'timeout', backpack.ctx.now()))
    await later(id)
    assert.deepEqual(
      [(await kept(id)).state, (await kept(id)).issuerProof],
      ['was-valid', issuerProof],
    )
    backpack.answerWith(async (url, accept) => ({
      ...(await loadDocument(url, accept)),
      status: 410,
    }))
    await later(id)
    assert.deepEqual(
      [(await kept(id)).state, (await kept(id)).issuerProof],
      ['withdrawn', issuerProof],
    )
  })

  it('is nothing of a forged badge', async () => {
    await open((await openIssuer()).loadDocument)
    const { issuerProof } = await kept(await addSample('3.0-ecdsa-rdfc-2019-forged'))
    assert.deepEqual(issuerProof, UNPROVEN_ISSUER)
  })

  it('is only the key, until somebody vouches for it; a change of that is told', async () => {
    await open(documents({}))
    const id = await add(await ofHarvard())
    assert.deepEqual(
      [(await kept(id)).state, (await kept(id)).issuerProof.kind],
      ['issuer-not-proven', 'key-only'],
    )
    assert.equal((await later(id)).isChange, false)
    backpack.answerWith(documents(configured(linkage())))
    assert.equal((await later(id)).isChange, true)
    const { state, issuerProof } = await kept(id)
    assert.deepEqual(
      [state, issuerProof.host, issuerProof.url],
      ['valid', 'harvard.example', CONFIGURATION],
    )
    backpack.answerWith(documents({}))
    assert.equal((await replayReport(backpack.ctx, ada, id))?.isSame, true)
  })

  it('stays while only the site that vouches is silent, and goes when it answers without it', async () => {
    await open(documents(configured(linkage())))
    const id = await add(await ofHarvard())
    const { issuerProof, validAt } = await kept(id)
    for (const status of [503, 500]) {
      backpack.answerWith(documents({ [CONFIGURATION]: new Answered(status) }))
      await later(id)
      const now = await kept(id)
      assert.deepEqual(
        [now.state, now.issuerProof, now.validAt],
        ['was-valid', issuerProof, validAt],
      )
    }
    backpack.answerWith(documents({ [CONFIGURATION]: { linked_dids: [] } }))
    await later(id)
    assert.deepEqual(
      [(await kept(id)).state, (await kept(id)).issuerProof.kind],
      ['issuer-not-proven', 'key-only'],
    )
  })

  it('is a listing, where a registry of the settings names the key; the replay needs no registry', async () => {
    const path = join(folder, 'list.json')
    writeFileSync(
      path,
      JSON.stringify({ name: 'Our list', issuers: [{ id: harvard.didKey, name: 'Harvard' }] }),
    )
    await open(documents({}), { ISSUER_REGISTRIES: path })
    const text = await ofHarvard()
    const id = await add(text)
    const { state, issuerProof } = await kept(id)
    const listings = [{ registry: 'Our list', name: 'Harvard', url: null }]
    assert.deepEqual(
      [state, issuerProof.kind, issuerProof.listings],
      ['valid', 'registry', listings],
    )
    rmSync(path)
    const replayed = await replayReport(backpack.ctx, ada, id)
    assert.deepEqual([replayed?.isSame, replayed?.report.issuer.listings], [true, listings])
    const answer = await backpack
      .browser()
      .post('/check')
      .set('Accept', 'application/json')
      .type('form')
      .send({ text })
    const {
      issuer,
      state: checked,
      answers,
    } = answer.body as Record<string, Record<string, unknown>>
    assert.deepEqual(
      [issuer?.name, issuer?.id, checked],
      ['Harvard University', harvard.didKey, 'valid'],
    )
    assert.deepEqual(
      [(issuer?.proven as { kind: string }).kind, answers?.issuer],
      ['registry', issuer?.proven],
    )
  })

  it('a registry that is no file and no address stops the start', async () => {
    await assert.rejects(
      open(documents({}), { ISSUER_REGISTRIES: join(folder, 'nowhere.json') }),
      /ISSUER_REGISTRIES/,
    )
  })
})
