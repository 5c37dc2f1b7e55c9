import type { KeyType } from './jwk.js'

interface JwsAlgorithm {
  /** The only kind of key it goes with. */
  type: KeyType
  /** Name for node:crypto; null where the scheme hashes by itself. */
  hash: string | null
  pss: boolean
  /** Bytes of a signature; null where the key decides. */
  length: number | null
}

function rsa(bits: number, pss: boolean): JwsAlgorithm {
  return { type: 'RSA', hash: `sha${bits}`, pss, length: null }
}

function ec(type: KeyType, bits: number, length: number): JwsAlgorithm {
  return { type, hash: `sha${bits}`, pss: false, length }
}

const EDWARDS: JwsAlgorithm = { type: 'Ed25519', hash: null, pss: false, length: 64 }

/** The closed list of algorithms that count (RFC 7518, RFC 8037, RFC 8812, RFC 9864). */
export const JWS_ALGORITHMS: ReadonlyMap<unknown, JwsAlgorithm> = new Map([
  ['RS256', rsa(256, false)],
  ['RS384', rsa(384, false)],
  ['RS512', rsa(512, false)],
  ['PS256', rsa(256, true)],
  ['PS384', rsa(384, true)],
  ['PS512', rsa(512, true)],
  ['ES256', ec('P-256', 256, 64)],
  ['ES384', ec('P-384', 384, 96)],
  ['ES512', ec('P-521', 512, 132)],
  ['ES256K', ec('secp256k1', 256, 64)],
  ['EdDSA', EDWARDS],
  ['Ed25519', EDWARDS],
])

/** Registered names of asymmetric signatures that this library cannot check. */
const OTHER_REGISTERED =
  /^(?:Ed448|ESP(?:256|384|512)|ESB(?:256|320|384|512)|(?:ML|SLH|FN)-DSA-[\w-]+)$/

/** `forbidden`: none, HMAC, missing, no text, wrong case, unregistered. `unsupported`: registered, not ours. */
export function algorithmState(alg: unknown): 'known' | 'unsupported' | 'forbidden' {
  if (JWS_ALGORITHMS.has(alg)) return 'known'
  return typeof alg === 'string' && OTHER_REGISTERED.test(alg) ? 'unsupported' : 'forbidden'
}
