import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { Answered } from '../../support/documents.js'
import {
  assertion20,
  AWARD,
  badgeClass20,
  check,
  CLASS,
  hosted,
  hosted11,
  ISSUER,
  jws20,
  outcomeOf,
  profile20,
  schoolKey,
  signers,
  V2,
} from '../../support/issuer-ob2.js'

const proof = (type: unknown) => hosted({ award: { verification: { type } } })

describe('how a badge says that it is proven', () => {
  for (const [type, expected] of [
    [['HostedBadge', 'VerificationObject'], 'valid'],
    [['VerificationObject', 'HostedBadge'], 'valid'],
    [['HostedBadge', 'Cool'], 'valid'],
    [['HostedBadge', 'SignedBadge'], 'valid'],
    [['SignedBadge', 'hosted'], 'valid'],
    ['https://w3id.org/openbadges#HostedBadge', 'valid'],
    ['hostedBadge', 'valid (property_sloppy)'],
    ['HOSTED', 'valid (property_sloppy)'],
    [['hostedbadge', 'VerificationObject'], 'valid (property_sloppy)'],
    ['signedbadge', 'invalid (property_sloppy) signature_missing'],
    [['VerificationObject', 'SignedBadge'], 'invalid signature_missing'],
    ['https://other.example/proofs#MerkleProof', 'unverifiable verification_other'],
    [['Extension', 'https://other.example/MerkleProof'], 'unverifiable verification_other'],
    ['Hosted Badge', 'invalid type_wrong verification_other'],
    ['Badge', 'invalid type_wrong verification_other'],
    ['Assertion', 'invalid type_wrong'],
    ['VerificationObject', 'invalid type_wrong'],
    [['Extension', 'Oracle'], 'invalid type_wrong verification_other'],
    [['HostedBadge', 5], 'invalid property_type'],
    [[], 'invalid property_missing'],
  ] as const)
    it(`2.0 ${JSON.stringify(type)}: ${expected}`, async () => {
      assert.equal(outcomeOf(await check(AWARD, proof(type))), expected)
    })

  it('verify is another name in 2.x, for awards and for the policy of an issuer', async () => {
    const award = { verification: null, verify: { '@type': ['HostedBadge', 'Cool'] } }
    assert.equal(outcomeOf(await check(AWARD, hosted({ award }))), 'valid')
    const issuer = { verify: { startsWith: 'https://school.example/other/' } }
    assert.equal(outcomeOf(await check(AWARD, hosted({ issuer }))), 'invalid scope_outside')
    const signed = { verification: null, verify: { type: 'SignedBadge' } }
    assert.match(outcomeOf(await check(AWARD, hosted({ award: signed }))), /signature_missing/)
  })

  it('1.x takes another case, and no other kind', async () => {
    const verify = (type: string) => hosted11({ verify: { type, url: AWARD } })
    assert.equal(outcomeOf(await check(AWARD, verify('Hosted'))), 'valid (property_sloppy)')
    assert.match(outcomeOf(await check(AWARD, verify('Merkle'))), /^invalid type_wrong/)
  })

  it('a JWS proven by other rules is not proven by ours', async () => {
    const verification = { type: 'https://other.example/proofs#MerkleProof' }
    const report = await check(jws20(schoolKey, { verification }), signers())
    assert.equal(outcomeOf(report), 'unverifiable verification_other')
  })

  const merkle = ['MerkleProofVerification2017', 'Extension']
  const elsewhere = (changes: JsonObject = {}) =>
    assertion20({
      '@context': [V2, 'https://other.example/v2'],
      verification: { type: merkle, publicKey: 'ecdsa-koblitz-pubkey:1Example' },
      signature: { type: ['MerkleProof2017', 'Extension'], anchors: [] },
      ...changes,
    })

  it('a kind that is defined elsewhere: could not check, and its parts are no bad extensions', async () => {
    const key = { id: 'ecdsa-koblitz-pubkey:1Example', created: '2020-01-01T00:00:00Z' }
    const lines = { type: ['SignatureLine', 'Extension'], name: 'Head' }
    const answers = {
      ...hosted({ badge: { signatureLines: [lines] }, issuer: { publicKey: [key] } }),
      [AWARD]: elsewhere(),
    }
    const expected = /^unverifiable \(context_unknown\) verification_other$/
    assert.match(outcomeOf(await check(AWARD, answers)), expected)
    assert.match(outcomeOf(await check(elsewhere({ id: 'urn:uuid:1' }), answers)), /^unverifiable/)
    assert.match(outcomeOf(await check(elsewhere())), /^unverifiable/)
    const gone = { ...answers, [AWARD]: new Answered(410) }
    assert.match(outcomeOf(await check(elsewhere(), gone)), /^revoked/)
  })

  it('what is wrong in it besides stays wrong', async () => {
    const answers = { ...hosted({}), [AWARD]: elsewhere({ issuedOn: 'yesterday' }) }
    assert.match(outcomeOf(await check(AWARD, answers)), /^invalid/)
    const award = { signature: { type: ['MerkleProof2017', 'Extension'] } }
    assert.match(outcomeOf(await check(AWARD, hosted({ award }))), /^invalid .*extension_invalid/)
  })
})

