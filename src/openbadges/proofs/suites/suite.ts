import type { JsonObject } from '../../types.js'
import type { Finding } from '../../verify/report.js'
import type { Run } from '../../verify/run.js'
import type { Processed } from '../jsonld.js'
import type { PublicKey } from '../keys.js'

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
