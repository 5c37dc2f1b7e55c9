import { OpenBadgesError } from '../errors.js'
import type { Run } from '../findings/run.js'
import { bundledContext } from '../jsonld/contexts.js'
import { securedDocument } from '../proofs/data-integrity.js'
import { parseDidUrl, sameDid } from '../proofs/did.js'
import { type Jws, splitJws } from '../proofs/jws.js'
import { readCredentialClaims } from '../proofs/jwt-claims.js'
import { verifyProofSet } from '../proofs/proof-set.js'
import { verifyVcJwt } from '../proofs/vc-jwt.js'
import { LEEWAY_MILLISECONDS, readDate } from '../text/dates.js'
import {
  asList,
  contexts,
  idOf,
  isObject,
  member,
  objectOf,
  stringOf,
  types,
} from '../text/read.js'
import { parseUrl } from '../text/values.js'
import type { JsonObject } from '../types.js'

/** Linkages of one DID that are looked at. */
const MAX_LINKAGES = 5

/** Which DID, and at which origin its linkage must have been found. */
interface Linkage {
  did: string
  origins: readonly string[]
}

/**
 * Does the DID configuration of an origin hold a good domain linkage credential of this DID: signed with the DID's own
 * key, about itself, for this very origin, in force?
 * @param configuration what the origin answers at `/.well-known/did-configuration.json`
 * @see https://identity.foundation/.well-known/resources/did-configuration/#domain-linkage-credential
 */
export async function linksDomain(
  configuration: JsonObject,
  linkage: Linkage,
  run: Run,
): Promise<boolean> {
  const given = asList(member(configuration, 'linked_dids')).flatMap((one) => read(one) ?? [])
  const fitting = given.filter((one) => says(one, linkage, run.now)).slice(0, MAX_LINKAGES)
  for (const one of fitting) if (await isSigned(one, linkage.did, run)) return true
  return false
}

interface Linked {
  value: JsonObject
  jws: Jws | null
}

function read(given: unknown): Linked | null {
  if (isObject(given)) return { value: given, jws: null }
  if (typeof given !== 'string') return null
  try {
    const jws = splitJws(given)
    return { value: readCredentialClaims(jws.payload).value, jws }
  } catch (error) {
    if (error instanceof OpenBadgesError) return null
    throw error
  }
}

/** All that can be seen without a key. One that may be withdrawn somewhere else is left alone. */
function says({ value, jws }: Linked, { did, origins }: Linkage, now: Date): boolean {
  const subject = objectOf(value, 'credentialSubject') ?? {}
  const claims = jws ? [member(jws.payload, 'iss'), member(jws.payload, 'sub')] : []
  const names = [idOf(member(value, 'issuer')), idOf(subject), ...claims, ...signers(value, jws)]
  return (
    types(value).includes('DomainLinkageCredential') &&
    names.every((name) => typeof name === 'string' && sameDid(name, did)) &&
    origins.includes(originOf(stringOf(subject, 'origin')) ?? '') &&
    member(value, 'credentialStatus') == null &&
    isInForce(value, jws, now)
  )
}

/** The DIDs whose keys are named as signers; null for anything that is no DID. */
function signers(value: JsonObject, jws: Jws | null): (string | null)[] {
  const methods = jws
    ? [member(jws.header, 'kid')]
    : asList(member(value, 'proof')).map(
        (p) => isObject(p) && idOf(member(p, 'verificationMethod')),
      )
  return methods.map((method) =>
    typeof method === 'string' ? (parseDidUrl(method)?.did ?? null) : null,
  )
}

/** The origin a text means; a bare host name means https. */
function originOf(text: string | null): string | null {
  if (text === null) return null
  const url = parseUrl(text.includes('://') ? text : `https://${text}`)
  return url && url.pathname === '/' && url.search + url.hash + url.username === ''
    ? url.origin
    : null
}

function isInForce(value: JsonObject, jws: Jws | null, now: Date): boolean {
  const [from, until] = (['start', 'end'] as const).map((side) =>
    (side === 'start' ? ['validFrom', 'issuanceDate'] : ['validUntil', 'expirationDate'])
      .map((name) => member(value, name))
      .filter((date) => date != null)
      .map((date) => Date.parse(readDate(date, '3.0', side).iso ?? '')),
  )
  const claimed = (name: string) =>
    jws && member(jws.payload, name) != null ? [Number(member(jws.payload, name)) * 1000] : []
  const begins = [...from!, ...claimed('nbf')]
  const ends = [...until!, ...claimed('exp')]
  return (
    ends.length > 0 &&
    begins.every((at) => at <= now.getTime() + LEEWAY_MILLISECONDS) &&
    ends.every((at) => at > now.getTime())
  )
}

async function isSigned({ value, jws }: Linked, did: string, run: Run): Promise<boolean> {
  if (jws) return (await verifyVcJwt(jws, value, did, run)).proof !== null
  // under published contexts alone its words mean what they say
  const isPlain = contexts(value).every((one) => typeof one === 'string' && bundledContext(one))
  if (!isPlain) return false
  const proofs = await verifyProofSet(member(value, 'proof'), securedDocument(value, did, run))
  return proofs.proof !== null
}