describe('keywords of JSON-LD in 2.x', () => {
  /** The same with every `id` and `type` written as a keyword. */
  function keywords(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(keywords)
    if (typeof value !== 'object' || value === null) return value
    const named = Object.entries(value).map(([name, item]): [string, unknown] => [
      name === 'id' || name === 'type' ? `@${name}` : name,
      name === '@context' ? item : keywords(item),
    ])
    return Object.fromEntries(named)
  }
  const rewritten = (answers: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(answers).map(([url, v]) => [url, keywords(v) as JsonObject]))

  it('are the names of the context, at every depth and in every document', async () => {
    const deep = {
      award: { evidence: [{ id: AWARD, narrative: 'x' }], image: { id: `${AWARD}.png` } },
      badge: {
        criteria: { id: `${CLASS}#how`, type: 'Criteria' },
        image: { id: 'data:image/png;base64,iVBORw0KGgo=', type: 'Image' },
        related: [{ id: `${CLASS}-2` }],
      },
      issuer: { verification: { type: 'VerificationObject', startsWith: AWARD } },
    }
    const plain = await check(AWARD, hosted(deep))
    const report = await check(AWARD, rewritten(hosted(deep)))
    assert.equal(outcomeOf(report), outcomeOf(plain))
    assert.equal(plain.verdict, 'valid')
    assert.deepEqual({ ...report.credential, extra: [] }, { ...plain.credential, extra: [] })
  })

  it('are read in embedded parts, and beside a name that is null', async () => {
    const badge = badgeClass20({ issuer: profile20() })
    const answers = rewritten({ ...hosted({ award: { badge } }), [ISSUER]: profile20() })
    assert.equal((await check(AWARD, answers)).verdict, 'valid')
    const beside = { ...(keywords(assertion20()) as JsonObject), id: null, type: '' }
    assert.equal((await check(AWARD, { ...hosted({}), [AWARD]: beside })).verdict, 'valid')
  })

  it('never hide what a name says: the declared id is followed under both', async () => {
    const mirror = 'https://school.example/mirror'
    const answers = { ...hosted({}), [mirror]: keywords(assertion20()) as JsonObject }
    assert.equal(outcomeOf(await check(mirror, answers)), 'valid (hosted_id_mismatch)')
  })

  it('with signatures too', async () => {
    const jws = jws20(schoolKey, { '@type': ['Assertion'], type: undefined })
    assert.equal(outcomeOf(await check(jws, rewritten(signers()))), 'valid')
    const other = jws20(schoolKey, { '@type': ['BadgeClass'], type: undefined })
    assert.match(outcomeOf(await check(other, signers())), /^invalid type_wrong/)
  })
})

describe('a hosted badge whose id is no address', () => {
  const urn = (id: string, issuer: JsonObject = {}) => hosted({ award: { id }, issuer })

  for (const id of ['urn:uuid:9397afbc-ae3c-4298-9cfc-64a88ea2e043', 'did:example:1', 'tag:a,1:b'])
    it(`${id}: the page proves it without a policy, and lies outside of any`, async () => {
      assert.equal(outcomeOf(await check(AWARD, urn(id))), 'valid (scope_no_address)')
      for (const verification of [
        { startsWith: 'https://school.example/' },
        { startsWith: ['https://school.example/', 'urn:uuid:'] },
        { allowedOrigins: 'school.example' },
      ]) {
        const report = await check(AWARD, urn(id, { verification }))
        assert.equal(outcomeOf(report), 'invalid scope_outside')
      }
      const none = await check(AWARD, urn(id, { verification: { startsWith: [] } }))
      assert.equal(none.verdict, 'valid')
    })

  it('on the site of somebody else it is outside', async () => {
    const evil = 'https://evil.example/a'
    const answers = { ...hosted({}), [evil]: assertion20({ id: 'urn:uuid:1' }) }
    assert.match(outcomeOf(await check(evil, answers)), /^invalid scope_outside/)
  })

  it('as a file it says of no place', async () => {
    const report = await check(assertion20({ id: 'urn:uuid:1' }), hosted({}))
    assert.match(outcomeOf(report), /^unverifiable hosted_url_missing/)
  })
})
