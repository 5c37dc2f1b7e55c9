/** Public keys in every form a badge, a profile or a DID document gives them. */
export { isJwk, keyFromJwk } from './jwk.js'
export type { KeyResult, KeyType, PublicKey } from './jwk.js'
export { keyFromBase58 } from './base58-key.js'
export { keyFromBytes, keyFromMultibase } from './multikey.js'
export { keyFromPem } from './pem.js'
