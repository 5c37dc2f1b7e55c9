import type { LoadedDocument } from '../findings/documents.js'
import type { Run } from '../findings/run.js'
import { speaksForAddress } from '../text/host-aliases.js'
import { readJson } from '../text/json.js'
import { isObject, member } from '../text/read.js'
import { canParse, decodeBase64url } from '../text/values.js'
import type { JsonObject } from '../types.js'
import { computedDocument, type DidUrl, didWebUrl, parseDidUrl, sameDid } from './did.js'
import { controllerOf, type KeyEntry, readKeyEntries } from './key-entries.js'

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

/** The verification method a proof names, or the `kid` of a JWS. */
export interface Method {
  /** Absolute, with fragment. */
  text: string
  /** A `kid` without scheme, as written. */
  name: string | null
  did: DidUrl | null
  /** http or https, without fragment. */
  url: URL | null
  fragment: string | null
}

/**
 * Reads a verification method; its fragment is a name and never a key.
 * @returns null for what is neither a DID nor an http(s) URL: method_bad
 */
export function readMethod(text: string): Method | null {
  if (text.startsWith('did:')) {
    const did = parseDidUrl(text)
    if (!did || (did.method === 'web' && !didWebUrl(did.specific))) return null
    return { text, name: null, did, url: null, fragment: did.fragment }
  }
  if (/\s/.test(text) || !/^https?:\/\//i.test(text) || !canParse(text)) return null
  const url = new URL(text)
  const fragment = text.includes('#') ? text.slice(text.indexOf('#') + 1) : null
  url.hash = ''
  return { text, name: null, did: null, url, fragment }
}

/**
 * Reads a `kid`: one without scheme is a name within the issuer's document.
 * @returns null for an unusable scheme, or a mere name when the issuer has no document
 */
export function readKid(kid: string, issuerId: string | null): Method | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(kid)) return readMethod(kid)
  const name = kid.replace(/^#/, '')
  const method = issuerId && name ? readMethod(`${issuerId.split('#')[0]}#${name}`) : null
  return method && { ...method, name: kid }
}

/** Does the method live in the document of this issuer? */
export function isOf({ did, url }: Method, issuerId: string): boolean {
  if (did) return sameDid(did.did, issuerId)
  return url !== null && sameDocument(url.href, issuerId)
}

/** Do both URLs or DIDs name the same document, whatever their fragments? */
function sameDocument(a: string, b: string): boolean {
  const [first, second] = [a.split('#')[0]!, b.split('#')[0]!]
  if (first.startsWith('did:')) return sameDid(first, second)
  if (!canParse(first) || !canParse(second)) return first === second
  return new URL(first).href === new URL(second).href
}

/** Do both name the very same thing: document and fragment? */
export function sameMethod(a: string, b: string): boolean {
  return sameDocument(a, b) && fragmentOf(a) === fragmentOf(b)
}

/** The entry of a document that a method means; one that may sign goes before one that may not. */
export function findEntry(listing: KeyListing, method: Method): KeyEntry | null {
  const own = isOf(method, listing.asked)
  const exact = listing.entries.filter((entry) => isNamed(entry, method, own))
  if (exact.length > 0) return exact.find((entry) => entry.asserting) ?? exact[0]!
  return own && isOnlyKey(listing, method) ? listing.entries[0]! : null
}

function isNamed({ id, name }: KeyEntry, method: Method, own: boolean): boolean {
  if (id !== null && sameMethod(id, method.text)) return true
  if (name === null) return false
  // within its own document a key may go by its fragment alone, as keys of a JWKS do
  return name === method.text || (own && (name === method.fragment || name === method.name))
}

function fragmentOf(text: string): string {
  return text.includes('#') ? text.slice(text.indexOf('#')) : ''
}

function isOnlyKey({ entries }: KeyListing, { did, fragment }: Method): boolean {
  if (entries.length !== 1) return false
  if (did) return fragment === null && (did.method === 'key' || did.method === 'jwk')
  return entries[0]!.id === null
}

/** The issuer's own document; null when an issuer of this kind has none that could vouch. */
export async function issuerDocument(
  issuerId: string | null,
  run: Run,
): Promise<KeyDocument | DidProblem | null> {
  if (!issuerId) return null
  if (issuerId.startsWith('did:')) {
    const did = parseDidUrl(issuerId)
    return did && did.fragment === null ? didDocument(did, run) : 'method_bad'
  }
  if (!/^https:\/\//i.test(issuerId) || !canParse(issuerId)) return null
  return keyDocument(issuerId.split('#')[0]!, run)
}

/** Did it answer as a document of keys? */
export function isListing(document: KeyDocument | DidProblem | null): document is KeyListing {
  return document !== null && typeof document === 'object' && document.state === 'keys'
}

/** Is it this issuer's own? One document may speak for several, told apart by their fragments. */
export function isIssuers({ id, asked }: KeyListing, issuerId: string): boolean {
  return id === null || sameMethod(id, issuerId) || sameMethod(id, asked)
}

/** Does the issuer's document list this key as its own, or as nobody else's? */
export function vouchesFor(
  { id, asked }: KeyListing,
  { controller }: KeyEntry,
  issuerId: string,
): boolean {
  if (controller === null || controller === id) return true
  return [asked, issuerId].some((owner) => sameMethod(owner, controller))
}
