import { listedAt, proven, type ProvenFindings, unproven } from '../findings/proof.js'
import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { isObject, member, stringOf } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { findIssuerKey, findKeyOfIssuer, type FoundKey } from './issuer-key.js'
import { type Jws, jwsHeaderFindings, verifyJws } from './jws.js'
import { claimFindings } from './jwt-claims.js'
import { readKid } from './key-documents.js'
import { keyFromJwk } from './jwk.js'

/**
 * Verifies a VC-JWT: header, claims against the credential, key, signature.
 * @param value the credential inside
 * @returns findings of `proof` and `issuer-key`
 * @see https://www.imsglobal.org/spec/ob/v3p0/#jwt-verify
 */
export async function verifyVcJwt(
  jws: Jws,
  value: JsonObject,
  issuerId: string | null,
  run: Run,
): Promise<ProvenFindings> {
  const header = jwsHeaderFindings(jws, 'proof')
  const { key, findings } = await headerKey(jws.header, issuerId, run)
  const claims = claimFindings(jws.payload, value, issuerId)
  const all = [...header, ...findings, ...claims, ...signatureFindings(jws, key, header)]
  if (!key) return unproven(all)
  const named = { id: stringOf(jws.header, 'kid'), thumbprint: key.thumbprint }
  const algorithm = stringOf(jws.header, 'alg')
  // claims that repeat the credential badly break a rule; what was signed is signed all the same
  const { proof } = proven(without(all, claims), {
    kind: 'jwt',
    algorithm,
    key: named,
    url: listedAt(findings),
  })
  return { findings: all, proof }
}

const without = (all: Finding[], claims: Finding[]) => all.filter((one) => !claims.includes(one))

function signatureFindings(jws: Jws, key: FoundKey['key'], header: Finding[]): Finding[] {
  // an algorithm that is forbidden or unknown says all there is to say
  if (header.some(({ code }) => code === 'signature_alg' || code === 'alg_unsupported')) return []
  return key ? verifyJws(jws, key, 'proof') : [finding('proof_unchecked')]
}

/** The key that `kid` names, or that `jwk` brings along when there is no `kid`. */
async function headerKey(header: JsonObject, issuerId: string | null, run: Run): Promise<FoundKey> {
  const kid = member(header, 'kid')
  const jwk = member(header, 'jwk')
  if (kid === undefined && jwk === undefined) return no(finding('jws_no_key_named'))
  if (kid === undefined)
    return isObject(jwk) ? findKeyOfIssuer(jwk, { issuerId, run }) : no(badHeader('jwk', jwk))
  const named = await keyOfKid(kid, issuerId, run)
  return jwk === undefined ? named : withSameKey(named, jwk)
}

async function keyOfKid(kid: unknown, issuerId: string | null, run: Run): Promise<FoundKey> {
  if (typeof kid !== 'string') return no(badHeader('kid', kid))
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(kid)
  const method = readKid(kid, issuerId)
  if (method) return findIssuerKey(method, { issuerId, run })
  return no(finding(hasScheme || kid === '' ? 'method_bad' : 'key_not_vouched', { found: kid }))
}

/** `kid` decides; a `jwk` beside it must be the very same key. */
function withSameKey(named: FoundKey, jwk: unknown): FoundKey {
  const brought = isObject(jwk) ? keyFromJwk(jwk) : null
  if (brought && !brought.key && brought.problem === 'key_private')
    return { ...named, findings: [...named.findings, finding('key_private')] }
  if (!named.key || brought?.key?.thumbprint === named.key.thumbprint) return named
  return { ...named, findings: [...named.findings, badHeader('jwk', jwk)] }
}

function badHeader(name: string, found: unknown): Finding {
  return finding('jws_header_bad', { path: name, found })
}

function no(problem: Finding): FoundKey {
  return { key: null, findings: [problem] }
}
