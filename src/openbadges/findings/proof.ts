import type { Finding } from './report.js'

/**
 * What proved a badge: returned by the plan that judged it, and `valid` cannot be reached without one.
 * It says that the award is unchanged and whose key or address stood behind it, not who that is.
 */
export interface Proof {
  /** Looked up at its address, JWS of 1.x and 2.x, VC-JWT, embedded proof. */
  kind: 'hosted' | 'signed' | 'jwt' | 'embedded'
  /** Cryptosuite or JWS algorithm; null for hosted badges. */
  algorithm: string | null
  key: ProofKey | null
  /** Where the award answered (hosted), or where the key is listed; null for a key that its name alone gives. */
  url: string | null
}

/** The key a signature fits. */
export interface ProofKey {
  /** Verification method, `kid`, or id of the key; null for a key without a name. */
  id: string | null
  /** RFC 7638, base64url of SHA-256. */
  thumbprint: string
}

/** What a check of signatures found, and the proof if there is one. */
export interface ProvenFindings {
  findings: Finding[]
  proof: Proof | null
}

export const unproven = (findings: Finding[]): ProvenFindings => ({ findings, proof: null })

/** A proof counts only where nothing that its check found is failed or open. */
export function proven(findings: Finding[], proof: Proof): ProvenFindings {
  const holds = findings.every(
    ({ severity, outcome }) => severity !== 'error' || outcome === 'passed',
  )
  return holds ? { findings, proof } : unproven(findings)
}

/** The document that vouches for a key; null for a key that needs none. */
export function listedAt(findings: readonly Finding[]): string | null {
  const counted = findings.find(({ code }) => code === 'key_ok' || code === 'key_same_origin')
  return counted?.evidence[0]?.url ?? null
}
