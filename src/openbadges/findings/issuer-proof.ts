import type { DocumentEvidence } from './report.js'

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
