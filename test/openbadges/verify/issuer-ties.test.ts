import assert from 'node:assert/strict'
import { silence, verify } from '../../../src/openbadges/index.js'
import { Answered, CLOCK } from '../../support/documents.js'
import { check } from '../../support/issuer-ob2.js'
import { diBadge, encoded, jwtBadge, methodOf, signDi, signJws } from '../../support/issuer-ob3.js'
import {
  CONFIGURATION,
  configured,
  embeddedLinkage,
  evil,
  harvard,
  linkage,
  OWN_ADDRESS,
  proven,
  SITE,
  told,
} from '../../support/linkage.js'

describe('what is proven of an issuer that is only a key', () => {
  it('nothing but the key, whatever name it gives itself; the site it claims is told', async () => {
    const issuer = await proven()
    assert.equal(told(issuer), 'key-only')
    assert.deepEqual([issuer.key, issuer.claimedSite], [harvard.didKey, 'harvard.example'])
  })

  it('a domain, by a DID configuration: token or embedded proof', async () => {
    const embedded = await signDi(embeddedLinkage(), harvard)
    for (const one of [linkage(), embedded, linkage({ origin: 'harvard.example' })]) {
      const issuer = await proven(configured(one))
      assert.equal(told(issuer), 'domain harvard.example did-configuration')
      assert.deepEqual([issuer.url, issuer.claimedSite], [CONFIGURATION, null])
    }
    const among = configured('no.token', 7, linkage({ key: evil }), linkage())
    assert.equal(told(await proven(among)), 'domain harvard.example did-configuration')
  })

  for (const [name, linked] of [
    ['of another DID', () => linkage({ key: evil })],
    ['of another DID, signed with its key', () => linkage({ key: evil, subject: harvard.didKey })],
    ['for another origin', () => linkage({ origin: 'https://evil.example' })],
    ['for a path', () => linkage({ origin: 'https://harvard.example/~eve' })],
    ['for another port', () => linkage({ origin: 'https://harvard.example:8443' })],
    ['that has run out', () => linkage({ vc: { expirationDate: '2025-12-31T00:00:00Z' } })],
    ['that its claims say has run out', () => linkage({ claims: { exp: 1_767_000_000 } })],
    [
      'without an end',
      () => linkage({ vc: { expirationDate: undefined }, claims: { exp: undefined } }),
    ],
    ['that has not begun', () => linkage({ vc: { issuanceDate: '2026-06-01T00:00:00Z' } })],
    ['about somebody else', () => linkage({ claims: { sub: evil.didKey } })],
    ['of another kind', () => linkage({ vc: { type: ['VerifiableCredential'] } })],
    ['whose signature does not fit', () => linkage().replace(/\.[^.]+$/, `.${encoded({ no: 1 })}`)],
    ['without signature', () => embeddedLinkage()],
  ] as const)
    it(`nothing, by a domain linkage credential ${name}`, async () => {
      assert.equal(told(await proven(configured(linked()))), 'key-only')
    })

  it('a linkage counts from a minute before it begins, and no longer than to its end', async () => {
    const at = (seconds: number) => new Date(CLOCK.getTime() + seconds * 1000)
    const during = async (from: number, until: number) => {
      const [begin, end] = [at(from), at(until)].map(
        (date) => date.toISOString().slice(0, 19) + 'Z',
      )
      const claims = { nbf: at(from).getTime() / 1000, exp: at(until).getTime() / 1000 }
      const vc = { issuanceDate: begin, expirationDate: end }
      return (await proven(configured(linkage({ vc, claims })))).kind
    }
    assert.equal(await during(60, 3600), 'domain')
    assert.equal(await during(61, 3600), 'key-only')
    assert.equal(await during(-3600, 1), 'domain')
    assert.equal(await during(-3600, 0), 'key-only')
  })

  it('nothing, by a linkage that was replayed at another site', async () => {
    const issuer = {
      id: evil.didKey,
      type: 'Profile',
      name: 'Harvard',
      url: 'https://evil.example/',
    }
    const there = 'https://evil.example/.well-known/did-configuration.json'
    const answers = { [there]: { linked_dids: [linkage()] } }
    assert.equal(told(await proven(answers, { issuer }, evil)), 'key-only')
  })

  for (const [name, members] of [
    ['its DID', () => ({ id: SITE, type: 'Profile', alsoKnownAs: [harvard.didKey] })],
    ['its DID as its id', () => ({ id: harvard.didKey, type: ['Profile'], name: 'Harvard' })],
    ['its key', () => ({ id: SITE, publicKey: [methodOf(harvard, `${SITE}#1`)] })],
    [
      'its key as a method',
      () => ({ id: SITE, verificationMethod: methodOf(harvard, `${SITE}#1`) }),
    ],
  ] as const)
    it(`a domain, by a profile at its site that names ${name}`, async () => {
      const issuer = await proven({ [SITE]: members() })
      assert.equal(told(issuer), 'domain harvard.example profile-names-key')
    })

  for (const [name, members] of [
    ['another key', { id: SITE, publicKey: [methodOf(evil, `${SITE}#1`)] }],
    ['another DID', { id: SITE, alsoKnownAs: [evil.didKey] }],
    [
      'a key that was withdrawn',
      {
        id: SITE,
        publicKey: [methodOf(harvard, `${SITE}#1`, { revoked: '2025-01-01T00:00:00Z' })],
      },
    ],
    [
      'the key under an id of the DID that holds another',
      { id: SITE, publicKey: [{ ...methodOf(evil, `${harvard.didKey}#x`) }] },
    ],
    [
      'its DID, and is a page of a person',
      { id: SITE, type: 'Person', alsoKnownAs: [harvard.didKey] },
    ],
    ['its DID, and is no profile', { id: harvard.didKey, name: 'Harvard' }],
    ['it only in a sentence', { id: SITE, description: harvard.didKey }],
    ['it, and is somebody else’s', { id: 'https://evil.example/', alsoKnownAs: [harvard.didKey] }],
  ] as const)
    it(`nothing, by a profile at its site that names ${name}`, async () => {
      assert.equal(told(await proven({ [SITE]: members })), 'key-only')
    })

  it('a domain, where the badge’s own address answers with this very badge', async () => {
    const issuer = { id: harvard.didKey, type: 'Profile', name: 'Harvard' }
    const signed = await diBadge(harvard.didKey, harvard, { badge: { id: OWN_ADDRESS, issuer } })
    const found = await check(signed, { [OWN_ADDRESS]: signed })
    assert.equal(told(found.issuer), 'domain harvard.example credential-address')
    const header = { kid: `${harvard.didKey}#${harvard.multibase}` }
    const token = jwtBadge(harvard.didKey, harvard, {
      header,
      badge: { id: OWN_ADDRESS, issuer },
    })
    const byToken = await check(token, { [OWN_ADDRESS]: `${token}\n` })
    assert.equal(told(byToken.issuer), 'domain harvard.example credential-address')
  })

  it('nothing, where the badge’s own address answers with another badge, or somebody else does', async () => {
    const own = await diBadge(harvard.didKey, harvard, { badge: { id: OWN_ADDRESS } })
    const forged = await diBadge(evil.didKey, evil, { badge: { id: OWN_ADDRESS } })
    const without = { ...forged, proof: undefined }
    const both = { ...own, proof: [own.proof, forged.proof] }
    const renamed = { ...forged, name: 'Another badge under the same proof' }
    const elsewhere = new Answered(200, JSON.stringify(forged), 'https://evil.example/1')
    const insecure = new Answered(200, JSON.stringify(forged), 'http://harvard.example/badges/1')
    for (const answer of [
      own,
      without,
      both,
      renamed,
      elsewhere,
      insecure,
      new Answered(404, 'no'),
    ])
      assert.equal(told((await check(forged, { [OWN_ADDRESS]: answer })).issuer), 'key-only')
  })

  it('nothing, by a resolver that repeats the DID it is asked for', async () => {
    const did = evil.didKey
    const spelt = did.replace(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
    const toldBy = async (path: string, page: object) => {
      const url = `https://resolver.example/${path}`
      const issuer = { id: did, type: 'Profile', name: 'Harvard', url }
      const key = methodOf(evil, `${did}#${evil.multibase}`)
      const repeated = { id: url, alsoKnownAs: [did], assertionMethod: [key], ...page }
      const answers = { [url]: new Answered(200, JSON.stringify(repeated)) }
      return told(await proven(answers, { issuer }, evil))
    }
    for (const page of [{ type: 'Profile' }, { type: 'Profile', id: did }, { did }]) {
      for (const at of [did, encodeURIComponent(did), did.slice('did:key:'.length), spelt])
        for (const path of ['1.0/identifiers/', 'keys/', '?did='])
          assert.equal(await toldBy(path + at, page), 'key-only')
      const byItself = await toldBy('keys/1', page)
      assert.equal(byItself, 'domain resolver.example profile-names-key')
    }
  })

  it('nothing, by a redirect to another host; www and scheme are no other host', async () => {
    const page = JSON.stringify({ linked_dids: [linkage({ key: evil })] })
    const issuer = { id: evil.didKey, type: 'Profile', name: 'Harvard', url: SITE }
    const at = (finalUrl: string) => ({ [CONFIGURATION]: new Answered(200, page, finalUrl) })
    const redirected = at('https://evil.example/.well-known/did-configuration.json')
    assert.equal(told(await proven(redirected, { issuer }, evil)), 'key-only')
    const www = CONFIGURATION.replace('//', '//www.')
    const own = 'domain harvard.example did-configuration'
    assert.equal(told(await proven(at(www), { issuer }, evil)), own)
  })

  it('asks three times at most, over https alone, and stops at the first that vouches', async () => {
    const asked: string[] = []
    const issuer = { id: harvard.didKey, type: 'Profile', url: 'http://harvard.example/about' }
    const signed = await diBadge(harvard.didKey, harvard, { badge: { id: OWN_ADDRESS, issuer } })
    const all = [CONFIGURATION, 'https://harvard.example/about', OWN_ADDRESS]
    await check(signed, {}, { asked })
    assert.deepEqual(asked, all)
    asked.length = 0
    await check(signed, configured(linkage()), { asked })
    assert.deepEqual(asked, [CONFIGURATION])
    asked.length = 0
    const named = {
      id: 'https://user:x@evil.example/1',
      issuer: { ...issuer, url: 'ftp://x.example/' },
    }
    await check(await diBadge(harvard.didKey, harvard, { badge: named }), {}, { asked })
    assert.deepEqual(asked, [])
  })

  it('waits once for a host that does not answer in time', async () => {
    const issuer = { id: harvard.didKey, type: 'Profile', url: SITE }
    const signed = await diBadge(harvard.didKey, harvard, { badge: { id: OWN_ADDRESS, issuer } })
    const loadDocument = async (url: string) => silence(url, 'timeout', CLOCK)
    const report = await verify(JSON.stringify(signed), { loadDocument, now: CLOCK })
    assert.deepEqual(
      report.documents.map(({ url }) => url),
      [CONFIGURATION],
    )
  })

  it('a foreign key document that a configuration points to is never asked for', async () => {
    const asked: string[] = []
    const kid = 'https://evil.example/keys#1'
    const token = signJws({ iss: harvard.didKey, sub: harvard.didKey }, evil, { kid })
    const signed = await diBadge(harvard.didKey, harvard, {
      badge: { issuer: { id: harvard.didKey, type: 'Profile', url: SITE } },
    })
    await check(signed, configured(token), { asked })
    assert.ok(!asked.some((url) => url.includes('evil')))
  })
})
