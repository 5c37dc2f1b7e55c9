import type { FindingCode } from '../findings/codes.js'
import { readDate } from '../text/dates.js'
import { asList, idOf, isObject, member, types } from '../text/read.js'
import { canParse } from '../text/values.js'
import type { JsonObject } from '../types.js'
import { keyFromBase58, keyFromMultibase, keyFromPem } from './multikey.js'
import { keyFromJwk, type KeyResult } from './jwk.js'

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

const SECRETS = [
  'privateKeyBase58',
  'privateKeyJwk',
  'privateKeyMultibase',
  'privateKeyPem',
  'secretKeyMultibase',
]

/**
 * The public key an entry of a key document holds.
 * @returns problem: key_malformed, key_weak, key_private, key_purpose (for encryption only) or
 * key_type_unsupported
 * @see https://www.w3.org/TR/cid-1.0/#verification-material
 */
export function keyOfEntry({ material }: KeyEntry): KeyResult {
  if (material === null) return problem('key_type_unsupported', 'a key kept elsewhere')
  if (typeof material === 'string') return keyFromPem(material)
  const secret = SECRETS.find((name) => Object.hasOwn(material, name))
  if (secret) return problem('key_private', secret)
  const results = readMaterials(material)
  if (results.length > 1) return problem('key_malformed', 'several keys under one name')
  return results[0] ?? problem('key_type_unsupported', String(member(material, 'type')))
}

/** Is the entry past its `revoked` or `expires`? A date that cannot be read counts as past. */
export function isWithdrawn({ ends }: KeyEntry, now: Date): boolean {
  return ends.some((end) => {
    const { iso } = readDate(end, '3.0', 'start')
    return iso === null || new Date(iso) <= now
  })
}

function readMaterials(material: JsonObject): KeyResult[] {
  const results: KeyResult[] = []
  const jwk = member(material, 'publicKeyJwk')
  const multibase = member(material, 'publicKeyMultibase')
  const base58 = member(material, 'publicKeyBase58')
  const pem = member(material, 'publicKeyPem')
  if (jwk !== undefined) results.push(isObject(jwk) ? signingKey(jwk) : malformed(jwk))
  if (multibase !== undefined) results.push(readText(multibase, keyFromMultibase))
  if (base58 !== undefined)
    results.push(readText(base58, (text) => keyFromBase58(text, types(material))))
  if (pem !== undefined) results.push(readText(pem, keyFromPem))
  return results
}

function signingKey(jwk: JsonObject): KeyResult {
  return member(jwk, 'use') === 'enc' ? problem('key_purpose', 'use: enc') : keyFromJwk(jwk)
}

function readText(value: unknown, read: (text: string) => KeyResult): KeyResult {
  return typeof value === 'string' ? read(value) : malformed(value)
}

function malformed(value: unknown): KeyResult {
  return problem('key_malformed', JSON.stringify(value))
}

function problem(code: FindingCode, found: string): KeyResult {
  return { key: null, problem: code, found }
}
