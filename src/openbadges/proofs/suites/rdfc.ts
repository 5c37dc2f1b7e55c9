import type { Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { inItsContexts } from '../../jsonld/context-rules.js'
import { canonize, type Processed } from '../../jsonld/jsonld.js'
import { withoutMembers } from '../../text/read.js'
import type { JsonObject } from '../../types.js'
import type { PublicKey } from '../jwk.js'
import { ecdsa, eddsa, type Transformation } from './signed-hashes.js'

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
function proofOptions(
  { proof, document }: Pick<Secured, 'proof' | 'document'>,
  value: Suite['member'] = 'proofValue',
): JsonObject {
  return inItsContexts(withoutMembers(proof, [value]), document)
}

/** One secured document, taken apart for the suites. */
export interface Secured {
  /** The credential without the proof. */
  document: JsonObject
  /** Proof with all its members. */
  proof: JsonObject
  /** The value of the proof, decoded. */
  signature: Buffer
  /** Canonical N-Quads of `document`, computed once per document and digest. */
  canonical: (digest: Digest) => Promise<Processed<string>>
  run: Run
}

export type Digest = 'sha256' | 'sha384'

/** A cryptographic suite of Data Integrity, or one of those before it. */
export interface Suite {
  keyTypes: readonly PublicKey['type'][]
  /** The member of the proof that holds its value. */
  member: 'proofValue' | 'jws'
  /** What is signed: the statements that JSON-LD makes of the document, or its JSON text. */
  signs: 'statements' | 'text'
  /** Bytes of the proof's value, or the finding that forbids it. */
  readProofValue(proofValue: string): Buffer | Finding
  /** Does the proof fit the document and the key (of a type above)? False, or a finding, when not. */
  verify(secured: Secured, key: PublicKey): Promise<boolean | Finding>
}
