import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { FindingCode } from '../findings/codes.js'
import { member, stringOf } from '../text/read.js'
import { decodeBase64url } from '../text/values.js'
import type { JsonObject } from '../types.js'

export type KeyType = 'Ed25519' | 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'RSA'

/** A public key that is fit to verify with. */
export interface PublicKey {
  key: KeyObject
  type: KeyType
  /** What the key itself may be used for, as its JWK says; null when it does not say. */
  alg: string | null
  use: string | null
  keyOps: string[] | null
  /** RFC 7638, SHA-256, base64url. */
  thumbprint: string
}

/** A key, or the code of the finding that says why there is none. */
export type KeyResult =
  { key: PublicKey; problem: null } | { key: null; problem: FindingCode; found: string }

/** Refused beyond this length in bits, before any mathematics. */
const MAX_RSA_BITS = 8192
/** RFC 7518 section 3.3. */
const MIN_RSA_BITS = 2048

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']
const CURVE_BYTES: ReadonlyMap<string, number> = new Map([
  ['P-256', 32],
  ['P-384', 48],
  ['P-521', 66],
  ['secp256k1', 32],
])

/**
 * Reads a JWK: Ed25519, the three NIST curves, secp256k1, RSA.
 * Problems: `key_private` (private or symmetric material), `key_weak`, `key_malformed`, `key_type_unsupported`.
 * @see https://www.rfc-editor.org/rfc/rfc7517
 */
export function keyFromJwk(jwk: JsonObject): KeyResult {
  const secret = PRIVATE_MEMBERS.find((name) => member(jwk, name) !== undefined)
  if (secret) return refused('key_private', `JWK with the member ${secret}`)
  const kty = stringOf(jwk, 'kty')
  if (kty === 'oct') return refused('key_private', 'JWK of the type oct')
  const found =
    kty === 'OKP' ? okpKey(jwk) : kty === 'EC' ? ecKey(jwk) : kty === 'RSA' ? rsaKey(jwk) : null
  if (found) return found.key ? withUse(found.key, jwk) : found
  return kty
    ? refused('key_type_unsupported', `JWK of the type ${kty}`)
    : refused('key_malformed', 'JWK without kty')
}

function okpKey(jwk: JsonObject): KeyResult {
  const crv = stringOf(jwk, 'crv')
  if (crv !== 'Ed25519') return unsupportedCurve(crv)
  const x = coordinate(jwk, 'x', 32)
  return x ? ed25519Key(x) : refused('key_malformed', 'Ed25519 key of a wrong length')
}

