import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import {
  diBadge,
  EVIL,
  jwtBadge,
  OB3,
  signDi,
  unsignedBadge,
  VC2,
} from '../../support/issuer-ob3.js'
import { ed25519Key } from '../../support/keys.js'
import { verifyBadge } from '../../support/verify-ob3.js'

const key = ed25519Key()
const issuer = key.didKey
const header = { kid: `${key.didKey}#${key.multibase}` }

function subjectWith(changes: JsonObject, ofAchievement: JsonObject = {}): JsonObject {
  const subject = unsignedBadge('').credentialSubject as JsonObject
  const achievement = { ...(subject.achievement as JsonObject), ...ofAchievement }
  return { credentialSubject: { ...subject, achievement, ...changes } }
}

/** Verdict and codes of a badge signed with these members, by an embedded proof and as a token. */
async function both(badge: JsonObject): Promise<[embedded: unknown[], token: unknown[]]> {
  const answers = await Promise.all([
    verifyBadge(await diBadge(issuer, key, { badge })),
    verifyBadge(jwtBadge(issuer, key, { badge, header })),
  ])
  return answers.map(({ verdict, codes }) => [verdict, ...codes]) as [unknown[], unknown[]]
}

describe('verifying 3.0', () => {
  it('a good badge is valid, each check that ran passes and says so', async () => {
    const { verdict, report } = await verifyBadge(await diBadge(issuer, key))
    assert.equal(verdict, 'valid')
    assert.deepEqual(
      report.checks.map(({ check, outcome, findings }) => [check, outcome, findings[0]?.code]),
      [
        ['structure', 'passed', 'structure_ok'],
        ['proof', 'passed', 'proof_ok'],
        ['issuer-key', 'passed', 'key_ok'],
        ['expiry', 'not-applicable', undefined],
        ['revocation', 'not-applicable', undefined],
        ['refresh', 'not-applicable', undefined],
        ['schema', 'not-applicable', undefined],
        ['image', 'not-applicable', undefined],
        ['endorsements', 'not-applicable', undefined],
        ['recipient', 'not-applicable', undefined],
      ],
    )
  })

  it('every check runs, whatever another one found', async () => {
    const badge = await diBadge(issuer, key, { badge: { validUntil: '2025-06-01T00:00:00Z' } })
    const { codes } = await verifyBadge({ ...badge, issuer: undefined })
    for (const code of ['property_missing', 'key_not_vouched', 'proof_invalid', 'expired'])
      assert.ok(codes.includes(code), code)
  })

  it('the same text, documents and clock give the same report', async () => {
    const badge = await diBadge(issuer, key)
    assert.deepEqual((await verifyBadge(badge)).report, (await verifyBadge(badge)).report)
  })

  it('55: nobody named as earner', async () => {
    const expected = ['invalid', 'subject_unidentified']
    const { credentialSubject } = subjectWith({})
    delete (credentialSubject as JsonObject).id
    assert.deepEqual(await both({ credentialSubject }), [expected, expected])
  })

  it('58: a mandatory member missing deep inside', async () => {
    const alignment = [{ type: ['Alignment'], targetName: 'Weld' }]
    const related = [{ type: ['Related'], inLanguage: 'de' }]
    const expected = ['invalid', 'property_missing']
    for (const part of [{ alignment }, { related }])
      assert.deepEqual(await both(subjectWith({}, part)), [expected, expected])
  })

  it('28: a member named __proto__ is refused', async () => {
    const text = JSON.stringify(await diBadge(issuer, key))
    const evil = text.replace(/"issuer":\{/, `"__proto__":{"issuer":"${EVIL}",`)
    await assert.rejects(verifyBadge(evil), { code: 'BADGE_MALFORMED' })
    assert.equal(({} as JsonObject).issuer, undefined)
  })

  it('a type that no context maps to a URL, also in a token', async () => {
    const evidence = [{ type: ['Evidence', 'Selfie'] }]
    const { verdict, codes } = await verifyBadge(
      jwtBadge(issuer, key, { badge: { evidence }, header }),
    )
    assert.deepEqual([verdict, codes], ['invalid', ['type_wrong']])
    const unsigned = unsignedBadge(issuer, { evidence })
    const { proof } = await signDi({ ...unsigned, evidence: [] }, key)
    assert.equal((await verifyBadge({ ...unsigned, proof })).verdict, 'invalid')
  })

  it('a context that is not at hand excuses types in a token, with a warning', async () => {
    const badge = { '@context': [VC2, OB3, 'https://a.example/v1'], type: TYPES }
    const { verdict, codes } = await verifyBadge(jwtBadge(issuer, key, { badge, header }))
    assert.deepEqual([verdict, codes], ['valid', ['context_unknown']])
  })

  it('a token whose context gives a protected word another meaning', async () => {
    const contexts = [VC2, OB3, 'https://a.example/v1', { type: 'https://evil.example/type' }]
    const badge = { '@context': contexts }
    const { verdict, codes } = await verifyBadge(jwtBadge(issuer, key, { badge, header }))
    assert.equal(verdict, 'invalid')
    assert.ok(codes.includes('context_redefines'))
  })

  it('pictures never decide', async () => {
    const image = { id: 'https://school.example/1.png', type: 'Image' }
    const warned = ['valid', 'image_unreachable']
    assert.deepEqual(await both(subjectWith({}, { image })), [warned, warned])
    const gif = { id: 'data:image/gif;base64,R0lGOD', type: 'Image' }
    const odd = ['valid', 'image_type']
    assert.deepEqual(await both(subjectWith({}, { image: gif })), [odd, odd])
  })

  it('unsafe evidence and results off the scale are warnings', async () => {
    const evidence = [{ id: 'javascript:alert(1)', type: 'Evidence' }]
    const unsafe = ['valid', 'evidence_unsafe']
    assert.deepEqual(await both({ evidence }), [unsafe, unsafe])
    const result = [{ type: 'Result', resultDescription: 'urn:uuid:1', value: 'A' }]
    const unlinked = ['valid', 'result_unlinked']
    assert.deepEqual(await both(subjectWith({ result })), [unlinked, unlinked])
  })

  it('the claim exp sets the end', async () => {
    const end = Date.parse('2025-12-31T00:00:00Z') / 1000
    for (const badge of [{}, { validUntil: '2030-01-01T00:00:00Z' }]) {
      const token = jwtBadge(issuer, key, { badge, header, claims: { exp: end } })
      assert.equal((await verifyBadge(token)).verdict, 'expired')
    }
  })

  it('the claim exp before the start contradicts the badge', async () => {
    const token = jwtBadge(issuer, key, { header, claims: { exp: 0 } })
    const { verdict, codes } = await verifyBadge(token)
    assert.equal(verdict, 'invalid')
    assert.ok(codes.includes('dates_inverted'))
  })
})

const TYPES = ['VerifiableCredential', 'OpenBadgeCredential', 'Diploma']
