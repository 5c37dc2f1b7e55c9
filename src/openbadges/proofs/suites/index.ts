import { stringOf } from '../../text/read.js'
import type { JsonObject } from '../../types.js'
import {
  ecdsaSecp256k1Signature2019,
  ed25519Signature2018,
  jsonWebSignature2020,
} from './detached-jws.js'
import { ecdsaSd } from './ecdsa-sd.js'
import { ecdsaJcs, eddsaJcs } from './jcs.js'
import { ecdsaRdfc, eddsaRdfc, type Suite } from './rdfc.js'

/** Suites by `cryptosuite`; the second is the name eddsa-rdfc-2022 had as a draft. */
const CRYPTOSUITES: ReadonlyMap<string, Suite> = new Map([
  ['eddsa-rdfc-2022', eddsaRdfc],
  ['eddsa-2022', eddsaRdfc],
  ['eddsa-jcs-2022', eddsaJcs],
  ['ecdsa-rdfc-2019', ecdsaRdfc],
  ['ecdsa-jcs-2019', ecdsaJcs],
  ['ecdsa-sd-2023', ecdsaSd],
])

/** Suites that are types of proof of their own, from before Data Integrity. */
const TYPES: ReadonlyMap<string, Suite> = new Map([
  ['Ed25519Signature2020', eddsaRdfc],
  ['Ed25519Signature2018', ed25519Signature2018],
  ['JsonWebSignature2020', jsonWebSignature2020],
  ['EcdsaSecp256k1Signature2019', ecdsaSecp256k1Signature2019],
])

/** The suite of a proof; null when it is not one of those implemented. */
export function suiteOf(proof: JsonObject): Suite | null {
  const type = stringOf(proof, 'type') ?? ''
  if (type !== 'DataIntegrityProof') return TYPES.get(type) ?? null
  return CRYPTOSUITES.get(stringOf(proof, 'cryptosuite') ?? '') ?? null
}
