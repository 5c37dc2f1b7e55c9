import { readDate } from '../formats/dates.js'
import { isObject, member, types } from '../formats/read.js'
import type { JsonObject } from '../types.js'
import type { FindingCode } from '../verify/codes.js'
import type { KeyEntry } from './key-entries.js'
import { keyFromBase58, keyFromJwk, keyFromMultibase, keyFromPem, type KeyResult } from './keys.js'

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
