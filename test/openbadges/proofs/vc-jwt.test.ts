import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import {
  EVIL,
  SCHOOL,
  SCHOOL_DID,
  controllerDocument,
  diBadge,
  encoded,
  jwtBadge,
  methodOf,
  schoolDocuments,
  signJws,
  unsignedBadge,
} from '../../support/issuer-ob3.js'
import { verify } from '../../support/verify-ob3-text.js'
import { ecKey, ed25519Key, rsaKey, type TestKey } from '../../support/keys.js'

const school = rsaKey()
const evil = rsaKey()
const KID = `${SCHOOL}#key-0`
const CURVES = ['P-256', 'P-384', 'P-521', 'secp256k1'] as const
const answers = schoolDocuments(school)

const listed = (key: TestKey) => ({ [SCHOOL]: controllerDocument(SCHOOL, [key]) })

describe('proof: VC-JWT', () => {
  for (const key of [school, ...CURVES.map((curve) => ecKey(curve)), ed25519Key()])
    it(`${key.alg} with a key the issuer lists`, async () => {
      const { codes, verdict } = await verify(
        jwtBadge(SCHOOL, key, { header: { kid: KID } }),
        listed(key),
      )
      assert.deepEqual([codes, verdict], [['key_ok', 'proof_ok'], 'valid'])
    })

  it('a kid without scheme is a name in the issuer’s document', async () => {
    for (const kid of ['key-0', '#key-0']) {
      for (const issuer of [SCHOOL, SCHOOL_DID])
        assert.equal(
          (await verify(jwtBadge(issuer, school, { header: { kid } }), answers)).verdict,
          'valid',
        )
    }
    const jwks = {
      keys: [
        { ...school.jwk, kid: 'a' },
        { ...evil.jwk, kid: 'b' },
      ],
    }
    const token = jwtBadge(SCHOOL, school, { header: { kid: 'a' } })
    assert.equal((await verify(token, { [SCHOOL]: jwks })).verdict, 'valid')
  })

  it('a header jwk counts when the issuer lists that very key', async () => {
    const token = jwtBadge(SCHOOL, school, { header: { jwk: school.jwk } })
    assert.deepEqual((await verify(token, answers)).codes, ['key_ok', 'proof_ok'])
    assert.deepEqual((await verify(token)).codes, ['key_unreachable', 'proof_unchecked'])
  })

  it('typ of a badge, none, or some other word; not of another token', async () => {
    for (const [typ, verdict] of [
      ['JWT', 'valid'],
      ['vc+jwt', 'valid'],
      ['vc+ld+json+jwt', 'valid'],
      [undefined, 'valid'],
      ['something', 'valid'],
      ['at+jwt', 'invalid'],
      ['kb+jwt', 'invalid'],
    ])
      assert.equal(
        (await verify(jwtBadge(SCHOOL, school, { header: { kid: KID, typ } }), answers)).verdict,
        verdict,
        typ,
      )
  })

  it('19 exp sets the end, whatever the credential says', async () => {
    const exp = Date.parse('2025-12-31T00:00:00Z') / 1000
    const options = { header: { kid: KID }, claims: { exp } }
    const without = await verify(jwtBadge(SCHOOL, school, options), answers)
    assert.equal(without.validUntil, '2025-12-31T00:00:00.000Z')
    assert.deepEqual(without.codes, ['key_ok', 'proof_ok'])
    const badge = { validUntil: '2030-01-01T00:00:00Z' }
    const differing = await verify(jwtBadge(SCHOOL, school, { ...options, badge }), answers)
    assert.equal(differing.validUntil, '2025-12-31T00:00:00.000Z')
    assert.ok(differing.codes.includes('jwt_exp_differs'))
  })

  it('nbf drops fractions of a second, and may be digits in quotes', async () => {
    const badge = { validFrom: '2025-01-01T00:00:00.750Z' }
    const nbf = Date.parse('2025-01-01T00:00:00Z') / 1000
    for (const claim of [nbf, nbf + 0.5, String(nbf)]) {
      const options = { header: { kid: KID }, claims: { nbf: claim }, badge }
      assert.equal((await verify(jwtBadge(SCHOOL, school, options), answers)).verdict, 'valid')
    }
  })

  it('an embedded proof inside is only warned of', async () => {
    const { proof } = await diBadge(SCHOOL, ed25519Key(), { badge: { name: 'Other' } })
    const token = jwtBadge(SCHOOL, school, { header: { kid: KID }, badge: { proof } })
    const { codes, verdict } = await verify(token, answers)
    assert.deepEqual([codes, verdict], [['key_ok', 'proof_ok', 'proof_other_failed'], 'valid'])
  })

  it('26 an unknown context is a warning, for the token covers the text', async () => {
    const asked: string[] = []
    const context = [...(unsignedBadge(SCHOOL)['@context'] as string[]), 'https://evil.example/ctx']
    const token = jwtBadge(SCHOOL, school, { header: { kid: KID }, badge: { '@context': context } })
    const { codes, verdict } = await verify(token, answers, { asked })
    assert.deepEqual([codes, verdict], [['context_unknown', 'key_ok', 'proof_ok'], 'valid'])
    assert.deepEqual(asked, [SCHOOL])
  })
})