/** An Ed25519 key from its 32 bytes. */
export function ed25519Key(bytes: Uint8Array): KeyResult {
  if (bytes.length !== 32) return refused('key_malformed', `Ed25519 key of ${bytes.length} bytes`)
  if (!isSafeEd25519Point(bytes)) return refused('key_malformed', 'Ed25519 point of small order')
  const x = Buffer.from(bytes).toString('base64url')
  return imported({ kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519')
}

function ecKey(jwk: JsonObject): KeyResult {
  const crv = stringOf(jwk, 'crv')
  const length = CURVE_BYTES.get(crv ?? '')
  if (length === undefined) return unsupportedCurve(crv)
  const [x, y] = [coordinate(jwk, 'x', length), coordinate(jwk, 'y', length)]
  if (!x || !y) return refused('key_malformed', `${crv} key with wrong coordinates`)
  return ecPoint(crv as KeyType, x, y)
}

/** A key of a Weierstrass curve from the coordinates of its point. */
export function ecPoint(curve: KeyType, x: Uint8Array, y: Uint8Array): KeyResult {
  const [base64x, base64y] = [x, y].map((part) => Buffer.from(part).toString('base64url'))
  return imported({ kty: 'EC', crv: curve, x: base64x, y: base64y }, curve)
}

function unsupportedCurve(crv: string | null): KeyResult {
  return crv
    ? refused('key_type_unsupported', `key on the curve ${crv}`)
    : refused('key_malformed', 'JWK without crv')
}

function coordinate(jwk: JsonObject, name: string, length: number): Buffer | null {
  const bytes = decodeBase64url(stringOf(jwk, name) ?? '')
  return bytes?.length === length ? bytes : null
}

function rsaKey(jwk: JsonObject): KeyResult {
  const n = decodeBase64url(stringOf(jwk, 'n') ?? '')
  const e = decodeBase64url(stringOf(jwk, 'e') ?? '')
  if (!n?.length || !e?.length)
    return refused('key_malformed', 'RSA key without modulus or exponent')
  return rsaNumbers(n, e)
}

function rsaNumbers(n: Buffer, e: Buffer): KeyResult {
  const bits = bitLength(n)
  if (bits > MAX_RSA_BITS || bitLength(e) > bits)
    return refused('key_malformed', `RSA key of ${bits} bits`)
  if (bits < MIN_RSA_BITS) return refused('key_weak', `RSA key of ${bits} bits`)
  if (n[n.length - 1]! % 2 === 0) return refused('key_weak', 'RSA key with an even modulus')
  if (e[e.length - 1]! % 2 === 0 || bitLength(e) < 2)
    return refused('key_weak', 'RSA key with an even or too small exponent')
  return imported(
    { kty: 'RSA', n: trimmed(n).toString('base64url'), e: trimmed(e).toString('base64url') },
    'RSA',
  )
}

function trimmed(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0)
  return first < 0 ? Buffer.alloc(0) : number.subarray(first)
}

function bitLength(number: Buffer): number {
  const bytes = trimmed(number)
  return bytes.length === 0 ? 0 : (bytes.length - 1) * 8 + (32 - Math.clz32(bytes[0]!))
}

/**
 * Verifies a key that node:crypto has read already, by the same rules as a JWK.
 * @param key a public key of any kind
 */
export function keyFromKeyObject(key: KeyObject): KeyResult {
  const kind = key.asymmetricKeyType ?? 'unknown'
  if (!['rsa', 'ec', 'ed25519'].includes(kind))
    return refused('key_type_unsupported', `${kind} key`)
  try {
    return keyFromJwk(key.export({ format: 'jwk' }))
  } catch {
    const curve = key.asymmetricKeyDetails?.namedCurve ?? 'unknown'
    return refused('key_type_unsupported', `key on the curve ${curve}`)
  }
}

function imported(jwk: JsonWebKey, type: KeyType): KeyResult {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const thumbprint = thumbprintOf(jwk)
    return { key: { key, type, alg: null, use: null, keyOps: null, thumbprint }, problem: null }
  } catch {
    return refused('key_malformed', `${type} key that is no point of its curve`)
  }
}

/** RFC 7638: the required members in alphabetical order, nothing else. */
function thumbprintOf({ kty, crv, x, y, n, e }: JsonWebKey): string {
  const required =
    kty === 'RSA' ? { e, kty, n } : kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x }
  return createHash('sha256').update(JSON.stringify(required)).digest('base64url')
}

function withUse(key: PublicKey, jwk: JsonObject): KeyResult {
  const keyOps = member(jwk, 'key_ops')
  return {
    key: {
      ...key,
      alg: stringOf(jwk, 'alg'),
      use: stringOf(jwk, 'use'),
      keyOps: Array.isArray(keyOps) ? keyOps.filter((op) => typeof op === 'string') : null,
    },
    problem: null,
  }
}

/** A result without key. */
export function refused(problem: FindingCode, found: string): KeyResult {
  return { key: null, problem, found }
}

/** The prime of the field, 2^255 - 19. */
const P = 2n ** 255n - 19n

/** y of the points whose order divides eight: under such a key one signature fits every message. */
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  littleEndian(
    Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex'),
  ),
  littleEndian(
    Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'),
  ),
])

/**
 * May these 32 bytes serve as a public key? Not when they encode a point of small order or a coordinate
 * that is not reduced.
 * @see https://www.rfc-editor.org/rfc/rfc8032#section-5.1.3
 */
function isSafeEd25519Point(bytes: Uint8Array): boolean {
  const y = littleEndian(bytes) & (2n ** 255n - 1n)
  return y < P && !SMALL_ORDER_Y.has(y)
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}
