import { base58 } from '@scure/base'
import { createPublicKey, ECDH } from 'node:crypto'
import { readJsonObject, readUtf8 } from '../text/json.js'
import { decodeBase64url } from '../text/values.js'
import {
  ecPoint,
  ed25519Key,
  keyFromJwk,
  keyFromKeyObject,
  type KeyResult,
  type KeyType,
  refused,
} from './jwk.js'
import { canonicalJson } from './suites/jcs.js'

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
function keyFromPoint(curve: KeyType, key: Uint8Array): KeyResult {
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

/**
 * Bytes of a multibase text, `z` (base58btc) or `u` (base64url without padding).
 * @param base the one letter that is due here
 * @returns null for another base, foreign letters, padding or any second spelling of the same bytes
 * @see https://www.w3.org/TR/cid-1.0/#multibase-0
 */
export function decodeMultibase(text: string, base: 'z' | 'u'): Buffer | null {
  if (text[0] !== base || text.length < 2) return null
  return base === 'z' ? decodeBase58(text.slice(1)) : decodeBase64url(text.slice(1))
}

/** Bytes of a base58btc text; null for foreign letters and for texts longer than any key or signature. */
function decodeBase58(text: string): Buffer | null {
  // quadratic work: no key or signature read here is longer than an RSA key
  if (text === '' || text.length > 2000 || !/^[1-9A-HJ-NP-Za-km-z]+$/.test(text)) return null
  return Buffer.from(base58.decode(text))
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]{0,20000})-----END \1-----/

/**
 * Reads a PEM public key: SPKI (`PUBLIC KEY`) or PKCS#1 (`RSA PUBLIC KEY`). Lines may be indented, and
 * line ends written as `\n` in letters are taken for line ends.
 * Problems as in `keyFromJwk`; a certificate is `key_type_unsupported`, private material `key_private`.
 * @see https://www.rfc-editor.org/rfc/rfc7468
 */
export function keyFromPem(text: string): KeyResult {
  if (/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/.test(text))
    return refused('key_private', 'PEM of a private key')
  const [, label, base64] = BLOCK.exec(text.replace(/\\r|\\n/g, '\n')) ?? []
  if (label === undefined || base64 === undefined)
    return refused('key_malformed', `no PEM: ${text.slice(0, 40)}`)
  if (label === 'PUBLIC KEY') return keyFromDer(base64, 'spki')
  if (label === 'RSA PUBLIC KEY') return keyFromDer(base64, 'pkcs1')
  return refused('key_type_unsupported', `PEM of the kind ${label}`)
}

function keyFromDer(base64: string, type: 'spki' | 'pkcs1'): KeyResult {
  try {
    const der = Buffer.from(base64.replace(/\s/g, ''), 'base64')
    return keyFromKeyObject(createPublicKey({ key: der, format: 'der', type }))
  } catch {
    return refused('key_malformed', `PEM that is no ${type === 'spki' ? 'SPKI' : 'PKCS#1'} key`)
  }
}

/** Bare bytes do not say what they are: the type of the method does. */
const READERS: ReadonlyMap<string, (bytes: Uint8Array) => KeyResult> = new Map([
  ['Ed25519VerificationKey2018', ed25519Key],
  ['Ed25519VerificationKey2020', ed25519Key],
  ['EcdsaSecp256k1VerificationKey2019', (bytes) => keyFromPoint('secp256k1', bytes)],
  ['EcdsaSecp256r1VerificationKey2019', (bytes) => keyFromPoint('P-256', bytes)],
])

/**
 * Reads `publicKeyBase58` of a verification method: base58btc of the bare key.
 * Problems as in `keyFromJwk`; another type of method is `key_type_unsupported`.
 * @param types of the verification method
 * @see https://w3id.org/security#publicKeyBase58
 */
export function keyFromBase58(text: string, types: readonly string[]): KeyResult {
  const read = types.map((type) => READERS.get(type)).find((one) => one !== undefined)
  if (!read) return refused('key_type_unsupported', `base58 key of the type ${types.join(', ')}`)
  const bytes = decodeBase58(text)
  return bytes ? read(bytes) : refused('key_malformed', 'key that is no base58')
}
