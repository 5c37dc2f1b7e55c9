/**
 * An absolute IRI: parses as a URL, or is a did, urn, tag or mailto name; no white space, no control
 * characters, no blank node.
 */
export function isIri(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || /[\s\p{Cc}]/u.test(value)) return false
  if (/^https?:/i.test(value)) return /^https?:\/\/[^/]/i.test(value) && canParse(value)
  return /^(did|urn|tag|mailto):\S+$/i.test(value) || canParse(value)
}

/** An http or https URL. */
export function isHttpUrl(value: unknown): value is string {
  return isIri(value) && /^https?:/i.test(value)
}

/** An https URL. */
export function isHttpsUrl(value: unknown): value is string {
  return isIri(value) && /^https:/i.test(value)
}

/** A DID, with or without path, query and fragment. */
export function isDid(value: unknown): value is string {
  return typeof value === 'string' && /^did:[a-z0-9]+:[^\s]+$/.test(value)
}

/** A `data:` URL. */
export function isDataUrl(value: unknown): value is string {
  return typeof value === 'string' && /^data:/i.test(value)
}

/** A JSON-LD blank node, which counts as no id. */
export function isBlankNode(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('_:')
}

const HASH_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
])

type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** An identity hash taken apart: algorithm and hexadecimal digest, both in lower case. */
export interface IdentityHash {
  algorithm: HashAlgorithm
  hex: string
}

/** Reads `algorithm$hex`; null when it is no such thing, or of a wrong length. */
export function readHash(value: unknown): IdentityHash | null {
  if (typeof value !== 'string') return null
  const parts = /^(md5|sha1|sha256|sha384|sha512)\$([0-9a-f]+)$/i.exec(value)
  if (!parts) return null
  const algorithm = parts[1]!.toLowerCase() as HashAlgorithm
  const hex = parts[2]!.toLowerCase()
  return hex.length === HASH_LENGTHS.get(algorithm) ? { algorithm, hex } : null
}

/** Is it an identity hash? `bad`: it means to be one (`sha256$…`), with wrong letters or length. */
export function hashState(value: unknown): 'none' | 'ok' | 'bad' {
  if (typeof value !== 'string' || !/^(md5|sha\d+)\$/i.test(value)) return 'none'
  return readHash(value) ? 'ok' : 'bad'
}

/** An e-mail address in form: exactly one `@` with text on both sides, no white space. */
export function isEmail(value: unknown): value is string {
  return typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value)
}

/** `host` or `host:port` and nothing else. */
export function isAuthority(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[^\s/\\?#@]+$/.test(value)) return false
  return canParse(`https://${value}/`)
}

/** Host of a URL in lower case and punycode, without port; null when it has none. */
export function hostOf(url: unknown): string | null {
  return parseUrl(url)?.hostname.replace(/\.$/, '') || null
}

/** Host and port of a URL, default ports removed; null when it has none. */
export function authorityOf(url: unknown): string | null {
  return parseUrl(url)?.host || null
}

/** Does it carry `user@` or `user:password@`? */
export function hasUserInfo(url: unknown): boolean {
  const parsed = parseUrl(url)
  return parsed !== null && (parsed.username !== '' || parsed.password !== '')
}

/** A URL without its fragment, else as written. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? url : url.slice(0, hash)
}

/** A URL in the one spelling used for comparing: WHATWG-normalised, no fragment; no URL stays as it is. */
function normalUrl(url: string): string {
  const parsed = parseUrl(url)
  if (!parsed) return url
  parsed.hash = ''
  return parsed.href
}

/** The same address, apart from spelling and fragment. */
export function sameUrl(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  return a === b || normalUrl(a) === normalUrl(b)
}

/** The URL as the WHATWG standard parses it, or null. */
export function parseUrl(url: unknown): URL | null {
  if (typeof url !== 'string' || !canParse(url)) return null
  return new URL(url)
}

/**
 * Is this a URL? In place of `URL.canParse`, which in Node 20 answers false for `https://münchen.example` once the
 * code around it is hot.
 */
export function canParse(text: string, base?: string): boolean {
  try {
    new URL(text, base)
    return true
  } catch {
    return false
  }
}

/** A text with its percent signs read; as it is where they are no UTF-8. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Decodes base64url; null unless the text is exactly what encoding the bytes again gives (no padding, no stray bits). */
export function decodeBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
