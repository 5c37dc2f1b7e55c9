import { readDate } from '../formats/dates.js'
import { contexts, idOf, member, stringOf, unwrapped } from '../formats/read.js'
import type { JsonObject } from '../types.js'
import { finding, type Finding } from '../verify/report.js'

/** One claim and the member of the credential it must repeat. */
interface Pair {
  claim: string
  path: string
  /** Null when the credential has no such member. */
  expected: string | null
}

/**
 * Compares the registered claims with the credential they wrap.
 * @returns jwt_claim_missing, jwt_claim_mismatch, jwt_exp_differs (warning), date_bad, property_sloppy
 * @see https://www.imsglobal.org/spec/ob/v3p0/#jwt-verify-credential
 */
export function claimFindings(
  claims: JsonObject,
  value: JsonObject,
  issuerId: string | null,
): Finding[] {
  const subject = idOf(firstSubject(value))
  const pairs: Pair[] = [
    { claim: 'iss', path: 'issuer', expected: issuerId },
    { claim: 'jti', path: 'id', expected: stringOf(value, 'id') },
  ]
  if (subject !== null)
    pairs.push({ claim: 'sub', path: 'credentialSubject.id', expected: subject })
  return [
    ...pairs.flatMap((pair) => textFindings(claims, pair)),
    ...startFindings(claims, value),
    ...endFindings(claims, value),
  ]
}

/**
 * The end that `exp` sets, as ISO 8601 in UTC; null without a readable one.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#jwt-verify-credential
 */
export function expiryOfClaims(claims: JsonObject): string | null {
  const { seconds } = readNumericDate(claims, 'exp')
  return seconds === null ? null : isoOf(seconds)
}

function textFindings(claims: JsonObject, { claim, path, expected }: Pair): Finding[] {
  const found = member(claims, claim)
  if (found === undefined || found === null || found === '')
    return [finding('jwt_claim_missing', { path: claim })]
  if (found === expected) return []
  return [mismatch(claim, path, found, expected)]
}

function startFindings(claims: JsonObject, value: JsonObject): Finding[] {
  const { seconds, findings } = readNumericDate(claims, 'nbf')
  if (member(claims, 'nbf') == null) return [finding('jwt_claim_missing', { path: 'nbf' })]
  const path = isFirstModel(value) ? 'issuanceDate' : 'validFrom'
  const start = readDate(member(value, path), '3.0', 'start').iso
  if (seconds === null || start === null) return findings
  if (Math.floor(seconds) === Math.floor(Date.parse(start) / 1000)) return findings
  return [...findings, mismatch('nbf', path, isoOf(seconds), start)]
}

function endFindings(claims: JsonObject, value: JsonObject): Finding[] {
  const { seconds, findings } = readNumericDate(claims, 'exp')
  const path = isFirstModel(value) ? 'expirationDate' : 'validUntil'
  const end = readDate(member(value, path), '3.0', 'end').iso
  if (seconds === null || end === null) return findings
  if (Math.floor(seconds) === Math.floor(Date.parse(end) / 1000)) return findings
  const values = { a: isoOf(seconds) ?? '', b: end }
  return [...findings, finding('jwt_exp_differs', { path, found: end, values })]
}

/** Each data model of W3C has its own names for the same dates; the first context says which it is. */
function isFirstModel(value: JsonObject): boolean {
  return contexts(value)[0] === 'https://www.w3.org/2018/credentials/v1'
}

/** NumericDate of RFC 7519: seconds, fractions allowed. */
function readNumericDate(
  claims: JsonObject,
  name: string,
): { seconds: number | null; findings: Finding[] } {
  const value = member(claims, name)
  if (value === undefined || value === null) return { seconds: null, findings: [] }
  const digits = typeof value === 'string' && /^\d{1,12}(\.\d+)?$/.test(value)
  const seconds = digits ? Number(value) : value
  if (typeof seconds !== 'number' || isoOf(seconds) === null)
    return { seconds: null, findings: [finding('date_bad', { path: name, found: value })] }
  const sloppy = [finding('property_sloppy', { path: name, found: value })]
  return { seconds, findings: digits ? sloppy : [] }
}

function isoOf(seconds: number): string | null {
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  return year >= 0 && year <= 9999 ? date.toISOString() : null
}

function firstSubject(value: JsonObject): unknown {
  const subject = unwrapped(member(value, 'credentialSubject'))
  return Array.isArray(subject) ? subject[0] : subject
}

function mismatch(claim: string, path: string, found: unknown, expected: string | null): Finding {
  const values = { a: String(found), b: expected ?? '' }
  return finding('jwt_claim_mismatch', { path: `${claim}, ${path}`, found, values })
}
