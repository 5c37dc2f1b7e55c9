import assert from 'node:assert/strict'
import type { Finding } from '../../../src/openbadges/findings/report.js'
import { verifyJws } from '../../../src/openbadges/proofs/jws.js'
import { keyFromJwk } from '../../../src/openbadges/proofs/jwk.js'
import { splitSdJwt } from '../../../src/openbadges/proofs/sd-jwt.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { thrownBy } from '../../support/errors.js'
import { encoded, signJws } from '../../support/issuer-ob3.js'
import { ecKey } from '../../support/keys.js'
import { digestOf, type Disclosed, disclosure, sdJwt } from '../../support/sd-jwt.js'

const key = ecKey()
const holder = ecKey()

/** RFC 9901, sections 5.1 and A.5. */
const RFC_KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ',
  y: 'Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8',
}
const RFC_TOKEN =
  'eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0.eyJfc2QiOiBbIkNyUWU3UzVrcUJBSHQtbk1ZWGdjNmJkdDJTSDVhVFkxc1VfTS1QZ2tqUEkiLCAiSnpZakg0c3ZsaUgwUjNQeUVNZmVadTZKdDY5dTVxZWhabzdGN0VQWWxTRSIsICJQb3JGYnBLdVZ1Nnh5bUphZ3ZrRnNGWEFiUm9jMkpHbEFVQTJCQTRvN2NJIiwgIlRHZjRvTGJnd2Q1SlFhSHlLVlFaVTlVZEdFMHc1cnREc3JaemZVYW9tTG8iLCAiWFFfM2tQS3QxWHlYN0tBTmtxVlI2eVoyVmE1TnJQSXZQWWJ5TXZSS0JNTSIsICJYekZyendzY002R242Q0pEYzZ2Vks4QmtNbmZHOHZPU0tmcFBJWmRBZmRFIiwgImdiT3NJNEVkcTJ4Mkt3LXc1d1BFemFrb2I5aFYxY1JEMEFUTjNvUUw5Sk0iLCAianN1OXlWdWx3UVFsaEZsTV8zSmx6TWFTRnpnbGhRRzBEcGZheVF3TFVLNCJdLCAiaXNzIjogImh0dHBzOi8vaXNzdWVyLmV4YW1wbGUuY29tIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAwLCAic3ViIjogInVzZXJfNDIiLCAibmF0aW9uYWxpdGllcyI6IFt7Ii4uLiI6ICJwRm5kamtaX1ZDem15VGE2VWpsWm8zZGgta284YUlLUWM5RGxHemhhVllvIn0sIHsiLi4uIjogIjdDZjZKa1B1ZHJ5M2xjYndIZ2VaOGtoQXYxVTFPU2xlclAwVmtCSnJXWjAifV0sICJfc2RfYWxnIjogInNoYS0yNTYiLCAiY25mIjogeyJqd2siOiB7Imt0eSI6ICJFQyIsICJjcnYiOiAiUC0yNTYiLCAieCI6ICJUQ0FFUjE5WnZ1M09IRjRqNFc0dmZTVm9ISVAxSUxpbERsczd2Q2VHZW1jIiwgInkiOiAiWnhqaVdXYlpNUUdIVldLVlE0aGJTSWlyc1ZmdWVjQ0U2dDRqVDlGMkhaUSJ9fX0.MczwjBFGtzf-6WMT-hIvYbkb11NrV1WMO-jTijpMPNbswNzZ87wY2uHz-CXo6R04b7jYrpj9mNRAvVssXou1iw'
const GIVEN_NAME = 'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd'
const ADDRESS =
  'WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0'
const NATIONALITY_US = 'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0'

function opened(claims: JsonObject, ...disclosures: (Disclosed | string)[]) {
  const { payload, disclosed } = splitSdJwt(sdJwt(claims, key, disclosures))
  return {
    payload,
    problems: disclosed!.filter(isProblem).map(({ code, path }) => `${code} ${path}`),
  }
}

