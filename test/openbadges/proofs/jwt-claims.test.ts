import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { thrownBy } from '../../support/errors.js'
import { jws, recognise } from '../../support/recognise.js'

const VC1 = 'https://www.w3.org/2018/credentials/v1'
const VC2 = 'https://www.w3.org/ns/credentials/v2'

const shape = (value: unknown): string => {
  const { format, proofKind, findings } = recognise(value)
  return [format, proofKind, ...findings.map(({ code }) => code)].join(' ')
}
const kindOf = (value: unknown): string | null => thrownBy(() => recognise(value)).kind

const subject = { type: ['AchievementSubject'], achievement: {} }

describe('recogniseAward: tokens', () => {
  it('takes the whole payload without registered claims (data model 2.0)', () => {
    const credential = {
      '@context': [VC2],
      type: ['OpenBadgeCredential'],
      credentialSubject: subject,
    }
    const found = recognise(
      jws({
        ...credential,
        iss: 'a',
        sub: 'b',
        jti: 'c',
        nbf: 1,
        exp: 2,
        iat: 3,
        aud: 'd',
        cnf: {},
      }),
    )
    assert.deepEqual([found.format, found.proofKind, found.value], ['ob3.0', 'jwt', credential])
  })

  it('fills the credential from the claims (data model 1.1), and overwrites nothing', () => {
    const vc = {
      '@context': [VC1],
      type: ['OpenBadgeCredential'],
      issuer: { name: 'S' },
      credentialSubject: { ...subject, id: 'did:own' },
    }
    const { value } = recognise(
      jws({
        vc,
        iss: 'https://s.example',
        sub: 'did:other',
        jti: 'urn:c',
        nbf: 1700000000.9,
        exp: 1800000000,
      }),
    )
    assert.deepEqual(value, {
      ...vc,
      id: 'urn:c',
      issuer: { name: 'S', id: 'https://s.example' },
      issuanceDate: '2023-11-14T22:13:20Z',
      expirationDate: '2027-01-15T08:00:00Z',
    })
  })

  it('reads a second credential beside vc as a contradiction, and the same one twice as none', () => {
    const one = { type: ['OpenBadgeCredential'], credentialSubject: subject }
    const two = { ...one, name: 'another' }
    assert.equal(shape(jws({ vc: one, ...two })), 'ob3.0 jwt jwt_claim_mismatch')
    assert.equal(shape(jws({ vc: { type: ['x'] }, ...two })), 'ob3.0 jwt jwt_claim_mismatch')
    assert.equal(shape(jws({ vc: one, ...one, iss: 'a' })), 'ob3.0 jwt')
  })

  it('opens an enveloped credential, once', () => {
    const token = jws({ type: ['OpenBadgeCredential'] })
    const enveloped = {
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${token}`,
    }
    assert.deepEqual([shape(enveloped), recognise(enveloped).text], ['ob3.0 jwt', token])
    const twice = { ...enveloped, id: `data:application/json,${JSON.stringify(enveloped)}` }
    assert.equal(kindOf(twice), 'unsupported-envelope')
  })

  it('refuses __proto__ in claims and credential', () => {
    const evil = JSON.parse('{"__proto__":{"type":"OpenBadgeCredential"}}') as JsonObject
    for (const payload of [evil, { type: ['OpenBadgeCredential'], vc: evil }])
      assert.throws(() => recognise(jws(payload)), { code: 'BADGE_MALFORMED' })
  })

  for (const [name, payload, header, kind] of [
    ['an ID token', { iss: 'a', sub: 'b', email: 'c@d.example' }, {}, 'unknown'],
    ['a presentation', { vp: { verifiableCredential: ['a', 'b'] } }, {}, 'presentation'],
    [
      'a presentation by its header',
      { type: ['OpenBadgeCredential'] },
      { typ: 'vp+jwt' },
      'presentation',
    ],
    [
      'another credential',
      { vc: { type: ['VerifiableCredential', 'DegreeCredential'] } },
      {},
      'other-credential',
    ],
  ] as const)
    it(`says that ${name} in a token is no badge`, () => {
      assert.equal(kindOf(jws(payload, { alg: 'EdDSA', ...header })), kind)
    })
})
