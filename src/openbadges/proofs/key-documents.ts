import type { LoadedDocument } from '../documents.js'
import { readJson } from '../formats/json.js'
import { isObject, member } from '../formats/read.js'
import type { JsonObject } from '../types.js'
import { speaksForAddress } from '../verify/host-aliases.js'
import type { Run } from '../verify/run.js'
import { decodeBase64url } from './base64url.js'
import { computedDocument, didWebUrl, type DidUrl } from './did.js'
import { controllerOf, readKeyEntries, type KeyEntry } from './key-entries.js'
import { sameDocument } from './methods.js'

/** What an address or a DID answered, read as a document of keys. */
export type KeyDocument =
  /** Nobody answered, or not with 200. */
  | { state: 'silent'; cause: string; evidence: LoadedDocument[] }
  /** Something else than a document of keys: a page, somebody else's profile without keys. */
  | { state: 'other'; evidence: LoadedDocument[] }
  /** Another host answered for the one that was asked, and lends it no keys. */
  | { state: 'elsewhere'; evidence: LoadedDocument[] }
  | KeyListing

export interface KeyListing {
  state: 'keys'
  /** The URL or DID asked for, without fragment. */
  asked: string
  /** `id` of the document; null when it has none. */
  id: string | null
  /** Whom the document itself names as its controller. */
  controller: string | null
  entries: KeyEntry[]
  /** Does it speak of keys at all? One that speaks for itself without doing so lists none. */
  listsKeys: boolean
  evidence: LoadedDocument[]
}

/** Why a DID has no document: its method is unknown to us, or its text is broken. */
export type DidProblem = 'method_unsupported' | 'method_bad'

const ACCEPT_KEYS =
  'application/did+json, application/did+ld+json;q=0.9, application/ld+json;q=0.9, application/json;q=0.9, application/jwk-set+json;q=0.9, */*;q=0.1'

/**
 * The document of a DID: computed for did:key and did:jwk, fetched for did:web.
 * @returns a problem for other methods and for DIDs that break the rules of theirs
 */
export async function didDocument(did: DidUrl, run: Run): Promise<KeyDocument | DidProblem> {
  if (did.method === 'web') {
    const url = didWebUrl(did.specific)
    return url ? asDidDocument(await keyDocument(url, run), did) : 'method_bad'
  }
  if (did.method !== 'key' && did.method !== 'jwk') return 'method_unsupported'
  const document = computedDocument(did, readJwk)
  return document ? listing(document, did.did, []) : 'method_bad'
}

/**
 * The keys an https address publishes: controller document, profile, verification method, JWK, JWKS or PEM.
 * @param url without fragment
 * @see https://www.w3.org/TR/cid-1.0/#retrieve-verification-method
 */
export async function keyDocument(url: string, run: Run): Promise<KeyDocument> {
  const answer = await run.load(url, ACCEPT_KEYS)
  const evidence = [answer]
  if (answer.status === null || answer.status < 200 || answer.status > 299)
    return { state: 'silent', cause: answer.cause ?? `HTTP ${answer.status}`, evidence }
  const content = readContent(answer.body)
  if (content !== null && !speaksForAddress(answer)) return { state: 'elsewhere', evidence }
  return content === null ? { state: 'other', evidence } : listing(content, url, evidence)
}

function listing(
  content: JsonObject | string,
  asked: string,
  evidence: LoadedDocument[],
): KeyDocument {
  const id = isObject(content) ? idOf(content) : null
  const read = readKeyEntries(content, id ?? asked)
  const entries = read ?? (namesItself(id, asked) ? [] : null)
  if (!entries) return { state: 'other', evidence }
  const controller = isObject(content) ? controllerOf(content) : null
  return { state: 'keys', asked, id, controller, entries, listsKeys: read !== null, evidence }
}

/** A profile or DID document that speaks for itself and names no key has said which keys are its own: none. */
function namesItself(id: string | null, asked: string): boolean {
  return id !== null && (id.startsWith('did:') || sameDocument(id, asked))
}

// a DID document says whose it is and may list nothing; anything else at its address is no answer
function asDidDocument(document: KeyDocument, { did }: DidUrl): KeyDocument {
  if (document.state === 'keys' && document.id !== null) return { ...document, asked: did }
  if (document.state === 'silent' || document.state === 'elsewhere') return document
  return { state: 'silent', cause: 'not a DID document', evidence: document.evidence }
}

function idOf(content: JsonObject): string | null {
  const id = member(content, 'id') ?? member(content, '@id')
  return typeof id === 'string' ? id : null
}

/** JSON object, or text of a PEM; null for anything else. */
function readContent(body: Uint8Array): JsonObject | string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    if (/^\s*-----BEGIN /.test(text)) return text
    const value = readJson(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function readJwk(encoded: string): JsonObject | null {
  const bytes = decodeBase64url(encoded)
  const content = bytes && readContent(bytes)
  return isObject(content) ? content : null
}
