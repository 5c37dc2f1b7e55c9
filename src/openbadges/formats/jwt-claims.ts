import { VC2_CONTEXT } from '../text/data-model.js'
import { finding, type Finding } from '../findings/report.js'
import {
  contextUrls,
  isMissing,
  isObject,
  member,
  sameJson,
  unwrapped,
  withMembers,
  withoutMembers,
} from '../text/read.js'
import type { JsonObject } from '../types.js'

const REGISTERED_CLAIMS = ['iss', 'sub', 'aud', 'jti', 'nbf', 'iat', 'exp', 'cnf']

export interface CredentialClaims {
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
