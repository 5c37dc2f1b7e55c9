import assert from 'node:assert/strict'
import { Answered } from '../../support/documents.js'
import {
  EVIL,
  SCHOOL,
  SCHOOL_DID,
  SCHOOL_DID_URL,
  controllerDocument,
  diBadge,
  jwtBadge,
  methodOf,
  schoolDocuments,
} from '../../support/issuer-ob3.js'
import { verify } from '../../support/verify-ob3-text.js'
import { ecKey, ed25519Key, jwkMultibase, multibaseOf, rsaKey } from '../../support/keys.js'

const school = ed25519Key()
const evil = ed25519Key()
const p521 = ecKey('P-521')
const secp256k1 = ecKey('secp256k1')
const rsa = rsaKey()

describe('issuer-key: an issuer vouches through its own document', () => {
  for (const [name, id] of [
    ['https document', SCHOOL],
    ['did:web document', SCHOOL_DID],
  ] as const)
    it(`counts a key that the ${name} lists under assertionMethod`, async () => {
      const badge = await diBadge(id, school, { method: `${id}#key-0` })
      const { codes, verdict } = await verify(badge, schoolDocuments(school))
      assert.deepEqual([codes, verdict], [['key_ok', 'proof_ok'], 'valid'])
    })

  it('counts a did:key that is the issuer, and asks nobody', async () => {
    const asked: string[] = []
    const { verdict } = await verify(await diBadge(school.didKey, school), {}, { asked })
    assert.deepEqual([verdict, asked], ['valid', []])
  })

  it('counts a did:key without fragment, for it has one key only', async () => {
    const badge = await diBadge(school.didKey, school, { method: school.didKey })
    assert.equal((await verify(badge)).verdict, 'valid')
  })

  for (const [name, signer, multibase] of [
    ['P-521', p521, p521.multibase],
    ['secp256k1', secp256k1, secp256k1.multibase],
    ['a JWK', rsa, jwkMultibase(rsa.jwk)],
    ['a JWK on secp256k1', secp256k1, jwkMultibase(secp256k1.jwk)],
  ] as const)
    it(`counts a did:key of ${name}`, async () => {
      const did = `did:key:${multibase}`
      const token = jwtBadge(did, signer, { header: { kid: `${did}#${multibase}` } })
      assert.deepEqual((await verify(token)).codes, ['key_ok', 'proof_ok'])
      const other = jwtBadge(did, ecKey(), { header: { kid: `${did}#${multibase}` } })
      assert.equal((await verify(other)).verdict, 'invalid')
    })

  it('counts a key written in base58, by the type of its method', async () => {
    const publicKeyBase58 = multibaseOf(Buffer.from(String(school.jwk.x), 'base64url')).slice(1)
    const key = { id: `${SCHOOL}#k`, type: 'Ed25519VerificationKey2018', publicKeyBase58 }
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#k` })
    const verified = await verify(badge, { [SCHOOL]: { id: SCHOOL, assertionMethod: [key] } })
    assert.deepEqual(verified.codes, ['key_ok', 'proof_ok'])
  })

  it('counts a did:jwk that is the issuer', async () => {
    const did = `did:jwk:${Buffer.from(JSON.stringify(school.jwk)).toString('base64url')}`
    assert.equal(
      (await verify(await diBadge(did, school, { method: `${did}#0` }))).verdict,
      'valid',
    )
    const other = await verify(await diBadge(did, school, { method: `${did}#1` }))
    assert.deepEqual(other.codes, ['key_not_issuers', 'proof_unchecked'])
  })

  it('counts a key named in publicKey of an issuer profile', async () => {
    const profile = { id: SCHOOL, type: 'Profile', publicKey: [methodOf(school, `${SCHOOL}#k`)] }
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#k` })
    assert.equal((await verify(badge, { [SCHOOL]: profile })).verdict, 'valid')
  })

  it('counts a method of another document when the issuer embeds it under assertionMethod', async () => {
    const method = `${school.didKey}#${school.multibase}`
    const entry = methodOf(school, method, { controller: SCHOOL })
    const document = { id: SCHOOL, assertionMethod: [entry] }
    assert.equal(
      (await verify(await diBadge(SCHOOL, school), { [SCHOOL]: document })).verdict,
      'valid',
    )
  })

  it('counts a did:key that the issuer names under assertionMethod by its id alone', async () => {
    const document = { id: SCHOOL, assertionMethod: [`${school.didKey}#${school.multibase}`] }
    assert.equal(
      (await verify(await diBadge(SCHOOL, school), { [SCHOOL]: document })).verdict,
      'valid',
    )
  })

  it('of several keys that a name fits, counts the one that may sign badges', async () => {
    const document = {
      id: SCHOOL,
      verificationMethod: [
        methodOf(evil, 'k', { controller: SCHOOL }),
        methodOf(school, '#k', { controller: SCHOOL }),
      ],
      assertionMethod: ['#k'],
    }
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#k` })
    assert.equal((await verify(badge, { [SCHOOL]: document })).verdict, 'valid')
    const forged = await diBadge(SCHOOL, evil, { method: `${SCHOOL}#k` })
    assert.equal((await verify(forged, { [SCHOOL]: document })).verdict, 'invalid')
  })

  it('resolves relative ids against the document', async () => {
    const document = {
      id: SCHOOL_DID,
      verificationMethod: [methodOf(school, '#a', { controller: SCHOOL_DID })],
      assertionMethod: ['#a'],
    }
    const badge = await diBadge(SCHOOL_DID, school, { method: `${SCHOOL_DID}#a` })
    assert.equal((await verify(badge, { [SCHOOL_DID_URL]: document })).verdict, 'valid')
  })

  it('reads did:web with port and path, and the host in any case', async () => {
    const did = 'did:web:School.example%3A8443:users:staff'
    const url = 'https://school.example:8443/users/staff/did.json'
    const lower = did.replace('School', 'school')
    const document = controllerDocument(lower, [school])
    const badge = await diBadge(did, school, { method: `${did}#key-0` })
    assert.equal((await verify(badge, { [url]: document })).verdict, 'valid')
  })
})

