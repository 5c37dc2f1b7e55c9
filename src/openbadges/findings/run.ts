import { sha256 } from '../text/sha256.js'
import type { DocumentLoader, LoadedDocument } from './documents.js'

/** JSON-LD contexts beside the bundle by their URL; only what a badge names as its context is asked for. */
export type ForeignContexts = Pick<ReadonlyMap<string, unknown>, 'get' | 'has'>

/** What a verification may know: nothing ambient. */
export interface VerifyOptions {
  loadDocument: DocumentLoader
  /** The clock. */
  now: Date
  /** Confirmed addresses of the earner; the recipient check runs only when given. */
  recipients?: readonly string[]
  /** JSON-LD contexts handed in on purpose (conformance `documents`, capsule); the bundle wins over them. */
  contexts?: ForeignContexts
  /**
   * Ask the issuer for a newer version (`refreshService`); default no: only the owner asks, for the service
   * learns from each question that somebody looked.
   */
  refresh?: boolean
  /** Addresses of registries of issuers that are trusted here, which `loadDocument` answers; default none. */
  registries?: readonly string[]
  /**
   * Refuse an award that declares versions of Open Badges of which none is known here; default no: it is verified by the
   * rules of the version whose shape it has.
   */
  knownVersionsOnly?: boolean
  /** Where the text is known to live, when the text itself does not say (0.5, pasted URL). */
  sourceUrl?: string
}

/** State of one verification: each URL asked at most once, every answer kept for the capsule. */
export interface Run {
  readonly now: Date
  readonly recipients: readonly string[] | null
  readonly contexts: ForeignContexts
  /** Read contexts that grew in place as they were before; a badge may have been signed then. */
  readonly earlier?: boolean
  readonly sourceUrl: string | null
  readonly refresh: boolean
  readonly knownVersionsOnly: boolean
  readonly registries: readonly string[]
  /** Memoised, recorded, at most MAX_DOCUMENTS different addresses. */
  readonly load: DocumentLoader
  /** In order of asking. */
  readonly documents: LoadedDocument[]
}

/** Addresses asked per badge: no badge makes us ask half the web. */
const MAX_DOCUMENTS = 40

export function startRun(options: VerifyOptions): Run {
  const documents: LoadedDocument[] = []
  return {
    now: options.now,
    recipients: options.recipients ?? null,
    contexts: options.contexts ?? new Map(),
    sourceUrl: options.sourceUrl ?? null,
    refresh: options.refresh ?? false,
    knownVersionsOnly: options.knownVersionsOnly ?? false,
    registries: options.registries ?? [],
    load: recording(options, documents),
    documents,
  }
}

function recording(
  { loadDocument, now }: VerifyOptions,
  documents: LoadedDocument[],
): DocumentLoader {
  const asked = new Map<string, Promise<LoadedDocument>>()
  return (url, accept) => {
    const key = url.split('#')[0]!
    const known = asked.get(key)
    if (known) return known
    const answer =
      asked.size < MAX_DOCUMENTS ? loadDocument(key, accept) : Promise.resolve(overBudget(key, now))
    const place = asked.size
    const recorded = answer.then((document) => (documents[place] = document))
    asked.set(key, recorded)
    return recorded
  }
}

function overBudget(url: string, now: Date): LoadedDocument {
  return silence(url, 'budget', now)
}

/** A document that says nobody answered. */
export function silence(
  url: string,
  cause: NonNullable<LoadedDocument['cause']>,
  now: Date,
): LoadedDocument {
  const body = new Uint8Array()
  const hash = sha256(body)
  return {
    url,
    finalUrl: url,
    status: null,
    cause,
    type: null,
    body,
    sha256: hash,
    fetchedAt: now.toISOString(),
  }
}
