import assert from 'node:assert/strict'
import type { KeyObject } from 'node:crypto'
import fc from 'fast-check'
import {
  decodeMultibase,
  keyFromBase58,
  keyFromBytes,
  keyFromMultibase,
} from '../../../src/openbadges/proofs/multikey.js'
import { keyFromJwk } from '../../../src/openbadges/proofs/jwk.js'
import { cpuMillis } from '../../support/cpu.js'
import {
  ecKey,
  ed25519Key,
  jwkMultibase,
  multibaseOf,
  rsaKey,
  type TestKey,
} from '../../support/keys.js'

const rsa = rsaKey()
const ed25519 = ed25519Key()
const CURVES = ['P-256', 'P-384', 'P-521', 'secp256k1'] as const
const multibaseProblem = (...bytes: number[]): string | null =>
  keyFromMultibase(multibaseOf(bytes)).problem

describe('keyFromMultibase', () => {
  for (const key of [ed25519, ...CURVES.map((curve) => ecKey(curve))])
    it(`reads ${key.type} as the same key that its JWK is`, () => {
      const { key: read } = keyFromMultibase(key.multibase)
      assert.equal(read?.type, key.type)
      assert.equal(read?.thumbprint, keyFromJwk(key.jwk).key?.thumbprint)
    })

  it('reads RSA in PKCS#1, by the same rules as everywhere', () => {
    const multikey = (key: KeyObject): string =>
      multibaseOf([0x85, 0x24, ...key.export({ format: 'der', type: 'pkcs1' })])
    assert.equal(keyFromMultibase(multikey(rsa.publicKey)).key?.type, 'RSA')
    assert.equal(keyFromMultibase(multikey(rsaKey(1024).publicKey)).problem, 'key_weak')
  })

  it('reads a JWK in its canonical spelling, and in no other', () => {
    for (const { jwk } of [ecKey('secp256k1'), ecKey('P-521'), rsa, ed25519]) {
      const read = keyFromMultibase(jwkMultibase(jwk))
      assert.equal(read.key?.thumbprint, keyFromJwk(jwk).key?.thumbprint)
      const { kty, ...rest } = jwk
      for (const text of [
        JSON.stringify({ kty, ...rest }, null, 1),
        JSON.stringify([jwk]),
        '{',
        '',
      ])
        assert.equal(keyFromMultibase(jwkMultibase(text)).problem, 'key_malformed')
    }
    const secret = ecKey().privateKey.export({ format: 'jwk' })
    assert.equal(keyFromMultibase(jwkMultibase({ ...secret })).problem, 'key_private')
  })

  it('refuses a compressed point that is none, or of another curve', () => {
    for (const curve of CURVES) {
      const bytes = Buffer.from(decodeMultibase(ecKey(curve).multibase, 'z')!)
      bytes[2] = 4
      assert.equal(keyFromBytes(bytes).problem, 'key_malformed', curve)
      assert.equal(keyFromBytes(bytes.subarray(0, -1)).problem, 'key_malformed', curve)
      const none = Buffer.concat([bytes.subarray(0, 2), Buffer.alloc(bytes.length - 2, 0xff)])
      none[2] = 2
      assert.equal(keyFromBytes(none).problem, 'key_malformed', curve)
    }
  })

  it('cannot use other registered kinds', () => {
    for (const codec of [
      [0xec, 0x01],
      [0x83, 0x24],
      [0xeb, 0x01],
    ])
      assert.equal(multibaseProblem(...codec, ...Buffer.alloc(33)), 'key_type_unsupported')
  })

  it('refuses private keys', () => {
    assert.equal(multibaseProblem(0x80, 0x26, ...Buffer.alloc(32)), 'key_private')
  })

  it('calls unregistered kinds, wrong lengths and long spellings of a kind damaged', () => {
    assert.equal(multibaseProblem(0xed, 0x01, ...Buffer.alloc(31, 9)), 'key_malformed')
    assert.equal(multibaseProblem(0xed, 0x01, ...Buffer.alloc(33, 9)), 'key_malformed')
    assert.equal(multibaseProblem(0x80, 0x24, 0x04, ...Buffer.alloc(32, 9)), 'key_malformed')
    assert.equal(multibaseProblem(0x99, 0x7f, ...Buffer.alloc(32)), 'key_malformed')
    assert.equal(multibaseProblem(0xed, 0x81, 0x00, ...Buffer.alloc(32, 9)), 'key_malformed')
    assert.equal(keyFromBytes(Buffer.alloc(0)).problem, 'key_malformed')
  })

  for (const text of [
    '',
    'z',
    'u7QE',
    `z0OIl`,
    `${ed25519.multibase} `,
    ed25519.multibase.slice(1),
  ])
    it(`calls ${JSON.stringify(text.slice(0, 12))}… damaged`, () => {
      assert.equal(keyFromMultibase(text).problem, 'key_malformed')
    })

  it('never throws, and answers a huge text at once', () => {
    fc.assert(fc.property(fc.string(), (text) => void keyFromMultibase(`z${text}`)))
    const start = cpuMillis()
    assert.equal(keyFromMultibase(`z${'2'.repeat(1_000_000)}`).problem, 'key_malformed')
    assert.ok(cpuMillis() - start < 50)
  })
})

describe('keyFromBase58', () => {
  const bare = (key: TestKey): string =>
    multibaseOf(decodeMultibase(key.multibase, 'z')!.subarray(2)).slice(1)

  for (const [type, key] of [
    ['Ed25519VerificationKey2018', ed25519],
    ['EcdsaSecp256k1VerificationKey2019', ecKey('secp256k1')],
    ['EcdsaSecp256r1VerificationKey2019', ecKey('P-256')],
  ] as const)
    it(`reads the bare key of an ${type}`, () => {
      const { key: read } = keyFromBase58(bare(key), [type])
      assert.equal(read?.thumbprint, keyFromJwk(key.jwk).key?.thumbprint)
    })

  it('goes by the type of the method, and refuses what does not fit it', () => {
    const text = bare(ed25519)
    assert.equal(keyFromBase58(text, ['Bls12381G2Key2020']).problem, 'key_type_unsupported')
    assert.equal(keyFromBase58(text, []).problem, 'key_type_unsupported')
    const type = ['EcdsaSecp256k1VerificationKey2019']
    for (const wrong of [text, '', '0OIl', `${bare(ecKey('secp256k1'))}1`])
      assert.equal(keyFromBase58(wrong, type).problem, 'key_malformed')
  })
})
