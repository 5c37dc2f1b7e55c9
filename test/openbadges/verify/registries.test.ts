import assert from 'node:assert/strict'
import { calculateJwkThumbprint } from 'jose'
import { replay } from '../../../src/openbadges/index.js'
import { verify } from '../../../src/openbadges/verify/verify.js'
import { Answered, CLOCK, documents } from '../../support/documents.js'
import { AWARD, hosted, ISSUER, type Answers } from '../../support/issuer-ob2.js'
import { diBadge, SCHOOL, schoolDocuments } from '../../support/issuer-ob3.js'
import { ed25519Key } from '../../support/keys.js'
import { evil, harvard, SITE } from '../../support/linkage.js'

const REGISTRY = 'https://registry.example/registry.json'
const OURS = 'registry:issuers.json'

/** As the Digital Credentials Consortium publishes it. */
const dcc = (did: string, name = 'Harvard University') => ({
  meta: { created: '2020-12-02T02:32:16+0000', updated: '2020-12-15T22:34:31+0000' },
  registry: { [did]: { name, location: 'Cambridge, MA, USA', url: SITE } },
})
const plain = (id: string) => ({ name: 'Our list', issuers: [{ id, name: 'Listed', url: SITE }] })

async function proven(answers: Answers, text?: string) {
  const issuer = { id: harvard.didKey, type: 'Profile', name: 'Harvard', url: SITE }
  const badge =
    text ?? JSON.stringify(await diBadge(harvard.didKey, harvard, { badge: { issuer } }))
  const registries = [REGISTRY, OURS]
  return verify(badge, { loadDocument: documents(answers), now: CLOCK, registries })
}

describe('registries of issuers', () => {
  it('who is listed by DID is told as the registry calls them', async () => {
    const { issuer } = await proven({ [REGISTRY]: dcc(harvard.didKey) })
    assert.deepEqual([issuer.kind, issuer.host, issuer.claimedSite], ['registry', null, null])
    const listing = { registry: 'registry.example', name: 'Harvard University', url: SITE }
    assert.deepEqual(issuer.listings, [listing])
  })

  it('by key: did:key, multibase, thumbprint, whoever the issuer is', async () => {
    const thumbprint = await calculateJwkThumbprint(harvard.jwk)
    const badge = await diBadge(SCHOOL, harvard, { method: `${SCHOOL}#key-0` })
    for (const id of [harvard.didKey, harvard.multibase, thumbprint]) {
      const answers = { ...schoolDocuments(harvard), [OURS]: plain(id) }
      const { issuer } = await proven(answers, JSON.stringify(badge))
      assert.deepEqual([issuer.kind, issuer.host], ['domain', 'school.example'])
      assert.deepEqual(issuer.listings, [{ registry: 'Our list', name: 'Listed', url: SITE }])
    }
  })

  it('by address: the profile that vouches, or a whole proven site, never a claimed one', async () => {
    for (const id of [ISSUER, 'https://school.example', 'https://www.school.example/']) {
      const { issuer } = await proven({ ...hosted({}), [OURS]: plain(id) }, AWARD)
      assert.deepEqual([issuer.kind, issuer.listings.length], ['domain', 1], id)
    }
    for (const id of ['https://school.example/other', 'https://school.example.evil.example', ''])
      assert.deepEqual(
        (await proven({ ...hosted({}), [OURS]: plain(id) }, AWARD)).issuer.listings,
        [],
      )
    assert.equal((await proven({ [OURS]: plain(SITE) })).issuer.kind, 'key-only')
  })

  it('an entry of another key, or of another issuer, lists nobody', async () => {
    for (const id of [evil.didKey, evil.multibase, `${harvard.didKey}x`, 'did:web:harvard.example'])
      assert.equal((await proven({ [OURS]: plain(id) })).issuer.kind, 'key-only', id)
    const forger = { id: harvard.didKey, type: 'Profile', name: 'Harvard', url: SITE }
    const forged = await diBadge(harvard.didKey, ed25519Key(), {
      method: `${harvard.didKey}#${harvard.multibase}`,
      badge: { issuer: forger },
    })
    const { issuer } = await proven({ [REGISTRY]: dcc(harvard.didKey) }, JSON.stringify(forged))
    assert.deepEqual([issuer.kind, issuer.listings], ['none', []])
  })

  it('one that is silent, or is none, lists nobody and breaks nothing', async () => {
    const odd = [
      new Answered(500),
      'no JSON',
      [],
      { registry: 7 },
      { issuers: [7, {}, null] },
      { registry: { x: 1 } },
    ]
    for (const answer of odd) {
      const { verdict, issuer } = await proven({ [REGISTRY]: answer })
      assert.deepEqual([verdict, issuer.kind], ['valid', 'key-only'])
    }
  })

  it('its answer is in the capsule, so that a replay lists the same', async () => {
    const report = await proven({ [REGISTRY]: dcc(harvard.didKey) })
    assert.ok(report.documents.some(({ url }) => url === REGISTRY))
    assert.deepEqual((await replay(report)).issuer, report.issuer)
  })
})
