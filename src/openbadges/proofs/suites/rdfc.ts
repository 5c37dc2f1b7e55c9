import { withoutMembers } from '../../formats/read.js'
import type { JsonObject } from '../../types.js'
import { inItsContexts } from '../context-rules.js'
import { canonize, type Processed } from '../jsonld.js'
import { ecdsa, eddsa, type Transformation } from './signed-hashes.js'
import type { Digest, Secured, Suite } from './suite.js'

/** Statements of the document, and of the proof in the contexts of the document. */
const statements: Transformation = {
  signs: 'statements',
  texts: (secured, digest) => canonicalTexts(secured, digest),
}

/**
 * eddsa-rdfc-2022, and Ed25519Signature2020, which computes the same.
 * @see https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022
 */
export const eddsaRdfc: Suite = eddsa(statements)

/** ecdsa-rdfc-2019. @see https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019 */
export const ecdsaRdfc: Suite = ecdsa(statements)

/** Canonical texts of the proof's options and of the document, or the finding that stopped either. */
export async function canonicalTexts(
  secured: Secured,
  digest: Digest,
  value: Suite['member'] = 'proofValue',
): Promise<Processed<[options: string, document: string]>> {
  const document = await secured.canonical(digest)
  if (document.problem) return document
  const options = await canonize(proofOptions(secured, value), secured.run, digest)
  return options.problem ? options : { value: [options.value, document.value], problem: null }
}

/** The proof without its value, in the contexts of the document and its own: what is signed beside the document. */
export function proofOptions(
  { proof, document }: Pick<Secured, 'proof' | 'document'>,
  value: Suite['member'] = 'proofValue',
): JsonObject {
  return inItsContexts(withoutMembers(proof, [value]), document)
}
