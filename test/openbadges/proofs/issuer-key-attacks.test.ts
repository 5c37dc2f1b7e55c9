import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import {
  SCHOOL,
  SCHOOL_DID,
  SCHOOL_DID_URL,
  controllerDocument,
  diBadge,
  methodOf,
  schoolDocuments,
} from '../../support/issuer-ob3.js'
import { verify, tampered } from '../../support/verify-ob3-text.js'
import { ecKey, ed25519Key, multibaseOf, rsaKey } from '../../support/keys.js'

const school = ed25519Key()
const evil = ed25519Key()

describe('issuer-key, attacks', () => {
  it('3 fragment key: the key written in the fragment of a silent school proves nothing', async () => {
    const badge = await diBadge(SCHOOL, evil, { method: `${SCHOOL}#${evil.multibase}` })
    const { codes, verdict } = await verify(badge)
    assert.deepEqual([codes, verdict], [['key_unreachable', 'proof_unchecked'], 'unverifiable'])
  })

  it('4 fragment key, school reachable: it does not list that key', async () => {
    const badge = await diBadge(SCHOOL, evil, { method: `${SCHOOL}#${evil.multibase}` })
    const { codes, verdict } = await verify(badge, schoolDocuments(school))
    assert.deepEqual([codes, verdict], [['key_not_issuers', 'proof_unchecked'], 'invalid'])
  })

  it('5 fragment key, tampered: unverifiable while the school is silent, invalid once it lists the key', async () => {
    const method = `${SCHOOL}#${school.multibase}`
    const badge = tampered(await diBadge(SCHOOL, school, { method }))
    assert.equal((await verify(badge)).verdict, 'unverifiable')
    const document = { id: SCHOOL, assertionMethod: [methodOf(school, method)] }
    const answered = await verify(badge, { [SCHOOL]: document })
    assert.deepEqual(answered.codes, ['key_ok', 'proof_invalid'])
  })

  it('6 did:key for a urn issuer is not vouched for', async () => {
    const badge = await diBadge('urn:uuid:7b2a3c1e-5f7a-4d0e-8f5e-2d9a3b1c4e5f', evil)
    const { codes, verdict } = await verify(badge)
    assert.deepEqual([codes, verdict], [['key_not_vouched', 'proof_ok'], 'unverifiable'])
  })

  it('7 did:key for another did:key: not vouched, and invalid once one value is changed', async () => {
    const badge = await diBadge(school.didKey, evil)
    assert.deepEqual((await verify(badge)).codes, ['key_not_vouched', 'proof_ok'])
    const { codes, verdict } = await verify(tampered(badge))
    assert.deepEqual([codes, verdict], [['key_not_vouched', 'proof_invalid'], 'invalid'])
  })

  it('8 one-way controller: a key document elsewhere that claims the school', async () => {
    const url = 'https://evil.example/k'
    const badge = await diBadge(SCHOOL, evil, { method: url })
    const answers = {
      ...schoolDocuments(school),
      [url]: methodOf(evil, url, { controller: SCHOOL }),
    }
    const { codes, verdict } = await verify(badge, answers)
    assert.deepEqual([codes, verdict], [['key_not_vouched', 'proof_ok'], 'unverifiable'])
  })

  it('9 authentication only: listed, yet not for signing badges', async () => {
    const document = controllerDocument(SCHOOL_DID, [school], {
      assertionMethod: [],
      authentication: [`${SCHOOL_DID}#key-0`],
    })
    const badge = await diBadge(SCHOOL_DID, school, { method: `${SCHOOL_DID}#key-0` })
    const { codes, verdict } = await verify(badge, { [SCHOOL_DID_URL]: document })
    assert.deepEqual([codes, verdict], [['key_purpose', 'proof_ok'], 'invalid'])
  })

  for (const [member, end] of [
    ['revoked', '2025-06-01T00:00:00Z'],
    ['expires', '2025-06-01T00:00:00Z'],
    ['revoked', 'some day'],
  ])
    it(`10 revoked key: ${member} ${end}, whatever the proof says of its age`, async () => {
      const method = methodOf(school, `${SCHOOL_DID}#key-0`, { [member!]: end })
      const document = {
        id: SCHOOL_DID,
        verificationMethod: [method],
        assertionMethod: [method.id],
      }
      const badge = await diBadge(SCHOOL_DID, school, { method: `${SCHOOL_DID}#key-0` })
      const { codes, verdict } = await verify(badge, { [SCHOOL_DID_URL]: document })
      assert.deepEqual([codes, verdict], [['key_revoked', 'proof_ok'], 'invalid'])
    })

  for (const did of [
    'did:web:school.example:..:evil',
    'did:web:school.example:%2e%2e:evil',
    'did:web:school.example:a%2Fb',
    'did:web:school.example:a%5Cb',
    'did:web:school.example::evil',
    'did:web:school.example:',
    'did:web:evil@school.example',
    'did:web:school.example?x=y',
    'did:web:school.example/evil',
    'did:web:school.example%2Fevil',
    'did:web:2130706433',
  ])
    it(`11 did:web traversal: ${did} is refused and nothing fetched`, async () => {
      const asked: string[] = []
      const badge = await diBadge(SCHOOL_DID, school, { method: `${did}#key-0` })
      badge.issuer = { id: did, type: 'Profile' }
      const { codes, verdict } = await verify(badge, {}, { asked })
      assert.equal(verdict, 'invalid')
      assert.ok(codes.includes('method_bad'), String(codes))
      assert.deepEqual(asked, [])
    })

  it('16 weak RSA: a key of 1024 bits that the school lists', async () => {
    const document = controllerDocument(SCHOOL, [rsaKey(1024)])
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#key-0` })
    assert.ok((await verify(badge, { [SCHOOL]: document })).codes.includes('key_weak'))
  })

  it('17 private JWK: everybody can sign with it', async () => {
    const privateJwk = school.privateKey.export({ format: 'jwk' })
    const entry = { id: `${SCHOOL}#k`, type: 'JsonWebKey', publicKeyJwk: privateJwk }
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#k` })
    const { codes, verdict } = await verify(badge, {
      [SCHOOL]: { id: SCHOOL, assertionMethod: [entry] },
    })
    assert.deepEqual([codes, verdict], [['key_private', 'proof_unchecked'], 'invalid'])
  })

  it('a key the issuer names by its address, which has withdrawn it since', async () => {
    const url = 'https://keys.example/1'
    const revoked = methodOf(school, url, { revoked: '2025-06-01T00:00:00Z' })
    const answers = { [SCHOOL]: { id: SCHOOL, publicKey: [url] }, [url]: revoked }
    const badge = await diBadge(SCHOOL, school, { method: url })
    assert.deepEqual((await verify(badge, answers)).codes, ['key_revoked', 'proof_ok'])
    const sound = { ...answers, [url]: methodOf(school, url) }
    assert.deepEqual((await verify(badge, sound)).codes, ['key_ok', 'proof_ok'])
  })

  it('a key that may not verify', async () => {
    const jwk = { ...school.jwk, key_ops: ['deriveBits'] }
    const entry = { id: `${SCHOOL}#k`, type: 'JsonWebKey', publicKeyJwk: jwk }
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#k` })
    const { codes } = await verify(badge, { [SCHOOL]: { id: SCHOOL, assertionMethod: [entry] } })
    assert.deepEqual(codes, ['key_ok', 'signature_alg'])
  })

  it('59 small-order key: any message verifies under it', async () => {
    const point = Buffer.alloc(32)
    point[0] = 1
    const multibase = multibaseOf([0xed, 0x01, ...point])
    const badge = await diBadge(`did:key:${multibase}`, evil, {
      method: `did:key:${multibase}#${multibase}`,
    })
    const signature = Buffer.alloc(64)
    signature[0] = 1
    ;(badge.proof as JsonObject).proofValue = multibaseOf(signature)
    const { codes, verdict } = await verify(badge)
    assert.deepEqual([codes, verdict], [['key_malformed', 'proof_unchecked'], 'invalid'])
  })

  it('a DID document with the id of another DID does not vouch', async () => {
    const badge = await diBadge(SCHOOL_DID, evil, { method: `${SCHOOL_DID}#key-0` })
    const document = controllerDocument('did:web:evil.example', [evil])
    const { codes } = await verify(badge, { [SCHOOL_DID_URL]: document })
    assert.deepEqual(codes, ['key_not_issuers', 'proof_unchecked'])
  })

  it('a method whose controller is somebody else does not count', async () => {
    const method = methodOf(evil, `${SCHOOL_DID}#key-0`, { controller: 'did:web:evil.example' })
    const document = { id: SCHOOL_DID, verificationMethod: [method], assertionMethod: [method.id] }
    const badge = await diBadge(SCHOOL_DID, evil, { method: `${SCHOOL_DID}#key-0` })
    const { verdict } = await verify(badge, { [SCHOOL_DID_URL]: document })
    assert.equal(verdict, 'invalid')
  })

  it('a did:key whose fragment is not its own key is not the issuer’s', async () => {
    const badge = await diBadge(school.didKey, evil, {
      method: `${school.didKey}#${evil.multibase}`,
    })
    assert.deepEqual((await verify(badge)).codes, ['key_not_issuers', 'proof_unchecked'])
  })

  it('a did:key with broken multibase is malformed', async () => {
    const did = `${school.didKey.slice(0, -1)}0`
    const badge = await diBadge(did, school, { method: did })
    assert.deepEqual((await verify(badge)).codes, ['key_malformed', 'proof_unchecked'])
  })

  it('a key of another kind than the suite’s is a forbidden way of signing', async () => {
    const curve = ecKey()
    const badge = await diBadge(curve.didKey, school, { method: curve.didKey })
    assert.deepEqual((await verify(badge)).codes, ['key_ok', 'signature_alg'])
  })

  it('an unknown kind of key could not be checked', async () => {
    const multibase = multibaseOf([0x83, 0x24, 2, ...Buffer.alloc(32, 5)])
    const did = `did:key:${multibase}`
    const { codes, verdict } = await verify(await diBadge(did, school, { method: did }))
    assert.deepEqual(
      [codes, verdict],
      [['key_type_unsupported', 'proof_unchecked'], 'unverifiable'],
    )
  })
})
