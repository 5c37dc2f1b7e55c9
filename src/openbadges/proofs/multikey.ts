import { createPublicKey, ECDH } from 'node:crypto'
import { readJsonObject, readUtf8 } from '../formats/json.js'
import { canonicalJson } from './canonical-json.js'
import {
  ecPoint,
  ed25519Key,
  keyFromJwk,
  keyFromKeyObject,
  refused,
  type KeyResult,
  type KeyType,
} from './jwk.js'
import { decodeMultibase } from './multibase.js'

/** Registered multicodecs of keys: those we read, and names of those we only know. */
const CODECS: ReadonlyMap<number, string> = new Map([
  [0xed, 'Ed25519'],
  [0x1200, 'P-256'],
  [0x1201, 'P-384'],
  [0x1202, 'P-521'],
  [0xe7, 'secp256k1'],
  [0x1205, 'RSA'],
  [0xeb51, 'JWK'],
  [0xea, 'BLS12-381 G1'],
  [0xeb, 'BLS12-381 G2'],
  [0xec, 'X25519'],
  [0xee, 'BLS12-381 G1 and G2'],
  [0xef, 'sr25519'],
  [0x1203, 'Ed448'],
  [0x1204, 'X448'],
  [0x1206, 'SM2'],
  [0x120b, 'ML-KEM-512'],
  [0x120c, 'ML-KEM-768'],
  [0x120d, 'ML-KEM-1024'],
  [0x1210, 'ML-DSA-44'],
  [0x1211, 'ML-DSA-65'],
  [0x1212, 'ML-DSA-87'],
])
/** Curves whose points are written compressed: name for node:crypto, bytes of a coordinate. */
const CURVES: ReadonlyMap<string, readonly [name: string, size: number]> = new Map([
  ['P-256', ['prime256v1', 32]],
  ['P-384', ['secp384r1', 48]],
  ['P-521', ['secp521r1', 66]],
  ['secp256k1', ['secp256k1', 32]],
])
const FIRST_PRIVATE_CODEC = 0x1300
const LAST_PRIVATE_CODEC = 0x131f

/**
 * Reads a Multikey: `z`, then base58btc of multicodec and key. Read are Ed25519, the NIST curves, secp256k1, RSA and
 * canonical JWKs.
 * Problems as in `keyFromJwk`; other registered codecs are `key_type_unsupported`, unknown ones `key_malformed`.
 * @see https://www.w3.org/TR/cid-1.0/#Multikey
 */
export function keyFromMultibase(text: string): KeyResult {
  const bytes = decodeMultibase(text, 'z')
  return bytes ? keyFromBytes(bytes) : refused('key_malformed', `multibase ${text.slice(0, 20)}`)
}

/** The same from the bytes behind the multibase: multicodec as varint, then the key. */
export function keyFromBytes(bytes: Uint8Array): KeyResult {
  const { codec, length } = readVarint(bytes)
  if (codec >= FIRST_PRIVATE_CODEC && codec <= LAST_PRIVATE_CODEC)
    return refused('key_private', `multicodec 0x${codec.toString(16)}`)
  const name = CODECS.get(codec)
  if (!name) return refused('key_malformed', 'bytes of no registered kind of key')
  const key = bytes.subarray(length)
  if (name === 'Ed25519') return ed25519Key(key)
  if (CURVES.has(name)) return keyFromPoint(name as KeyType, key)
  if (name === 'JWK') return canonicalJwk(key)
  return name === 'RSA' ? rsaDer(key) : refused('key_type_unsupported', `${name} key`)
}

/** At most three bytes, in their shortest form; anything else is codec 0, which is no key. */
function readVarint(bytes: Uint8Array): { codec: number; length: number } {
  let codec = 0
  for (let at = 0; at < Math.min(3, bytes.length); at++) {
    codec |= (bytes[at]! & 0x7f) << (7 * at)
    if (bytes[at]! < 0x80)
      return at > 0 && bytes[at] === 0 ? { codec: 0, length: 0 } : { codec, length: at + 1 }
  }
  return { codec: 0, length: 0 }
}

/** A key from its compressed point. Problems as in `keyFromJwk`. */
export function keyFromPoint(curve: KeyType, key: Uint8Array): KeyResult {
  const [name, size] = CURVES.get(curve)!
  if (key.length !== size + 1 || (key[0] !== 2 && key[0] !== 3))
    return refused('key_malformed', `${curve} key of ${key.length} bytes`)
  try {
    const point = ECDH.convertKey(key, name, undefined, undefined, 'uncompressed') as Buffer
    return ecPoint(curve, point.subarray(1, size + 1), point.subarray(size + 1))
  } catch {
    return refused('key_malformed', `${curve} key that is no point of its curve`)
  }
}

/** A JWK in the one spelling of RFC 8785: any other would give the same key a second name. */
function canonicalJwk(bytes: Uint8Array): KeyResult {
  try {
    const text = readUtf8(bytes)
    const jwk = readJsonObject(text)
    if (canonicalJson(jwk) === text) return keyFromJwk(jwk)
  } catch {
    // no JSON at all is as damaged as the wrong spelling
  }
  return refused('key_malformed', 'JWK that is not canonical JSON')
}

function rsaDer(key: Uint8Array): KeyResult {
  try {
    return keyFromKeyObject(
      createPublicKey({ key: Buffer.from(key), format: 'der', type: 'pkcs1' }),
    )
  } catch {
    return refused('key_malformed', 'RSA key that is no PKCS#1')
  }
}
