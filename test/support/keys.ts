import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { canonicalJson } from '../../src/openbadges/proofs/suites/jcs.js'
import type { JsonObject } from '../../src/openbadges/types.js'

type Curve = 'P-256' | 'P-384' | 'P-521' | 'secp256k1'

/** Multicodec of a curve as varint, and the JWS algorithm that goes with it. */
const CURVES: Record<Curve, [codec: number[], alg: string]> = {
  'P-256': [[0x80, 0x24], 'ES256'],
  'P-384': [[0x81, 0x24], 'ES384'],
  'P-521': [[0x82, 0x24], 'ES512'],
  secp256k1: [[0xe7, 0x01], 'ES256K'],
}

/** A key pair made for one test run. */
export interface TestKey {
  type: 'Ed25519' | Curve | 'RSA'
  publicKey: KeyObject
  privateKey: KeyObject
  /** Public JWK. */
  jwk: JsonObject
  /** Multikey text; empty for RSA. */
  multibase: string
  didKey: string
  /** JWS algorithm that goes with it. */
  alg: string
}

export function ed25519Key(): TestKey {
  const pair = generateKeyPairSync('ed25519')
  const x = Buffer.from(jwkOf(pair.publicKey).x as string, 'base64url')
  return testKey('Ed25519', pair, multibaseOf([0xed, 0x01, ...x]), 'EdDSA')
}

export function ecKey(curve: Curve = 'P-256'): TestKey {
  const pair = generateKeyPairSync('ec', { namedCurve: curve })
  const { x, y } = jwkOf(pair.publicKey)
  const sign = 2 + (Buffer.from(y as string, 'base64url').at(-1)! & 1)
  const [codec, alg] = CURVES[curve]
  const point = [sign, ...Buffer.from(x as string, 'base64url')]
  return testKey(curve, pair, multibaseOf([...codec, ...point]), alg)
}

export function rsaKey(bits = 2048): TestKey {
  return testKey('RSA', generateKeyPairSync('rsa', { modulusLength: bits }), '', 'RS256')
}

/** Multibase `z` text of bytes. */
export function multibaseOf(bytes: Iterable<number>): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  const list = [...bytes]
  const zeros = list.findIndex((byte) => byte !== 0)
  let number = BigInt(`0x${Buffer.from(list).toString('hex') || '0'}`)
  let text = ''
  for (; number > 0n; number /= 58n) text = alphabet.charAt(Number(number % 58n)) + text
  return `z${'1'.repeat(zeros < 0 ? list.length : zeros)}${text}`
}

/** Multikey text of a JWK in its canonical spelling, or of any text in its place. */
export function jwkMultibase(jwk: JsonObject | string): string {
  const text = typeof jwk === 'string' ? jwk : canonicalJson(jwk)
  return multibaseOf([0xd1, 0xd6, 0x03, ...Buffer.from(text)])
}

function testKey(
  type: TestKey['type'],
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
  multibase: string,
  alg: string,
): TestKey {
  const jwk = jwkOf(publicKey)
  return { type, publicKey, privateKey, jwk, multibase, didKey: `did:key:${multibase}`, alg }
}

function jwkOf(key: KeyObject): JsonObject {
  return { ...key.export({ format: 'jwk' }) }
}
