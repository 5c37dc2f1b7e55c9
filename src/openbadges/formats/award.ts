import type { Proof } from '../findings/proof.js'
import type { Finding } from '../findings/report.js'
import type { Jws } from '../proofs/jws.js'
import type { Credential, FormatId, JsonObject, ProofKind } from '../types.js'

/** A badge text taken apart, before anybody asks whether it is an award. */
export type BadgeText =
  | { kind: 'url'; url: string }
  | { kind: 'json'; text: string; value: JsonObject }
  | { kind: 'jws'; text: string; jws: Jws }

/** A text that claims to be an award to a person, with its version decided by shape. */
export interface Award {
  format: FormatId
  proofKind: ProofKind
  /** JSON text or compact JWS, exactly as it came. */
  text: string
  /** The assertion (0.5 to 2.x) or the credential (3.0; with VC-JWT of data model 1.1 built from the claims). */
  value: JsonObject
  jws: Jws | null
  /** What recognising already found: `jwt_claim_mismatch` of a token with two credentials. */
  findings: Finding[]
}

/** What one plan (per family of versions) makes of an award. */
export interface PlanResult {
  format: FormatId | null
  proofKind: ProofKind | null
  findings: Finding[]
  /** What proved it; a plan that has nothing to name here cannot end in `valid`. */
  proof: Proof | null
  credential: Credential | null
  awardText: string | null
}
