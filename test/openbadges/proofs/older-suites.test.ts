import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import {
  SCHOOL,
  VC1,
  VC2,
  controllerDocument,
  encoded,
  unsignedBadge,
} from '../../support/issuer-ob3.js'
import { verify, tampered } from '../../support/verify-ob3-text.js'
import { ecKey, ed25519Key, rsaKey, type TestKey } from '../../support/keys.js'
import { signedDetached } from '../../support/older-suites.js'

const OB302 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json'
const OB303 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
const CONTEXTS: Record<string, unknown> = {
  Ed25519Signature2018: [VC1, OB302],
  EcdsaSecp256k1Signature2019: [VC1, OB302],
  JsonWebSignature2020: [VC2, OB303, 'https://w3id.org/security/suites/jws-2020/v1'],
}
const keys = {
  Ed25519: ed25519Key(),
  'P-256': ecKey('P-256'),
  'P-384': ecKey('P-384'),
  secp256k1: ecKey('secp256k1'),
  RSA: rsaKey(),
}
const METHOD = `${SCHOOL}#key-0`
const listed = (key: TestKey): Record<string, object> => ({
  [SCHOOL]: controllerDocument(SCHOOL, [key]),
})

function signed(type: string, key: TestKey, header: JsonObject = {}): Promise<JsonObject> {
  const { validFrom, ...rest } = unsignedBadge(SCHOOL, { '@context': CONTEXTS[type] })
  const dates = type === 'JsonWebSignature2020' ? { validFrom } : { issuanceDate: validFrom }
  return signedDetached({ ...rest, ...dates }, key, { type, verificationMethod: METHOD }, header)
}

function withJws(badge: JsonObject, change: (jws: string) => unknown): JsonObject {
  const proof = badge.proof as JsonObject
  return { ...badge, proof: { ...proof, jws: change(proof.jws as string) } }
}

describe('proof: suites with a detached JWS', () => {
  for (const [type, key] of [
    ['Ed25519Signature2018', keys.Ed25519],
    ['EcdsaSecp256k1Signature2019', keys.secp256k1],
    ...Object.values(keys).map((key) => ['JsonWebSignature2020', key] as const),
  ] as const)
    it(`${type} with ${key.type}`, async () => {
      const badge = await signed(type, key)
      assert.deepEqual((await verify(badge, listed(key))).codes, ['key_ok', 'proof_ok'])
      const changed = await verify(tampered(badge), listed(key))
      assert.deepEqual(changed.codes, ['key_ok', 'proof_invalid'])
    })

  it('an issuer whose key is out of reach leaves the proof unchecked', async () => {
    const { codes, verdict } = await verify(await signed('Ed25519Signature2018', keys.Ed25519))
    assert.deepEqual(codes, ['key_unreachable', 'proof_unchecked'])
    assert.equal(verdict, 'unverifiable')
  })

  for (const [name, type, signer, alg] of [
    ['an RSA key for EdDSA', 'Ed25519Signature2018', keys.RSA, 'EdDSA'],
    ['an algorithm that is not the suite’s', 'Ed25519Signature2018', keys['P-256'], 'ES256'],
    ['another curve', 'JsonWebSignature2020', keys['P-384'], 'ES256'],
    ['RSA in the old padding', 'JsonWebSignature2020', keys.RSA, 'RS256'],
    ['none', 'JsonWebSignature2020', keys.Ed25519, 'none'],
    ['a secret everybody knows', 'JsonWebSignature2020', keys.RSA, 'HS256'],
    ['no algorithm', 'JsonWebSignature2020', keys.Ed25519, undefined],
  ] as const)
    it(`forbids ${name}`, async () => {
      const { codes, verdict } = await verify(await signed(type, signer, { alg }), listed(signer))
      assert.ok(codes.includes('signature_alg'), String(codes))
      assert.equal(verdict, 'invalid')
    })

  it('cannot check a registered algorithm that it does not know', async () => {
    const badge = await signed('JsonWebSignature2020', keys.Ed25519, { alg: 'ML-DSA-44' })
    const { codes, verdict } = await verify(badge, listed(keys.Ed25519))
    assert.deepEqual([codes, verdict], [['alg_unsupported', 'key_ok'], 'unverifiable'])
  })

  it('respects what a key says of its own use', async () => {
    const key = keys['P-256']
    const badge = await signed('JsonWebSignature2020', key)
    for (const limit of [{ alg: 'ES384' }, { key_ops: ['sign'] }, { use: 'enc' }]) {
      const method = { id: METHOD, controller: SCHOOL, publicKeyJwk: { ...key.jwk, ...limit } }
      const answers = { [SCHOOL]: { id: SCHOOL, assertionMethod: [method] } }
      assert.equal((await verify(badge, answers)).verdict, 'invalid', JSON.stringify(limit))
    }
  })

  for (const [name, header] of [
    ['encoded', { b64: true }],
    ['without b64', { b64: undefined }],
    ['without crit', { crit: undefined }],
    ['with further critical members', { crit: ['b64', 'exp'] }],
  ] as const)
    it(`refuses a payload ${name}`, async () => {
      const badge = await signed('Ed25519Signature2018', keys.Ed25519, header)
      const { codes, verdict } = await verify(badge, listed(keys.Ed25519))
      assert.deepEqual([codes, verdict], [['jws_header_bad', 'key_ok'], 'invalid'])
    })

  for (const [name, change] of [
    ['a payload in it', (jws) => jws.replace('..', `.${encoded({})}.`)],
    ['padding', (jws) => `${jws}=`],
    ['trailing bits', (jws) => `${jws.slice(0, -1)}${jws.endsWith('A') ? 'B' : 'h'}`],
    ['a fourth part', (jws) => `${jws}.`],
    ['a byte less', (jws) => jws.slice(0, -2)],
    ['no header', (jws) => jws.slice(jws.indexOf('.'))],
    ['nothing', () => ''],
    ['a number', () => 5],
  ] as [string, (jws: string) => unknown][])
    it(`a JWS with ${name} fails`, async () => {
      const badge = withJws(await signed('Ed25519Signature2018', keys.Ed25519), change)
      assert.equal((await verify(badge, listed(keys.Ed25519))).verdict, 'invalid')
    })

  it('a member beside the JWS is signed, or the proof fails', async () => {
    const badge = await signed('Ed25519Signature2018', keys.Ed25519)
    for (const more of [{ proofValue: 'z2' }, { domain: 'x.example' }, { challenge: 'c' }]) {
      const proof = { ...(badge.proof as JsonObject), ...more }
      assert.equal((await verify({ ...badge, proof }, listed(keys.Ed25519))).verdict, 'invalid')
    }
  })
})
