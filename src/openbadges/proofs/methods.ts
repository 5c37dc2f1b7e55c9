import { canParse } from '../formats/can-parse.js'
import { didWebUrl, parseDidUrl, sameDid, type DidUrl } from './did.js'
import type { KeyListing } from './key-documents.js'
import type { KeyEntry } from './key-entries.js'

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
export function sameDocument(a: string, b: string): boolean {
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
