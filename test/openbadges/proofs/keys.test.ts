import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { calculateJwkThumbprint } from 'jose'
import { keyFromMultibase, keyFromPem } from '../../../src/openbadges/proofs/multikey.js'
import { keyFromJwk } from '../../../src/openbadges/proofs/jwk.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { cpuMillis } from '../../support/cpu.js'
import { ecKey, ed25519Key, multibaseOf, rsaKey } from '../../support/keys.js'

const rsa = rsaKey()
const ed25519 = ed25519Key()
const problem = (jwk: JsonObject): string | null => keyFromJwk(jwk).problem
const multibaseProblem = (...bytes: number[]): string | null =>
  keyFromMultibase(multibaseOf(bytes)).problem

describe('keyFromJwk', () => {
  for (const [type, key] of [
    ['RSA', rsa.publicKey],
    ['Ed25519', ed25519.publicKey],
    ['P-256', ecKey('P-256').publicKey],
    ['P-384', ecKey('P-384').publicKey],
    ['P-521', ecKey('P-521').publicKey],
    ['secp256k1', ecKey('secp256k1').publicKey],
  ] as const)
    it(`reads ${type}, and names it by its RFC 7638 thumbprint`, async () => {
      const jwk = key.export({ format: 'jwk' })
      const result = keyFromJwk({ ...jwk, kid: 'x' })
      assert.equal(result.key?.type, type)
      assert.equal(result.key?.thumbprint, await calculateJwkThumbprint({ ...jwk }))
    })

  it('gives the thumbprint of the standard for the key of its example', () => {
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw'
    assert.equal(
      keyFromJwk({ kty: 'RSA', n, e: 'AQAB', alg: 'RS256' }).key?.thumbprint,
      'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    )
  })

  it('reports what the key says of its own use', () => {
    const { key } = keyFromJwk({ ...rsa.jwk, alg: 'PS256', use: 'sig', key_ops: ['verify', 1] })
    assert.deepEqual([key?.alg, key?.use, key?.keyOps], ['PS256', 'sig', ['verify']])
  })

  // the points whose order divides eight, and two that are not reduced; the sign is one bit of the last byte
  for (const [name, hex] of [
    ['of order 1', `01${'00'.repeat(31)}`],
    ['of order 2', `ec${'ff'.repeat(30)}7f`],
    ['of order 4', '00'.repeat(32)],
    ['of order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['of order 8 too', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['written as the prime', `ed${'ff'.repeat(30)}7f`],
    ['one above the prime', `ee${'ff'.repeat(30)}7f`],
  ] as const)
    it(`refuses an Ed25519 point ${name}, with either sign`, () => {
      const point = Buffer.from(hex, 'hex')
      const negative = Buffer.from(point)
      negative[31]! |= 0x80
      for (const bytes of [point, negative]) {
        const x = bytes.toString('base64url')
        assert.equal(problem({ kty: 'OKP', crv: 'Ed25519', x }), 'key_malformed')
        assert.equal(multibaseProblem(0xed, 0x01, ...bytes), 'key_malformed')
      }
    })

  it('refuses private and symmetric keys', () => {
    for (const { privateKey } of [rsa, ed25519])
      assert.equal(problem({ ...privateKey.export({ format: 'jwk' }) }), 'key_private')
    assert.equal(problem({ kty: 'oct', k: 'AAAA' }), 'key_private')
    assert.equal(problem({ kty: 'oct' }), 'key_private')
    assert.equal(problem({ ...rsa.jwk, p: 'AQ' }), 'key_private')
  })

  it('refuses RSA below 2048 bits, with a small or even exponent, with an even modulus', () => {
    const n = Buffer.from(rsa.jwk.n as string, 'base64url')
    assert.equal(problem(rsaKey(1024).jwk), 'key_weak')
    for (const e of ['AQ', 'Ag', 'AQAA']) assert.equal(problem({ ...rsa.jwk, e }), 'key_weak')
    const even = Buffer.concat([n.subarray(0, -1), Buffer.from([n.at(-1)! & 0xfe])])
    assert.equal(problem({ ...rsa.jwk, n: even.toString('base64url') }), 'key_weak')
  })

  it('measures RSA by its number, not by noughts in front', () => {
    const padded = Buffer.concat([
      Buffer.alloc(200),
      Buffer.from(rsaKey(1024).jwk.n as string, 'base64url'),
    ])
    assert.equal(problem({ kty: 'RSA', n: padded.toString('base64url'), e: 'AQAB' }), 'key_weak')
  })

  it('refuses RSA beyond 8192 bits before any mathematics', () => {
    const n = Buffer.alloc(100_000, 0xff).toString('base64url')
    const start = cpuMillis()
    assert.equal(problem({ kty: 'RSA', n, e: 'AQAB' }), 'key_malformed')
    assert.ok(cpuMillis() - start < 50)
  })

  for (const [name, jwk] of [
    ['no kty', { crv: 'Ed25519' }],
    ['no crv', { kty: 'EC', x: 'AA', y: 'AA' }],
    [
      'a point that is not on its curve',
      { ...ecKey().jwk, y: Buffer.alloc(32, 7).toString('base64url') },
    ],
    ['coordinates of a wrong length', { ...ecKey('P-384').jwk, crv: 'P-256' }],
    ['padding', { ...ed25519.jwk, x: `${ed25519.jwk.x as string}=` }],
    ['a number for a text', { ...ed25519.jwk, x: 5 }],
    ['an RSA key without modulus', { kty: 'RSA', e: 'AQAB' }],
  ] as const)
    it(`calls a key with ${name} damaged`, () => assert.equal(problem(jwk), 'key_malformed'))

  for (const jwk of [
    { kty: 'EC', crv: 'BP-256', x: 'AA', y: 'AA' },
    { kty: 'OKP', crv: 'X25519', x: 'AA' },
    { kty: 'OKP', crv: 'Ed448', x: 'AA' },
    { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA' },
  ])
    it(`cannot use ${jwk.crv ?? jwk.kty}`, () => assert.equal(problem(jwk), 'key_type_unsupported'))

  for (const hex of [
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  ])
    it(`refuses the Ed25519 point ${hex.slice(0, 6)}…${hex.slice(-2)}, small or not reduced`, () => {
      const bytes = Buffer.from(hex, 'hex')
      const x = bytes.toString('base64url')
      assert.equal(problem({ kty: 'OKP', crv: 'Ed25519', x }), 'key_malformed')
      assert.equal(multibaseProblem(0xed, 0x01, ...bytes), 'key_malformed')
    })
})

describe('keyFromPem', () => {
  const spki = rsa.publicKey.export({ format: 'pem', type: 'spki' }) as string
  const pkcs1 = rsa.publicKey.export({ format: 'pem', type: 'pkcs1' }) as string
  const thumbprint = keyFromJwk(rsa.jwk).key?.thumbprint

  for (const [name, pem] of [
    ['SPKI', spki],
    ['PKCS#1', pkcs1],
    ['indented lines', spki.replace(/^/gm, '    ')],
    ['CRLF', spki.replace(/\n/g, '\r\n')],
    ['line ends in letters', spki.replace(/\n/g, '\\n')],
    ['text around it', `Our key:\n${spki}\nUse it well.`],
  ] as const)
    it(`reads ${name}`, () => assert.equal(keyFromPem(pem).key?.thumbprint, thumbprint))

  it('reads keys on curves', () => {
    const pem = ed25519.publicKey.export({ format: 'pem', type: 'spki' }) as string
    assert.equal(keyFromPem(pem).key?.type, 'Ed25519')
  })

  it('refuses private keys of every kind', () => {
    for (const type of ['pkcs8', 'pkcs1'] as const)
      assert.equal(
        keyFromPem(rsa.privateKey.export({ format: 'pem', type }) as string).problem,
        'key_private',
      )
    assert.equal(
      keyFromPem(`${spki}${rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string}`)
        .problem,
      'key_private',
    )
  })

  it('refuses weak keys', () => {
    const pem = rsaKey(1024).publicKey.export({ format: 'pem', type: 'pkcs1' }) as string
    assert.equal(keyFromPem(pem).problem, 'key_weak')
  })

  it('cannot use certificates and other kinds of keys', () => {
    const certificate = spki.replace(/PUBLIC KEY/g, 'CERTIFICATE')
    assert.equal(keyFromPem(certificate).problem, 'key_type_unsupported')
    const x25519 = generateKeyPairSync('x25519').publicKey
    for (const key of [x25519, generateKeyPairSync('ed448').publicKey])
      assert.equal(
        keyFromPem(key.export({ format: 'pem', type: 'spki' }) as string).problem,
        'key_type_unsupported',
      )
  })

  it('calls anything else damaged', () => {
    for (const text of [
      '',
      'MIIB',
      spki.slice(0, 80),
      spki.replace('MII', 'AAA'),
      spki.replace('END PUBLIC', 'END RSA'),
    ])
      assert.equal(keyFromPem(text).problem, 'key_malformed')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        keyFromPem(`-----BEGIN PUBLIC KEY-----${text}-----END PUBLIC KEY-----`)
      }),
    )
  })
})
