import assert from 'node:assert/strict'
import { keyFromMultibase } from '../../../src/openbadges/proofs/multikey.js'
import { suiteOf } from '../../../src/openbadges/proofs/suites/index.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { runOver } from '../../support/documents.js'
import {
  controllerDocument,
  diBadge,
  OB3,
  SCHOOL,
  unsignedBadge,
  VC2,
} from '../../support/issuer-ob3.js'
import { verify, tampered } from '../../support/verify-ob3-text.js'
import { ecKey, ed25519Key, type TestKey } from '../../support/keys.js'
import { signedJcs } from '../../support/older-suites.js'

/** The example that both specifications sign, and its proofs. */
const EXAMPLE: JsonObject = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://www.w3.org/ns/credentials/examples/v2',
  ],
  id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
  type: ['VerifiableCredential', 'AlumniCredential'],
  name: 'Alumni Credential',
  description: 'A minimum viable example of an Alumni Credential.',
  issuer: 'https://vc.example/issuers/5678',
  validFrom: '2023-01-01T00:00:00Z',
  credentialSubject: {
    id: 'did:example:abcdefgh',
    alumniOf: 'The School of Examples',
  },
}
const PROOFS = [
  [
    'eddsa-jcs-2022',
    'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2',
    'z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX',
  ],
  [
    'ecdsa-jcs-2019',
    'zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP',
    'z5ptCet75SaEgzG4v4zJhbJtfNi74Wv7Fq15hhKouJQQjEPQvPZKaYxcMXAMLPQS2FXrkCWokNJkFVkwxNzZfD5oT',
  ],
  [
    'ecdsa-jcs-2019',
    'z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ',
    'zq3EuTeLiGurmB2JR5oL8oWEsT7u2tba4HT1oZbiMYWc5qzsoW2kLYcBcF4HM5vCpJyTkceULKrVXuJQkXeN5seL4uXrFNFRMm53GWy1Yrto8rTWxZi9DkNeWP7yUPs7ELAm',
  ],
] as const

const key = ed25519Key()
const badge = signedJcs(unsignedBadge(key.didKey), key)

function withProof(changes: JsonObject): JsonObject {
  return { ...badge, proof: { ...(badge.proof as JsonObject), ...changes } }
}

describe('proof: suites over canonical JSON', () => {
  for (const [cryptosuite, multibase, proofValue] of PROOFS)
    it(`${cryptosuite} of the specification, with ${multibase.slice(0, 5)}…`, async () => {
      const proof = {
        type: 'DataIntegrityProof',
        cryptosuite,
        created: '2023-02-24T23:36:38Z',
        verificationMethod: `did:key:${multibase}#${multibase}`,
        proofPurpose: 'assertionMethod',
        '@context': EXAMPLE['@context'],
        proofValue,
      }
      const fits = (document: JsonObject): unknown => {
        const suite = suiteOf(proof)!
        const signature = suite.readProofValue(proofValue) as Buffer
        const canonical = () => Promise.reject(new Error('no statements are signed here'))
        const parts = { document, proof, signature, canonical, run: runOver({}) }
        return suite.verify(parts, keyFromMultibase(multibase).key!)
      }
      assert.equal(await fits(EXAMPLE), true)
      assert.equal(await fits({ ...EXAMPLE, name: 'Alumni credential' }), false)
    })

  for (const signer of [key, ecKey('P-256'), ecKey('P-384')])
    it(`${signer.type} over a badge`, async () => {
      const own = signedJcs(unsignedBadge(signer.didKey), signer)
      assert.deepEqual((await verify(own)).codes, ['key_ok', 'proof_ok'])
      assert.deepEqual((await verify(tampered(own))).codes, ['key_ok', 'proof_invalid'])
    })

  it('the order of members does not matter, all else does', async () => {
    const turned = Object.fromEntries(Object.entries(badge).reverse())
    assert.equal((await verify(turned)).verdict, 'valid')
    for (const more of [{ description: 'x' }, { nonsense: 1 }, { type: ['OpenBadgeCredential'] }])
      assert.equal((await verify({ ...badge, ...more })).verdict, 'invalid')
    assert.equal((await verify(withProof({ created: '2025-02-01T00:00:00Z' }))).verdict, 'invalid')
    assert.equal((await verify(withProof({ nonsense: 1 }))).verdict, 'invalid')
  })

  it('contexts of the proof are those of the badge, or its first ones', async () => {
    const later = {
      ...badge,
      '@context': [VC2, OB3, 'https://www.w3.org/ns/credentials/status/v1'],
    }
    assert.equal((await verify(later)).verdict, 'valid')
    for (const context of [[OB3, VC2], [VC2], [], VC2, [VC2, OB3, {}], null])
      assert.equal((await verify(withProof({ '@context': context }))).verdict, 'invalid')
    const turned = { ...badge, '@context': [OB3, VC2] }
    assert.equal((await verify(turned)).verdict, 'invalid')
  })

  it('no context that came after signing changes what the words mean', async () => {
    const bent = { name: 'https://evil.example/terms#name' }
    const { verdict } = await verify({ ...badge, '@context': [VC2, OB3, bent] })
    assert.equal(verdict, 'invalid')
    const unknown = { ...badge, '@context': [VC2, OB3, 'https://evil.example/context'] }
    assert.equal((await verify(unknown)).verdict, 'unverifiable')
  })

  it('a member that no context defines is signed with the text, and only there', async () => {
    const own = signedJcs(unsignedBadge(key.didKey, { grade: 'A' }), key)
    assert.deepEqual((await verify(own)).codes, ['key_ok', 'proof_ok'])
    assert.equal((await verify({ ...own, grade: 'A+' })).verdict, 'invalid')
  })

  it('a proof over the text lends no freedom to one over the statements beside it', async () => {
    const end = { validUntil: '2030-01-01T00:00:00Z' }
    const signed = await diBadge(key.didKey, key, { badge: end })
    const { validUntil, ...rest } = signed
    const word = { end: 'https://www.w3.org/2018/credentials#validUntil' }
    const typed = { '@id': word.end, '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' }
    const hidden = { ...rest, '@context': [VC2, OB3, { end: typed }], end: validUntil }
    const text = signedJcs(unsignedBadge(key.didKey), ed25519Key()).proof
    for (const proof of [signed.proof, [signed.proof, text], [text, signed.proof]])
      assert.equal((await verify({ ...hidden, proof })).verdict, 'invalid')
  })

  it('a key of another kind than the suite’s is a forbidden way of signing', async () => {
    const curve: TestKey = ecKey('P-256')
    const method = `${SCHOOL}#key-0`
    const own = signedJcs(unsignedBadge(SCHOOL), curve, {
      cryptosuite: 'eddsa-jcs-2022',
      verificationMethod: method,
    })
    const { codes } = await verify(own, { [SCHOOL]: controllerDocument(SCHOOL, [curve]) })
    assert.deepEqual(codes, ['key_ok', 'signature_alg'])
  })
})
