import { canParse } from '../formats/can-parse.js'
import { asList, idOf, isObject, member, types } from '../formats/read.js'
import type { JsonObject } from '../types.js'

/** One key a document lists. */
export interface KeyEntry {
  /** Absolute; null for a document that is nothing but its key. */
  id: string | null
  /** The name as written, for JWKS and for `kid` without scheme. */
  name: string | null
  /** Whose it is: as the entry says, else whose list it stands in; null for a bare key. */
  controller: string | null
  /** May it sign badges: under `assertionMethod` or `publicKey`, or in a document that holds only keys. */
  asserting: boolean
  /** `revoked` and `expires` as written. */
  ends: unknown[]
  /** The entry itself, or a PEM text; null where the document only names a key kept elsewhere. */
  material: JsonObject | string | null
}

const MATERIALS = ['publicKeyMultibase', 'publicKeyJwk', 'publicKeyPem', 'publicKeyBase58']
const OTHER_PURPOSES = [
  'authentication',
  'keyAgreement',
  'capabilityInvocation',
  'capabilityDelegation',
]
const KEY_MEMBERS = ['verificationMethod', 'assertionMethod', 'publicKey', ...OTHER_PURPOSES]

/**
 * The keys of a document in any of the published shapes.
 * @param base what relative ids are resolved against
 * @returns null when nothing in the document speaks of keys
 * @see https://www.w3.org/TR/cid-1.0/#verification-methods
 */
export function readKeyEntries(content: JsonObject | string, base: string): KeyEntry[] | null {
  if (typeof content === 'string') return [onlyKey(content)]
  const owner = controllerOf(content) ?? (isProfile(content) ? base : null)
  const set = member(content, 'keys')
  if (Object.hasOwn(content, 'kty')) return [ownedBy(owner)(setKey(content))]
  if (Array.isArray(set))
    return set
      .filter(isObject)
      .map(setKey)
      .map(ownedBy(owner ?? idOf(content)))
  if (MATERIALS.some((name) => Object.hasOwn(content, name)))
    return [ownedBy(owner)(listedKey(content, base, true))]
  return KEY_MEMBERS.some((name) => Object.hasOwn(content, name))
    ? controllerKeys(content, base).map(ownedBy(base))
    : null
}

/** Does it speak for somebody, besides holding a key? */
function isProfile(content: JsonObject): boolean {
  return types(content).some((type) => /(^|[#:/])(Issuer|IssuerOrg|Profile)$/.test(type))
}

/** A key without a controller of its own belongs to whoever lists it. */
function ownedBy(owner: string | null): (entry: KeyEntry) => KeyEntry {
  return (entry) => ({ ...entry, controller: entry.controller ?? owner })
}

function onlyKey(material: JsonObject | string): KeyEntry {
  return { id: null, name: null, controller: null, asserting: true, ends: [], material }
}

function setKey(jwk: JsonObject): KeyEntry {
  const name = textOf(member(jwk, 'kid'))
  return { ...onlyKey({ publicKeyJwk: jwk }), name, controller: controllerOf(jwk) }
}

function controllerKeys(content: JsonObject, base: string): KeyEntry[] {
  // profiles of 2.0 and 3.0 name their signing keys in `publicKey`; in a DID document it is an old word for methods
  const named = asList(member(content, 'publicKey'))
  const isDid = base.startsWith('did:')
  const asserted = [...asList(member(content, 'assertionMethod')), ...(isDid ? [] : named)]
  const methods = [...asList(member(content, 'verificationMethod')), ...(isDid ? named : [])]
  const references = new Set(asserted.filter(isText).map((id) => absolute(id, base)))
  const entries = [
    ...asserted.filter(isObject).map((key) => listedKey(key, base, true)),
    ...methods.filter(isObject).map((key) => listedKey(key, base, references)),
    ...OTHER_PURPOSES.flatMap((name) => asList(member(content, name)))
      .filter(isObject)
      .map((key) => listedKey(key, base, false)),
  ]
  const described = new Set(entries.map((entry) => entry.id))
  const elsewhere = [...references].filter((id) => !described.has(id))
  return [...entries, ...elsewhere.map((id) => ({ ...onlyKey(''), id, material: null }))]
}

function listedKey(key: JsonObject, base: string, asserting: boolean | Set<string>): KeyEntry {
  const name = textOf(member(key, 'id') ?? member(key, '@id'))
  const id = name === null ? null : absolute(name, base)
  return {
    id,
    name,
    controller: controllerOf(key),
    asserting: typeof asserting === 'boolean' ? asserting : id !== null && asserting.has(id),
    ends: [member(key, 'revoked'), member(key, 'expires')].filter((end) => end != null),
    material: key,
  }
}

/** Whose key or document it is, by its own word; empty where that names nobody or several. */
export function controllerOf(key: JsonObject): string | null {
  const controller = member(key, 'controller') ?? member(key, 'owner')
  return controller == null ? null : (idOf(controller) ?? '')
}

/** Relative names belong to the document that uses them. */
function absolute(id: string, base: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(id)) return id
  if (base.startsWith('did:')) return id.startsWith('#') ? base + id : id
  return canParse(id, base) ? new URL(id, base).href : id
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function textOf(value: unknown): string | null {
  return isText(value) ? value : null
}
