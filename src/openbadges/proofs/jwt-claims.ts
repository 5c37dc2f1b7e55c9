import { finding, type Finding } from '../findings/report.js'
import { validityOf, VC2_CONTEXT } from '../text/data-model.js'
import {
  contextUrls,
  idOf,
  isMissing,
  isObject,
  member,
  sameJson,
  unwrapped,
  withMembers,
  withoutMembers,
} from '../text/read.js'
import type { JsonObject } from '../types.js'

/** One claim and the member of the credential it must repeat. */
interface Pair {
  claim: string
  path: string
  /** Null when the credential has no such member. */
  expected: string | null
}

/**
 * Compares the registered claims with the credential they wrap.
 * @returns jwt_claim_missing, jwt_claim_mismatch, jwt_exp_differs (warning), dates_inverted, date_bad,
 *   property_sloppy
 * @see https://www.imsglobal.org/spec/ob/v3p0/#jwt-verify-credential
 */
export function claimFindings(
  claims: JsonObject,
  value: JsonObject,
  issuerId: string | null,
): Finding[] {
  // an empty id is none
  const subject = idOf(firstSubject(value)) || null
  const pairs: Pair[] = [
    { claim: 'iss', path: 'issuer', expected: issuerId },
    { claim: 'jti', path: 'id', expected: idOf(value) },
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
  const found = unwrapped(member(claims, claim))
  if (found === undefined || found === null || found === '')
    return [finding('jwt_claim_missing', { path: claim })]
  if (found === expected) return []
  return [mismatch(claim, path, found, expected)]
}

function startFindings(claims: JsonObject, value: JsonObject): Finding[] {
  const { seconds, findings } = readNumericDate(claims, 'nbf')
  if (unwrapped(member(claims, 'nbf')) == null)
    return [finding('jwt_claim_missing', { path: 'nbf' })]
  const { start } = validityOf(value)
  if (seconds === null) return findings
  if (start.iso !== null && Math.floor(seconds) === secondsOf(start.iso)) return findings
  return [...findings, mismatch('nbf', start.name, isoOf(seconds), start.iso)]
}

/** The end that counts may differ from the credential's own, but never lie before the start. */
function endFindings(claims: JsonObject, value: JsonObject): Finding[] {
  const { seconds, findings } = readNumericDate(claims, 'exp')
  if (seconds === null) return findings
  const { start, end } = validityOf(value)
  const found = isoOf(seconds) ?? ''
  if (start.iso !== null && Math.floor(seconds) < secondsOf(start.iso))
    findings.push(finding('dates_inverted', { path: 'exp', found }))
  if (end.iso !== null && Math.floor(seconds) !== secondsOf(end.iso)) {
    const values = { a: found, b: end.iso }
    findings.push(finding('jwt_exp_differs', { path: end.name, found: end.iso, values }))
  }
  return findings
}

function secondsOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000)
}

/** NumericDate of RFC 7519: seconds, fractions allowed. */
function readNumericDate(
  claims: JsonObject,
  name: string,
): { seconds: number | null; findings: Finding[] } {
  const value = unwrapped(member(claims, name))
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

const REGISTERED_CLAIMS = ['iss', 'sub', 'aud', 'jti', 'nbf', 'iat', 'exp', 'cnf']

interface CredentialClaims {
  value: JsonObject
  /** A second credential beside `vc`. */
  rival: JsonObject | null
  findings: Finding[]
}

/**
 * The credential inside the claims of a JWT: the member `vc` with what only the claims say (data model
 * 1.1), else the whole payload without registered claims (2.0). Two credentials that differ are `jwt_claim_mismatch`.
 * @see https://www.w3.org/TR/vc-data-model/#jwt-decoding
 */
export function readCredentialClaims(payload: JsonObject): CredentialClaims {
  const vc = unwrapped(member(payload, 'vc'))
  const outer = withoutMembers(payload, [...REGISTERED_CLAIMS, 'vc'])
  if (!isObject(vc)) return { value: outer, rival: null, findings: [] }
  const twofold =
    ['@context', 'type', 'credentialSubject'].some((name) => Object.hasOwn(outer, name)) &&
    !sameJson(vc, outer)
  const findings = twofold ? [finding('jwt_claim_mismatch', { path: 'vc' })] : []
  return { value: filledIn(vc, payload), rival: twofold ? outer : null, findings }
}

function filledIn(vc: JsonObject, claims: JsonObject): JsonObject {
  const second = contextUrls(vc)[0] === VC2_CONTEXT
  const dates = second ? ['validFrom', 'validUntil'] : ['issuanceDate', 'expirationDate']
  const offered: [name: string, value: unknown][] = [
    ['id', member(claims, 'jti')],
    [dates[0]!, isoDate(member(claims, 'nbf'))],
    [dates[1]!, isoDate(member(claims, 'exp'))],
  ]
  const missing = offered.filter(
    ([name, value]) => isMissing(member(vc, name)) && value !== undefined,
  )
  return withIssuer(withSubject(withMembers(vc, Object.fromEntries(missing)), claims), claims)
}

function withIssuer(vc: JsonObject, claims: JsonObject): JsonObject {
  const [issuer, iss] = [member(vc, 'issuer'), member(claims, 'iss')]
  if (iss === undefined) return vc
  if (isMissing(issuer)) return withMembers(vc, { issuer: iss })
  if (!isObject(issuer) || !isMissing(member(issuer, 'id'))) return vc
  return withMembers(vc, { issuer: withMembers(issuer, { id: iss }) })
}

function withSubject(vc: JsonObject, claims: JsonObject): JsonObject {
  const [subject, sub] = [member(vc, 'credentialSubject'), member(claims, 'sub')]
  if (sub === undefined || !isObject(subject) || !isMissing(member(subject, 'id'))) return vc
  return withMembers(vc, { credentialSubject: withMembers(subject, { id: sub }) })
}

/** NumericDate as text; whatever is no date stays away. */
function isoDate(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || Math.abs(seconds) > 253_402_300_799) return undefined
  return new Date(Math.trunc(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}
