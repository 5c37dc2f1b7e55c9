import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Answered } from '../../support/documents.js'
import {
  assertion11,
  AWARD,
  badgeClass11,
  badgeClass20,
  check,
  CLASS,
  compactJws,
  evilKey,
  ISSUER,
  issuer11,
  jws20,
  KEY,
  keyDocument,
  outcomeOf,
  profile20,
  schoolKey,
  signers,
  V2,
} from '../../support/issuer-ob2.js'
import { rsaKey } from '../../support/keys.js'
import type { JsonObject } from '../../../src/openbadges/types.js'

const LIST = 'https://school.example/revoked'
const EVIL_KEY = 'https://evil.example/k'

describe('signed badges of 1.x and 2.x under attack', () => {
  it('a good signed badge is valid without a word', async () => {
    assert.equal(outcomeOf(await check(jws20(schoolKey), signers())), 'valid')
  })

  it('2.0 creator not listed: a stranger signs in the name of the school', async () => {
    const verification = { type: 'SignedBadge', creator: EVIL_KEY }
    const jws = jws20(evilKey, { verification })
    const answers = { ...signers(), [EVIL_KEY]: { ...keyDocument(evilKey), id: EVIL_KEY } }
    assert.equal(outcomeOf(await check(jws, answers)), 'invalid key_not_issuers')
  })

  it('2.0 signed with another key than the one it names', async () => {
    assert.equal(outcomeOf(await check(jws20(evilKey), signers())), 'invalid signature_invalid')
  })

  it('2.0 without creator: one fitting key of the profile is enough, a stranger has none', async () => {
    const verification = { type: 'SignedBadge' }
    const both = signers({ issuer: { publicKey: [keyDocument(evilKey), KEY] } })
    assert.match(outcomeOf(await check(jws20(schoolKey, { verification }), both)), /^valid/)
    const stranger = await check(jws20(evilKey, { verification }), signers())
    assert.equal(outcomeOf(stranger), 'invalid signature_invalid')
  })

  it('2.0 profile inside the payload: the one at the issuer decides', async () => {
    const lie = profile20({ publicKey: { ...keyDocument(evilKey), id: EVIL_KEY } })
    const badge = badgeClass20({ issuer: lie })
    const verification = { type: 'SignedBadge', creator: EVIL_KEY }
    const jws = jws20(evilKey, { badge, verification })
    assert.equal(outcomeOf(await check(jws, signers())), 'invalid key_not_issuers')
    assert.match(outcomeOf(await check(jws)), /^unverifiable/)
    const withoutId = { ...lie, id: 'urn:uuid:1' }
    const urn = jws20(evilKey, { badge: badgeClass20({ issuer: withoutId }), verification })
    assert.match(outcomeOf(await check(urn)), /^unverifiable .*key_not_vouched/)
  })

  it('profile that calls itself by a name without host vouches for nothing', async () => {
    const answers = signers({ issuer: { id: 'urn:uuid:2' } })
    const report = await check(jws20(schoolKey), answers)
    assert.equal(outcomeOf(report), 'unverifiable proof_unchecked key_not_vouched')
  })

  it('profile inside a class of the same host stands in for the silent page', async () => {
    const badge = badgeClass20({ issuer: profile20({ publicKey: keyDocument(schoolKey) }) })
    const report = await check(jws20(schoolKey), { [CLASS]: badge })
    assert.equal(outcomeOf(report), 'valid (linked_embedded)')
  })

  it('silent key, silent profile: could not check', async () => {
    const key = await check(jws20(schoolKey), { ...signers(), [KEY]: new Answered(500) })
    assert.equal(outcomeOf(key), 'unverifiable proof_unchecked key_unreachable')
    const profile = await check(jws20(schoolKey), { ...signers(), [ISSUER]: new Answered(404) })
    assert.match(outcomeOf(profile), /^unverifiable .*key_unreachable/)
  })

  it('profile without any key: invalid', async () => {
    const answers = { ...signers(), [ISSUER]: profile20() }
    assert.equal(outcomeOf(await check(jws20(schoolKey), answers)), 'invalid key_not_issuers')
  })

  for (const [name, header, code] of [
    ['alg none', { alg: 'none' }, 'signature_alg'],
    ['HMAC with the public key', { alg: 'HS256' }, 'signature_alg'],
    ['alg of another key type', { alg: 'ES256' }, 'signature_alg'],
    ['crit and b64', { crit: ['b64'], b64: false }, 'jws_header_bad'],
  ] as const)
    it(`${name}: invalid`, async () => {
      const report = await check(jws20(schoolKey, {}, header), signers())
      assert.match(outcomeOf(report), new RegExp(`^invalid .*${code}`))
    })

  it('key brought along in the header is ignored', async () => {
    const report = await check(jws20(evilKey, {}, { jwk: evilKey.jwk }), signers())
    assert.match(outcomeOf(report), /^invalid .*signature_invalid/)
    const honest = await check(jws20(schoolKey, {}, { jwk: evilKey.jwk }), signers())
    assert.equal(outcomeOf(honest), 'valid (jws_header_ignored)')
  })

  it('weak RSA: anyone could have the key', async () => {
    const weak = rsaKey(1024)
    const answers = signers({ key: { publicKeyPem: keyDocument(weak)['publicKeyPem'] } })
    assert.match(outcomeOf(await check(jws20(weak), answers)), /^invalid .*key_weak/)
  })

  it('trailing bits: the last letter of the signature has a sibling with the same bytes', async () => {
    const jws = jws20(schoolKey)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const sibling = alphabet[alphabet.indexOf(jws.at(-1)!) ^ 1]!
    const report = await check(jws.slice(0, -1) + sibling, signers())
    assert.equal(outcomeOf(report), 'invalid signature_invalid')
  })

  it('1.x key elsewhere: a key on another host than the issuer proves nothing', async () => {
    const verify = { type: 'signed', url: EVIL_KEY }
    const jws = compactJws(assertion11({ verify }), evilKey)
    const documents = { [CLASS]: badgeClass11(), [ISSUER]: issuer11() }
    const answers = { ...documents, [EVIL_KEY]: keyDocument(evilKey) }
    assert.match(outcomeOf(await check(jws, answers)), /^unverifiable key_not_vouched/)
    const own = compactJws(assertion11({ verify: { ...verify, url: KEY } }), schoolKey)
    const pem = keyDocument(schoolKey)['publicKeyPem'] as string
    const report = await check(own, { ...documents, [KEY]: pem })
    assert.equal(outcomeOf(report), 'valid (key_owner_differs)')
  })

  it('1.x list: an empty reason revokes, an inherited name does not', async () => {
    const verify = { type: 'signed', url: KEY }
    const answers = {
      [CLASS]: badgeClass11(),
      [ISSUER]: issuer11({ revocationList: LIST }),
      [KEY]: keyDocument(schoolKey),
    }
    const abc = compactJws(assertion11({ verify }), schoolKey)
    const listed = await check(abc, { ...answers, [LIST]: { abc: '' } })
    assert.equal(outcomeOf(listed), 'revoked revoked_list')
    const inherited = compactJws(assertion11({ verify, uid: 'toString' }), schoolKey)
    assert.equal(outcomeOf(await check(inherited, { ...answers, [LIST]: {} })), 'valid')
  })

  for (const [name, entry, verdict] of [
    ['an id as text', 'urn:uuid:9d7c3d1e-6a55-4b6e-8b1c-111111111111', 'revoked'],
    ['an object with id', { id: 'urn:uuid:9d7c3d1e-6a55-4b6e-8b1c-111111111111' }, 'revoked'],
    ['a uid', { uid: 'u1', revocationReason: 'Error' }, 'revoked'],
    ['revoked: false', { uid: 'u1', revoked: false }, 'valid'],
    ['somebody else', { uid: 'u2' }, 'valid'],
  ] as const)
    it(`2.0 list: ${name} → ${verdict}`, async () => {
      const list = { '@context': KEY, id: LIST, type: 'RevocationList', revokedAssertions: [entry] }
      const answers = { ...signers({ issuer: { revocationList: LIST } }), [LIST]: list }
      const report = await check(jws20(schoolKey, { uid: 'u1' }), answers)
      assert.equal(report.verdict, verdict)
    })

  it('2.0 list: silent or something else means could not check', async () => {
    const issuer = { revocationList: LIST }
    const silent = await check(jws20(schoolKey), signers({ issuer }))
    assert.equal(outcomeOf(silent), 'unverifiable status_unreachable')
    const other = await check(jws20(schoolKey), { ...signers({ issuer }), [LIST]: profile20() })
    assert.equal(outcomeOf(other), 'unverifiable status_list_bad')
    const empty = { '@context': V2, type: 'RevocationList', revokedAssertions: null }
    const none = await check(jws20(schoolKey), { ...signers({ issuer }), [LIST]: empty })
    assert.equal(outcomeOf(none), 'unverifiable status_list_bad')
  })

  it('a JWS that calls itself hosted is looked up as well, and the hosted copy decides', async () => {
    const jws = jws20(schoolKey, { id: AWARD, verification: { type: 'HostedBadge' } })
    const gone = await check(jws, { ...signers(), [AWARD]: new Answered(410) })
    assert.match(outcomeOf(gone), /^revoked/)
  })

  it('one value changed anywhere: never valid', async () => {
    const jws = jws20(schoolKey)
    const [header, payload, signature] = jws.split('.') as [string, string, string]
    const value = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JsonObject
    const names = Object.keys(value)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue(), async (name, changed) => {
        fc.pre(JSON.stringify(value[name]) !== JSON.stringify(changed))
        const other = JSON.stringify({ ...value, [name]: changed })
        const text = [header, Buffer.from(other).toString('base64url'), signature].join('.')
        const verdict = await check(text, signers()).then(
          (r) => r.verdict,
          () => 'not-a-badge',
        )
        assert.notEqual(verdict, 'valid')
      }),
      { numRuns: 60 },
    )
  })
})
