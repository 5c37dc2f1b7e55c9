import { canParse } from '../text/values.js'
import type { JsonObject } from '../types.js'

/** A DID URL taken apart; paths and queries are not part of any method read here. */
export interface DidUrl {
  /** Without fragment. */
  did: string
  method: string
  /** What follows the method name. */
  specific: string
  /** Without `#`; null when there is none. */
  fragment: string | null
}

const DID_URL = /^(did:([a-z0-9]+):([A-Za-z0-9._%:-]*[A-Za-z0-9._%-]))(?:#([\x21-\x7e]*))?$/

/** Takes a DID URL apart. @returns null when it is none, or has a path or query */
export function parseDidUrl(text: string): DidUrl | null {
  const [, did, method, specific, fragment] = DID_URL.exec(text) ?? []
  if (!did || !method || !specific) return null
  return { did, method, specific, fragment: fragment ?? null }
}

/** Are two DIDs the same? Hosts of did:web are compared without regard to case, all else exactly. */
export function sameDid(a: string, b: string): boolean {
  return normalDid(a) === normalDid(b)
}

function normalDid(did: string): string {
  return did.replace(/^did:web:[^:]+/, (start) => start.toLowerCase())
}

/**
 * The address of a did:web document.
 * @returns null for what no URL may hold: empty parts, `.`, `..`, separators in disguise
 * @see https://w3c-ccg.github.io/did-method-web/#read-resolve
 */
export function didWebUrl(specific: string): string | null {
  const [first = '', ...path] = specific.split(':')
  const [, host, port] = /^([a-z0-9.-]+)(?:%3a([0-9]{1,5}))?$/i.exec(first) ?? []
  if (!host || !path.every(isPathPart)) return null
  const folder = path.length > 0 ? path.join('/') : '.well-known'
  const text = `https://${host.toLowerCase()}${port ? `:${port}` : ''}/${folder}/did.json`
  return canParse(text) && new URL(text).hostname === host.toLowerCase() ? text : null
}

function isPathPart(part: string): boolean {
  try {
    const plain = decodeURIComponent(part)
    return plain !== '' && plain !== '.' && plain !== '..' && !/[/\\]/.test(plain)
  } catch {
    return false
  }
}

/**
 * The document of a DID that is its own key.
 * @returns null for methods that must be asked for, or a did:jwk that holds no JWK
 * @see https://w3c-ccg.github.io/did-key-spec/
 * @see https://github.com/quartzjer/did-jwk/blob/main/spec.md
 */
export function computedDocument(
  { did, method, specific }: DidUrl,
  readJwk: (text: string) => JsonObject | null,
): JsonObject | null {
  if (method === 'key') return selfDocument(did, specific, { publicKeyMultibase: specific })
  const jwk = method === 'jwk' ? readJwk(specific) : null
  return jwk && selfDocument(did, '0', { publicKeyJwk: jwk })
}

function selfDocument(did: string, name: string, material: JsonObject): JsonObject {
  const id = `${did}#${name}`
  return {
    id: did,
    verificationMethod: [{ id, controller: did, ...material }],
    assertionMethod: [id],
  }
}
