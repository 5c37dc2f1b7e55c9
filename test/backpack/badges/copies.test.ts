import assert from 'node:assert/strict'
import type { AddedBadge } from '../../../src/backpack/badges/add.js'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { bake, type DocumentLoader, unbake } from '../../../src/openbadges/index.js'
import { findBadge } from '../../../src/store/badges.js'
import { listSources } from '../../../src/store/sources.js'
import { ADA, openBackpack, signIn, type TestBackpack } from '../../support/backpack.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { documents } from '../../support/documents.js'
import { diBadge, jwtBadge } from '../../support/issuer-ob3.js'
import { ed25519Key } from '../../support/keys.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { LIST_URL, statusEntry, statusList } from '../../support/status-list.js'
import { countRows, offline } from '../../support/uploads.js'

const key = ed25519Key()

describe('copies of an award', () => {
  let backpack: TestBackpack
  let accountId: string
  let loadDocument: DocumentLoader
  beforeEach(async () => {
    loadDocument = (await openIssuer()).loadDocument
    backpack = await openBackpack({ loadDocument })
    await signIn(backpack)
    const { id } = await backpack.ctx.db
      .selectFrom('account')
      .select('id')
      .executeTakeFirstOrThrow()
    accountId = id
  })

  const add = (bytes: Uint8Array | string, fileName = 'badge') => {
    const file = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
    return addBadge(backpack.ctx, { id: accountId }, { bytes: file, fileName, origin: 'upload' })
  }
  const paste = (text: string) =>
    addBadge(backpack.ctx, { id: accountId }, { text, origin: 'paste' })
  const sources = ({ badgeId }: AddedBadge) => listSources(backpack.ctx.db, accountId, badgeId)
  const badge = ({ badgeId }: AddedBadge) => findBadge(backpack.ctx.db, accountId, badgeId)

  it('picture, JSON, link, another bake and 3.0 in two proofs are one badge with every source', async () => {
    const hosted = await sampleOf('2.0-hosted-valid')
    const { text } = unbake(hosted.bytes)
    const other = (await sampleOf('2.0-RS256-valid')).bytes
    const first = await add(hosted.bytes)
    const copies = [
      await add(text),
      await paste(hosted.url!),
      await add(bake(other, text, 'ob2.0')),
      await add(JSON.stringify(await embedded())),
      await add(jwtBadge(key.didKey, key, { ...(await sameAs()), header: kid })),
    ]
    assert.deepEqual(
      copies.map(({ badgeId }) => badgeId),
      copies.map(() => first.badgeId),
    )
    assert.equal(await countRows(backpack, 'badge'), 1)
    const kept = await sources(first)
    assert.equal(kept.length, new Set(kept.map(({ fileHash }) => fileHash)).size)
    assert.equal(kept.length, 5, 'a link gives the very bytes of the JSON')
    assert.ok(kept.every(({ verdict }) => verdict === 'valid'))
    assert.equal(kept.filter(({ isFront }) => isFront).length, 1)
    assert.equal((await badge(first)).credential.format, 'ob2.0', 'as good a wrapper stays behind')
  })

  it('the wrapper first and the hosted badge after it are one badge too', async () => {
    const first = await add(JSON.stringify(await embedded()))
    const second = await add((await sampleOf('2.0-hosted-valid')).bytes)
    assert.deepEqual([second.badgeId, second.outcome], [first.badgeId, 'known'])
    const again = await add((await sampleOf('2.0-hosted-valid')).bytes)
    assert.deepEqual([again.badgeId, again.outcome], [first.badgeId, 'known'])
    assert.equal((await sources(first)).length, 2)
  })

  it('two awards of one class on one day with two ids stay two badges, and what fits both a third', async () => {
    const one = await add(JSON.stringify(await embedded({ id: 'urn:uuid:1' })))
    const two = await add(JSON.stringify(await embedded({ id: 'urn:uuid:2' })))
    assert.notEqual(one.badgeId, two.badgeId)
    const third = await add((await sampleOf('2.0-hosted-valid')).bytes)
    assert.equal(third.outcome, 'added')
    assert.equal(await countRows(backpack, 'badge'), 3)
  })

  it('an award of another day, and a withdrawn one, stay badges of their own', async () => {
    await add((await sampleOf('2.0-hosted-valid')).bytes)
    const later = await add(JSON.stringify(await embedded({ validFrom: '2025-03-01T00:00:00Z' })))
    assert.equal(later.outcome, 'added')
    const revoked = await add((await sampleOf('2.0-hosted-revoked')).bytes)
    assert.equal(revoked.outcome, 'added')
  })

  it('a better copy goes in front, a worse one stays behind, a false one is not kept', async () => {
    const hosted = await sampleOf('2.0-hosted-valid')
    backpack.answerWith((url) => (url === hosted.url ? offline(url) : loadDocument(url)))
    const unproven = await add(hosted.bytes)
    assert.equal((await badge(unproven)).verdict, 'unverifiable')
    const signed = await embedded()
    const better = await add(JSON.stringify(signed))
    assert.deepEqual([better.badgeId, better.outcome], [unproven.badgeId, 'improved'])
    assert.equal((await badge(unproven)).verdict, 'valid')
    const [front, behind] = await sources(unproven)
    assert.deepEqual([front!.verdict, behind!.verdict], ['valid', 'unverifiable'])
    const worse = await add(hosted.bytes)
    assert.equal(worse.outcome, 'worse')
    const forged = await add(JSON.stringify({ ...signed, narrative: 'With honours.' }))
    assert.deepEqual([forged.badgeId, forged.outcome], [unproven.badgeId, 'worse'])
    assert.equal((await sources(unproven)).length, 2)
    assert.equal((await badge(unproven)).verdict, 'valid')
  })

  it('while the issuer is silent, another wrapper that still proves the award goes in front', async () => {
    const first = await add((await sampleOf('2.0-hosted-valid')).bytes)
    await add(JSON.stringify(await embedded()))
    backpack.answerWith(offline)
    assert.equal((await verifyBadge(backpack.ctx, accountId, first.badgeId)).verdict, 'valid')
    const { credential, verdict } = await badge(first)
    assert.deepEqual([credential.format, verdict], ['ob3.0', 'valid'])
    const [front] = await sources(first)
    assert.match((await backpack.ctx.files.get(front!.fileHash)).toString(), /DataIntegrityProof/)
  })

  it('a copy whose address gives another award by now does not take the place of a silent one', async () => {
    const hosted = await sampleOf('2.0-hosted-valid')
    const list = await statusList({ issuer: key.didKey, key })
    const withList: DocumentLoader = (url) =>
      url === LIST_URL ? documents({ [LIST_URL]: list })(url) : loadDocument(url)
    backpack.answerWith(withList)
    const first = await add(JSON.stringify(await embedded({ credentialStatus: statusEntry() })))
    assert.equal((await add(hosted.bytes)).badgeId, first.badgeId)
    const other = 'https://elsewhere.example/awards/9'
    const page = (await loadDocument(hosted.url!)).body
    const moved = { ...(JSON.parse(Buffer.from(page).toString()) as JsonObject), id: other }
    const verification = { type: 'HostedBadge' }
    const award = { ...moved, verification }
    const host = new URL(hosted.url!).host
    backpack.answerWith(async (url) => {
      if (url === LIST_URL) return offline(url)
      if (url === hosted.url || url === other)
        return documents({ [hosted.url!]: award, [other]: award })(url)
      const found = await loadDocument(url)
      const text = Buffer.from(found.body).toString()
      if (!text.includes('"email"')) return found
      const policy = { allowedOrigins: [host, 'elsewhere.example'] }
      return documents({ [url]: { ...(JSON.parse(text) as JsonObject), verification: policy } })(
        url,
      )
    })
    await verifyBadge(backpack.ctx, accountId, first.badgeId)
    const after = await badge(first)
    assert.equal(after.credential.format, 'ob3.0')
    assert.notEqual(after.credential.id, other)
    backpack.answerWith((url) => (url === LIST_URL ? offline(url) : loadDocument(url)))
    await verifyBadge(backpack.ctx, accountId, first.badgeId)
    assert.equal((await badge(first)).credential.format, 'ob2.0', 'the same award as ever does')
  })

  it('a badge for somebody else is not laid together with one of the earner', async () => {
    await add((await sampleOf('2.0-hosted-valid')).bytes)
    const identity = {
      identityType: 'emailAddress',
      hashed: false,
      identityHash: 'bea@example.org',
    }
    const other = await add(JSON.stringify(await embedded({}, identity)))
    assert.equal(other.outcome, 'added')
    assert.equal(other.recipient, 'failed')
  })
})

