/** Why an address gave no answer at all. `refused-address`: private, loopback and the like. */
export type SilenceCause =
  | 'dns'
  | 'refused-address'
  | 'bad-url'
  | 'connection'
  | 'tls'
  /** A special case of `tls` that people can act on. */
  | 'certificate-expired'
  | 'timeout'
  | 'too-large'
  | 'redirect-loop'
  | 'redirect-insecure'
  | 'offline'
  | 'budget'

/** One answer (or silence) of the network, exactly as it came: the unit of the capsule. */
export interface LoadedDocument {
  /** The address asked, without fragment. */
  url: string
  /** The address that answered in the end. */
  finalUrl: string
  /** HTTP status; null when nothing answered, then `cause` says why. */
  status: number | null
  cause: SilenceCause | null
  /** `Content-Type` as sent, or null. */
  type: string | null
  /** After content decoding; empty when silent. */
  body: Uint8Array
  /** Hex. */
  sha256: string
  /** ISO 8601, UTC. */
  fetchedAt: string
}

/**
 * The one seam to the outside: network, capsule, a map of a test or of `--documents`.
 * Never rejects for what the other side does; a silence is a document with `status: null`.
 * @param url absolute http(s) URL; a fragment is ignored
 * @param accept `Accept` header
 */
export type DocumentLoader = (url: string, accept?: string) => Promise<LoadedDocument>
