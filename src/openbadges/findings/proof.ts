import type { DocumentEvidence, Finding } from './report.js'

/**
 * What proved a badge: returned by the plan that verified it, and `valid` cannot be reached without one.
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

/** What is proven of an issuer besides the name it gives itself, which is never proven by itself. */
export interface IssuerProof {
  /**
   * `domain`: a host of its own vouches for the key or keeps the badge. `registry`: listed where the host of this
   * service looks issuers up. `shared-host`: published where many strangers publish. `key-only`: nothing but its key.
   * `none`: not even that.
   */
  kind: 'domain' | 'registry' | 'shared-host' | 'key-only' | 'none'
  /** Proven host with its port, of `domain`; of `shared-host` with the path that names the tenant. */
  host: string | null
  /** How the host vouches; null where none does. */
  by: IssuerTie | null
  /** Document that vouches, in the capsule; null where none was asked. */
  url: string | null
  /** That document as it answered. */
  document: DocumentEvidence | null
  /** The key or DID that signed; null for hosted badges. */
  key: string | null
  /** Registry entries that name it, whatever else is proven. */
  listings: RegistryListing[]
  /** Host of the web site it gives, where that is not the proven one. */
  claimedSite: string | null
}

/**
 * `hosted`: the badge lies there by the rules of its version. `did-web`: its DID is that host. `profile`: its own
 * document lists the key. `did-configuration`: DIF Well-Known DID Configuration. `profile-names-key`: a profile at its
 * web site names its DID or key. `credential-address`: the badge's own address answers with this very badge.
 */
export type IssuerTie =
  | 'hosted'
  | 'did-web'
  | 'profile'
  | 'did-configuration'
  | 'profile-names-key'
  | 'credential-address'

export interface RegistryListing {
  registry: string
  /** The issuer as the registry calls it. */
  name: string | null
  url: string | null
}

/** An issuer of whom nothing is proven. */
export const UNPROVEN_ISSUER: IssuerProof = {
  kind: 'none',
  host: null,
  by: null,
  url: null,
  document: null,
  key: null,
  listings: [],
  claimedSite: null,
}

/** An issuer for programs: what it says of itself, and what is proven. */
export interface NamedIssuer {
  name: string | null
  id: string | null
  proven: IssuerProof
}

export function namedIssuer(
  credential: { issuer: { name: string | null; id: string | null } } | null,
  proven: IssuerProof,
): NamedIssuer {
  const { name = null, id = null } = credential?.issuer ?? {}
  return { name, id, proven }
}

/** Does anything but the issuer's own word say who it is? */
export function isIssuerProven({ kind }: IssuerProof): boolean {
  return kind === 'domain' || kind === 'registry' || kind === 'shared-host'
}