const kid = { kid: `${key.didKey}#${key.multibase}` }

const embedded = async (badge: object = {}, identity?: object) =>
  diBadge(key.didKey, key, await sameAs(badge, identity))

/** What makes a 3.0 badge the award of `2.0-hosted-valid`. */
async function sameAs(members: object = {}, identity: object = {}) {
  const { bytes, title } = await sampleOf('2.0-hosted-valid')
  const { issuedOn } = JSON.parse(unbake(bytes).text) as { issuedOn: string }
  const { issuer, validUntil } = await ofClass()
  const subject = {
    type: ['AchievementSubject'],
    identifier: [
      {
        type: 'IdentityObject',
        identityType: 'emailAddress',
        hashed: false,
        identityHash: ADA.email,
        ...identity,
      },
    ],
    achievement: {
      id: 'urn:uuid:0c7c8f6d-2a11-4b3a-9f3c-3d2f8a3e0a53',
      type: ['Achievement'],
      name: title,
      description: 'As hosted.',
      criteria: { narrative: 'As hosted.' },
    },
  }
  const dates = { validFrom: issuedOn, ...(validUntil !== undefined && { validUntil }) }
  return { badge: { issuer, ...dates, credentialSubject: subject, ...members } }
}

/** Issuer and end of the hosted badge, in the words of 3.0. */
async function ofClass() {
  const { bytes } = await sampleOf('2.0-hosted-valid')
  const { badge, expires } = JSON.parse(unbake(bytes).text) as { badge: string; expires?: string }
  const { loadDocument } = await openIssuer()
  const read = async (url: string) =>
    JSON.parse(Buffer.from((await loadDocument(url)).body).toString()) as Record<string, string>
  const { name, url } = await read((await read(badge)).issuer!)
  return { issuer: { id: key.didKey, type: 'Profile', name, url }, validUntil: expires }
}
