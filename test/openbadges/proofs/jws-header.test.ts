import assert from 'node:assert/strict'
import { jwsHeaderFindings, splitJws } from '../../../src/openbadges/proofs/jws.js'
import type { JsonObject } from '../../../src/openbadges/types.js'

const ALGORITHMS =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ES256K EdDSA Ed25519'.split(' ')

const headerCodes = (header: JsonObject): string[] =>
  jwsHeaderFindings(splitJws(jwsText(header)), 'proof').map(({ code }) => code)

function jwsText(header: JsonObject): string {
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.`
}

describe('jwsHeaderFindings', () => {
  for (const alg of [
    'none',
    'None',
    'HS256',
    'rs256',
    'RSA-OAEP',
    'dir',
    'FOO',
    '',
    ['RS256'],
    null,
    5,
  ])
    it(`forbids the algorithm ${JSON.stringify(alg)}`, () => {
      assert.deepEqual(headerCodes({ alg }), ['signature_alg'])
    })

  it('forbids a header without algorithm, and inherits none', () => {
    assert.deepEqual(headerCodes({}), ['signature_alg'])
    assert.deepEqual(headerCodes({ alg: 'constructor' }), ['signature_alg'])
  })

  for (const alg of ['Ed448', 'ESP256', 'ML-DSA-44'])
    it(`cannot check the registered algorithm ${alg}`, () => {
      assert.deepEqual(headerCodes({ alg }), ['alg_unsupported'])
    })

  it('says nothing about an ordinary header', () => {
    for (const alg of ALGORITHMS) assert.deepEqual(headerCodes({ alg, kid: 'x', cty: 'vc' }), [])
  })

  it('refuses crit and b64, whatever they say', () => {
    const header = { alg: 'EdDSA', crit: ['b64'], b64: false }
    assert.deepEqual(headerCodes(header), ['jws_header_bad', 'jws_header_bad'])
    assert.deepEqual(headerCodes({ alg: 'EdDSA', b64: true }), ['jws_header_bad'])
  })

  it('ignores keys that the header brings along or points to, and warns', () => {
    const brought = { jku: 'https://evil.example', x5u: 'x', x5c: [], x5t: 'x' }
    assert.deepEqual(headerCodes({ alg: 'EdDSA', ...brought }), Array(4).fill('jws_header_ignored'))
  })

  it('ignores jwk in 1.x and 2.x only; in 3.0 it may name a key', () => {
    const jws = splitJws(jwsText({ alg: 'EdDSA', jwk: {} }))
    const found = jwsHeaderFindings(jws, 'signature')
    assert.deepEqual(
      found.map(({ code, check }) => [code, check]),
      [['jws_header_ignored', 'signature']],
    )
    assert.deepEqual(jwsHeaderFindings(jws, 'proof'), [])
  })

  for (const [typ, expected] of [
    ['JWT', []],
    ['vc+jwt', []],
    ['application/vc+ld+jwt', []],
    ['vc+ld+json+jwt', []],
    ['at+jwt', ['jws_header_bad']],
    ['kb+jwt', ['jws_header_bad']],
    ['secevent+jwt', ['jws_header_bad']],
    ['vc+sd-jwt', ['jws_header_bad']],
    ['badge', ['jws_header_ignored']],
    [5, ['jws_header_bad']],
  ] as const)
    it(`verifies the type ${typ}`, () => {
      assert.deepEqual(headerCodes({ alg: 'EdDSA', typ }), expected)
    })
})