const isProblem = ({ code }: Finding) => code !== 'partly_disclosed'

describe('SD-JWT', () => {
  it('of the RFC: shows what is disclosed and nothing else, under the issuer’s signature', () => {
    const jws = splitSdJwt([RFC_TOKEN, GIVEN_NAME, ADDRESS, NATIONALITY_US, ''].join('~'))
    assert.deepEqual(jws.disclosed!.filter(isProblem), [])
    const { cnf: _, ...shown } = jws.payload
    assert.deepEqual(shown, {
      iss: 'https://issuer.example.com',
      iat: 1683000000,
      exp: 1883000000,
      sub: 'user_42',
      nationalities: ['US'],
      given_name: 'John',
      address: {
        street_address: '123 Main St',
        locality: 'Anytown',
        region: 'Anystate',
        country: 'US',
      },
    })
    const [only] = verifyJws(jws, keyFromJwk(RFC_KEY).key!, 'proof')
    assert.equal(only?.code, 'proof_ok')
    assert.deepEqual(JSON.parse(jws.payloadText), jws.payload)
  })

  it('without disclosures keeps what is always shown; lists lose their hidden elements', () => {
    const { payload } = splitSdJwt(`${RFC_TOKEN}~`)
    assert.deepEqual(payload.nationalities, [])
    assert.deepEqual(Object.keys(payload).sort(), [
      ...['cnf', 'exp', 'iat', 'iss', 'nationalities', 'sub'],
    ])
  })

  it('opens disclosures within disclosures', () => {
    const inner = disclosure('level', 'expert')
    const element = disclosure({ _sd: [inner.digest, digestOf('decoy')] })
    const outer = disclosure('skills', [{ '...': element.digest }, 'plain'])
    const { payload, problems } = opened({ a: { _sd: [outer.digest] } }, inner, element, outer)
    assert.deepEqual(payload, { a: { skills: [{ level: 'expert' }, 'plain'] } })
    assert.deepEqual(problems, [])
  })

  it('tells that members of the badge are held back, and not those of its parts', () => {
    const codesOf = (claims: JsonObject, ...shown: Disclosed[]) =>
      splitSdJwt(sdJwt(claims, key, shown)).disclosed!.map(({ code }) => code)
    const end = disclosure('validUntil', '2020-01-01T00:00:00Z')
    assert.deepEqual(codesOf({ _sd: [end.digest] }), ['partly_disclosed'])
    assert.deepEqual(codesOf({ vc: { _sd: [end.digest] } }), ['partly_disclosed'])
    assert.deepEqual(codesOf({ _sd: [end.digest] }, end), [])
    assert.deepEqual(codesOf({ credentialSubject: { _sd: [end.digest] } }), [])
  })

  it('goes by the hash that the token names, and leaves others open', () => {
    const { text } = disclosure('name', 'x')
    for (const [name, algorithm] of [
      ['sha-384', 'sha384'],
      ['sha-512', 'sha512'],
    ] as const) {
      const claims = { _sd_alg: name, _sd: [digestOf(text, algorithm)] }
      assert.deepEqual(opened(claims, text), { payload: { name: 'x' }, problems: [] })
    }
    for (const _sd_alg of ['sha3-256', 'md5', 5, 'SHA-256'])
      assert.deepEqual(opened({ _sd_alg, _sd: [digestOf(text)] }, text), {
        payload: {},
        problems: ['alg_unsupported _sd_alg'],
      })
  })

  const name = disclosure('name', 'x')
  const element = disclosure('x')
  for (const [what, claims, disclosures, problem] of [
    ['a disclosure that no digest means', {}, [name], 'not signed'],
    ['the same disclosure twice', { _sd: [name.digest] }, [name, name], 'twice'],
    ['a digest that stands twice', { _sd: [name.digest, name.digest] }, [name], 'digest'],
    ['a hidden digest that stands twice', { a: { _sd: ['d'] }, b: { _sd: ['d'] } }, [], 'digest'],
    ['a member that is overwritten', { name: 'y', _sd: [name.digest] }, [name], 'not allowed'],
    ['an element where a member is due', { _sd: [element.digest] }, [element], 'misplaced'],
    ['a member where an element is due', { a: [{ '...': name.digest }] }, [name], 'misplaced'],
    ['digests that are no list', { _sd: name.digest }, [], 'no list of digests'],
    ['a digest that is no text', { _sd: [5] }, [], 'digest'],
    ['dots beside other members', { a: [{ '...': 'd', b: 1 }] }, [], 'reserved'],
    ['padding', { _sd: [digestOf(`${name.text}=`)] }, [`${name.text}=`], 'no disclosure'],
  ] as const)
    it(`refuses ${what}`, () => {
      const { problems } = opened({ ...claims }, ...disclosures)
      assert.ok(problems.includes(`disclosure_bad ${problem}`), problems.join())
    })

  for (const parts of [['s'], ['s', 'a', 1, 2], [5, 'a', 1], ['s', 5, 1], ['s', '_sd', []]])
    it(`refuses a disclosure of ${JSON.stringify(parts)}`, () => {
      const text = encoded(parts)
      const { problems } = opened({ _sd: [digestOf(text)] }, text)
      assert.deepEqual(problems, ['disclosure_bad no disclosure'])
    })

  for (const claim of ['iss', 'nbf', 'exp', 'cnf', 'vct', 'status'])
    it(`refuses ${claim} in a disclosure, for then somebody could hide it`, () => {
      const one = disclosure(claim, 'x')
      const { payload, problems } = opened({ _sd: [one.digest] }, one)
      assert.deepEqual([payload, problems], [{}, ['disclosure_bad not allowed']])
    })

  it('is damaged without an end, or beyond the limits of any JSON', () => {
    const open = sdJwt({}, key).slice(0, -1)
    assert.equal(thrownBy(() => splitSdJwt(open)).code, 'BADGE_MALFORMED')
    const many = Array.from({ length: 1001 }, () => 'x')
    assert.equal(thrownBy(() => opened({}, ...many)).code, 'BADGE_MALFORMED')
    let { text, digest } = disclosure('end')
    const chain = [text]
    for (let depth = 0; depth < 100; depth++) {
      ;({ text, digest } = disclosure([{ '...': digest }]))
      chain.push(text)
    }
    assert.equal(
      thrownBy(() => opened({ a: [{ '...': digest }] }, ...chain)).code,
      'BADGE_MALFORMED',
    )
  })
})

describe('SD-JWT with a key binding', () => {
  const token = sdJwt({ cnf: { jwk: holder.jwk } }, key)
  const binding = (claims: JsonObject = {}, by = holder, header: JsonObject = {}): string =>
    signJws({ sd_hash: digestOf(token), nonce: 'n', ...claims }, by, { typ: 'kb+jwt', ...header })
  const problems = (text: string): unknown[] => splitSdJwt(text).disclosed!.map(({ path }) => path)

  it('that fits says nothing of the badge', () => {
    assert.deepEqual(problems(token + binding()), [])
    assert.deepEqual(problems(sdJwt({}, key) + binding()), [])
  })

  it('that is another token’s, another key’s or another kind of token is wrong', () => {
    for (const wrong of [
      binding({ sd_hash: digestOf(sdJwt({}, key)) }),
      binding({ sd_hash: undefined }),
      binding({}, key),
      binding({}, holder, { typ: 'JWT' }),
      binding({}, holder, { alg: 'none' }),
    ])
      assert.deepEqual(problems(token + wrong), ['key binding'])
    assert.equal(thrownBy(() => splitSdJwt(`${token}x`)).code, 'BADGE_MALFORMED')
  })
})
