import { stringOf } from '../../formats/read.js'
import type { JsonObject } from '../../types.js'
import { ecdsaSd } from './ecdsa-sd.js'
import { ecdsaRdfc, eddsaRdfc } from './rdfc.js'
import type { Suite } from './suite.js'

/** Suites by `cryptosuite`; the second is the name eddsa-rdfc-2022 had as a draft. */
const CRYPTOSUITES: ReadonlyMap<string, Suite> = new Map([
  ['eddsa-rdfc-2022', eddsaRdfc],
  ['eddsa-2022', eddsaRdfc],
  ['ecdsa-rdfc-2019', ecdsaRdfc],
  ['ecdsa-sd-2023', ecdsaSd],
])

/** The suite of a proof; null when it is not one of those implemented. */
export function suiteOf(proof: JsonObject): Suite | null {
  const type = stringOf(proof, 'type')
  if (type === 'Ed25519Signature2020') return eddsaRdfc
  if (type !== 'DataIntegrityProof') return null
  return CRYPTOSUITES.get(stringOf(proof, 'cryptosuite') ?? '') ?? null
}