describe('issuer-key: silence is not a no', () => {
  for (const [name, answer] of [
    ['nothing', undefined],
    ['404', new Answered(404)],
    ['500', new Answered(500, '{}')],
  ] as const)
    it(`could not check when the issuer answers ${name}`, async () => {
      const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#key-0` })
      const { codes, verdict } = await verify(badge, answer ? { [SCHOOL]: answer } : {})
      assert.deepEqual([codes, verdict], [['key_unreachable', 'proof_unchecked'], 'unverifiable'])
    })

  it('could not check when the issuer shows a page, or the profile of somebody else', async () => {
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#key-0` })
    for (const answer of ['<html></html>', { id: 'https://other.example', type: 'Profile' }]) {
      const { codes } = await verify(badge, { [SCHOOL]: answer })
      assert.deepEqual(codes, ['key_not_vouched', 'proof_unchecked'])
    }
  })

  it('fails when the profile of the issuer itself answers and names no key', async () => {
    const badge = await diBadge(SCHOOL, school, { method: `${SCHOOL}#key-0` })
    const { codes, verdict } = await verify(badge, { [SCHOOL]: { id: SCHOOL, type: 'Profile' } })
    assert.deepEqual([codes, verdict], [['key_not_issuers', 'proof_unchecked'], 'invalid'])
  })

  it('could not check what lies at the address of a did:web but is no DID document', async () => {
    const badge = await diBadge(SCHOOL_DID, school, { method: `${SCHOOL_DID}#key-0` })
    const { codes } = await verify(badge, { [SCHOOL_DID_URL]: '<html></html>' })
    assert.deepEqual(codes, ['key_unreachable', 'proof_unchecked'])
  })

  it('could not check DID methods it does not know', async () => {
    const did = 'did:ion:EiClkZMDxPKqC9c'
    const { codes } = await verify(await diBadge(did, school, { method: `${did}#k` }))
    assert.deepEqual(codes, ['method_unsupported', 'proof_unchecked'])
  })

  it('could not check a method over http', async () => {
    const badge = await diBadge(SCHOOL, school, { method: 'http://school.example/k' })
    assert.deepEqual((await verify(badge)).codes, ['key_insecure', 'proof_unchecked'])
  })
})

describe('issuer-key: keys on the issuer’s own host', () => {
  const keyUrl = 'https://school.example/keys/1'

  for (const [name, document] of [
    ['a JWK', school.jwk],
    ['a JWKS', { keys: [{ ...school.jwk, kid: 'a' }] }],
    ['a verification method', methodOf(school, keyUrl, { controller: SCHOOL })],
    ['a PEM', school.publicKey.export({ type: 'spki', format: 'pem' }) as string],
  ] as const)
    it(`counts ${name} with a warning`, async () => {
      const badge = await diBadge(SCHOOL, school, { method: keyUrl })
      const { codes, verdict } = await verify(badge, { [keyUrl]: document })
      assert.deepEqual([codes, verdict], [['key_same_origin', 'proof_ok'], 'valid'])
    })

  it('picks the key of a JWKS by fragment', async () => {
    const keys = [
      { ...evil.jwk, kid: 'a' },
      { ...school.jwk, kid: 'b' },
    ]
    const badge = await diBadge(SCHOOL, school, { method: `${keyUrl}#b` })
    assert.equal((await verify(badge, { [keyUrl]: { keys } })).verdict, 'valid')
  })

  it('fails when the key document names another controller', async () => {
    const badge = await diBadge(SCHOOL, school, { method: keyUrl })
    const answers = { [keyUrl]: methodOf(school, keyUrl, { controller: EVIL }) }
    assert.deepEqual((await verify(badge, answers)).codes, ['key_not_issuers', 'proof_ok'])
  })

  it('another port is another host', async () => {
    const url = 'https://school.example:8443/keys/1'
    const badge = await diBadge(SCHOOL, school, { method: url })
    const { codes } = await verify(badge, { [url]: school.jwk })
    assert.deepEqual(codes, ['key_not_vouched', 'proof_ok'])
  })

  it('warns when issuer and key are different tenants of a shared host', async () => {
    const issuer = 'https://raw.githubusercontent.com/school/badges/main/issuer.json'
    const url = 'https://raw.githubusercontent.com/stranger/keys/main/key.json'
    const badge = await diBadge(issuer, school, { method: url })
    const { codes, verdict } = await verify(badge, { [url]: school.jwk })
    assert.deepEqual(codes, ['key_same_origin', 'shared_host', 'proof_ok'])
    assert.equal(verdict, 'valid')
  })
})