describe('proof of a VC-JWT, attacks', () => {
  it('1, 2 own jwk, famous issuer: silent or reachable, the key proves nothing', async () => {
    const token = jwtBadge(SCHOOL, evil, { header: { jwk: evil.jwk } })
    assert.deepEqual((await verify(token)).codes, ['key_unreachable', 'proof_unchecked'])
    const { codes, verdict } = await verify(token, answers)
    assert.deepEqual([codes, verdict], [['key_not_vouched', 'proof_unchecked'], 'unverifiable'])
  })

  it('a kid that leads to a key set of the attacker', async () => {
    const url = 'https://evil.example/jwks#a'
    const token = jwtBadge(SCHOOL, evil, { header: { kid: url } })
    const jwks = { 'https://evil.example/jwks': { keys: [{ ...evil.jwk, kid: 'a' }] } }
    const { codes, verdict } = await verify(token, { ...answers, ...jwks })
    assert.deepEqual([codes, verdict], [['key_not_vouched', 'proof_ok'], 'unverifiable'])
  })

  it('jku, x5u and x5c are not followed', async () => {
    const asked: string[] = []
    const header = { kid: KID, jku: `${EVIL}/jwks`, x5u: EVIL, x5c: ['AAAA'] }
    const { codes, verdict } = await verify(jwtBadge(SCHOOL, school, { header }), answers, {
      asked,
    })
    assert.equal(verdict, 'valid')
    assert.deepEqual(asked, [SCHOOL])
    assert.equal(codes.filter((code) => code === 'jws_header_ignored').length, 3)
  })

  it('12 alg none', async () => {
    const [, payload] = jwtBadge(SCHOOL, school).split('.')
    for (const alg of ['none', 'None', undefined, ['RS256'], 'rs256']) {
      const { codes, verdict } = await verify(
        `${encoded({ alg, kid: KID })}.${payload}.AA`,
        answers,
      )
      assert.ok(codes.includes('signature_alg'))
      assert.equal(verdict, 'invalid')
    }
  })

  it('13 HMAC with the public key as secret', async () => {
    const [, payload] = jwtBadge(SCHOOL, school).split('.')
    const input = `${encoded({ alg: 'HS256', kid: KID })}.${payload}`
    const pem = school.publicKey.export({ type: 'spki', format: 'pem' })
    const mac = createHmac('sha256', pem).update(input).digest('base64url')
    const { codes, verdict } = await verify(`${input}.${mac}`, answers)
    assert.ok(codes.includes('signature_alg'))
    assert.equal(verdict, 'invalid')
  })

  it('14 an algorithm that does not fit the key, or what the key is for', async () => {
    const header = { kid: KID }
    const es256 = jwtBadge(SCHOOL, school, { header: { ...header, alg: 'ES256' } })
    assert.ok((await verify(es256, answers)).codes.includes('signature_alg'))
    for (const use of [{ alg: 'PS256' }, { key_ops: ['encrypt'] }]) {
      const entry = methodOf(school, KID, { publicKeyJwk: { ...school.jwk, ...use } })
      const documents = { [SCHOOL]: { id: SCHOOL, assertionMethod: [entry] } }
      const { codes, verdict } = await verify(jwtBadge(SCHOOL, school, { header }), documents)
      assert.deepEqual([codes, verdict], [['key_ok', 'signature_alg'], 'invalid'])
    }
  })

  it('a key for encryption only', async () => {
    const entry = methodOf(school, KID, { publicKeyJwk: { ...school.jwk, use: 'enc' } })
    const documents = { [SCHOOL]: { id: SCHOOL, assertionMethod: [entry] } }
    const { codes } = await verify(jwtBadge(SCHOOL, school, { header: { kid: KID } }), documents)
    assert.deepEqual(codes, ['key_purpose', 'proof_unchecked'])
  })

  it('15 crit and b64', async () => {
    const header = { kid: KID, crit: ['b64'], b64: false }
    const { codes, verdict } = await verify(jwtBadge(SCHOOL, school, { header }), answers)
    assert.ok(codes.includes('jws_header_bad'))
    assert.equal(verdict, 'invalid')
  })

  it('16, 17 a weak or a published private key that the issuer lists', async () => {
    const weak = rsaKey(1024)
    const token = jwtBadge(SCHOOL, weak, { header: { kid: KID } })
    assert.ok((await verify(token, listed(weak))).codes.includes('key_weak'))
    const jwk = { ...school.privateKey.export({ format: 'jwk' }), kid: 'key-0' }
    const { codes } = await verify(jwtBadge(SCHOOL, school, { header: { kid: KID } }), {
      [SCHOOL]: { keys: [jwk] },
    })
    assert.deepEqual(codes, ['key_private', 'proof_unchecked'])
  })

  for (const [claim, wrong] of [
    ['iss', EVIL],
    ['sub', 'did:example:somebody-else'],
    ['jti', 'urn:uuid:other'],
    ['nbf', Date.parse('2025-01-01T00:00:01Z') / 1000],
  ] as const)
    it(`18 claims contradict: ${claim}, or ${claim} left out`, async () => {
      const header = { kid: KID }
      const other = await verify(
        jwtBadge(SCHOOL, school, { header, claims: { [claim]: wrong } }),
        answers,
      )
      assert.deepEqual(
        [other.codes, other.verdict],
        [['key_ok', 'jwt_claim_mismatch', 'proof_ok'], 'invalid'],
      )
      const none = await verify(
        jwtBadge(SCHOOL, school, { header, claims: { [claim]: undefined } }),
        answers,
      )
      assert.deepEqual(
        [none.codes, none.verdict],
        [['key_ok', 'jwt_claim_missing', 'proof_ok'], 'invalid'],
      )
    })

  it('21 trailing bits: another spelling of the same signature', async () => {
    const token = jwtBadge(SCHOOL, school, { header: { kid: KID } })
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const sibling = letters[letters.indexOf(token.at(-1)!) + 1]!
    const { codes, verdict } = await verify(token.slice(0, -1) + sibling, answers)
    assert.deepEqual([codes, verdict], [['key_ok', 'proof_invalid'], 'invalid'])
  })

  it('57 neither kid nor jwk', async () => {
    const { codes, verdict } = await verify(signJws(unsignedBadge(SCHOOL), school), answers)
    assert.ok(codes.includes('jws_no_key_named'))
    assert.equal(verdict, 'invalid')
  })

  it('kid and jwk that are not the same key', async () => {
    const header = { kid: KID, jwk: evil.jwk }
    const { codes, verdict } = await verify(jwtBadge(SCHOOL, school, { header }), answers)
    assert.deepEqual([codes, verdict], [['key_ok', 'jws_header_bad', 'proof_ok'], 'invalid'])
    const same = jwtBadge(SCHOOL, school, { header: { kid: KID, jwk: school.jwk } })
    assert.equal((await verify(same, answers)).verdict, 'valid')
  })
})
