import { ed25519Key, refused, type KeyResult } from './jwk.js'
import { decodeBase58 } from './multibase.js'
import { keyFromPoint } from './multikey.js'

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
