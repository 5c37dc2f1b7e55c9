import type { LoadedDocument } from '../../findings/documents.js'
import { finding, type Finding } from '../../findings/report.js'
import { leadElsewhere, relateHosts } from '../../text/host-aliases.js'
import { asList, member, objectOf, stringOf } from '../../text/read.js'
import { differentTenants } from '../../text/shared-hosts.js'
import {
  authorityOf,
  hasUserInfo,
  hostOf,
  isAuthority,
  isBlankNode,
  isHttpUrl,
  parseUrl,
} from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import type { Chain, Linked } from '../linked.js'

/** A hosted award and where it lies. */
interface Placed {
  /** The address that counts. */
  address: string
  document: LoadedDocument
  /** The id it declares; null when it has none. */
  id: string | null
}

/**
 * 0.5: the assertion lies on the host and port of `issuer.origin`, asked and answered alike.
 * @param assertion as hosted
 */
export function checkOriginScope(
  assertion: JsonObject,
  { address, document }: Pick<Placed, 'address' | 'document'>,
): Finding[] {
  const issuer = objectOf(objectOf(assertion, 'badge') ?? {}, 'issuer') ?? {}
  const origin = stringOf(issuer, 'origin')
  if (authorityOf(origin) === null) return []
  const places = [address, document.finalUrl]
  const found = places.find((url) => hasUserInfo(url) || authorityOf(url) !== authorityOf(origin))
  const evidence = [document]
  if (found === undefined) return [finding('scope_ok', { evidence }), ...shared(address, origin!)]
  return [finding('scope_outside', { path: 'badge.issuer.origin', found, evidence })]
}

/**
 * 1.x: nothing in its text ties an assertion to its issuer; one on another host stays unproven.
 */
export function checkHostScope({ address, document }: Placed, { issuer, badge }: Chain): Finding[] {
  const issuerUrl = isHttpUrl(issuer.id)
    ? issuer.id
    : [...placeOf(issuer), ...placeOf(badge), ...(issuer.counts ? [document.url] : [])][0]
  if (issuerUrl === undefined) return []
  const evidence = evidenceOf(document, issuer)
  const values = { a: hostOf(issuerUrl) ?? issuerUrl, b: hostOf(address) ?? address }
  if (hasUserInfo(address) || hasUserInfo(issuerUrl))
    return [finding('scope_outside', { found: address, evidence })]
  const relation = relateHosts(address, issuerUrl)
  if (relation === 'other') return [finding('scope_unproven', { found: address, values, evidence })]
  return [...passed(relation === 'alias', values, evidence), ...shared(address, issuerUrl)]
}

/**
 * 2.x: the assertion lies where the issuer profile allows: `startsWith`, `allowedOrigins`, or the issuer's host.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#VerificationObject
 */
export function checkPolicyScope(placed: Placed, { badge, issuer }: Chain): Finding[] {
  if (issuer.id === null || (!issuer.counts && isHttpUrl(issuer.id))) return []
  const evidence = evidenceOf(placed.document, issuer)
  if (!isHttpUrl(issuer.id))
    return [finding('scope_no_origin', { path: 'badge.issuer.id', found: issuer.id, evidence })]
  const policy = policyOf(issuer.value ?? {})
  const startsWith = texts(policy, 'startsWith')
  const origins = texts(policy, 'allowedOrigins')
  const bad = origins.filter((origin) => !isAuthority(origin))
  const open = startsWith.length === 0 && origins.length === 0
  const { id } = placed
  const isPlaceless = id !== null && !isBlankNode(id) && !isHttpUrl(id)
  // no policy that speaks of addresses covers a name that has none
  if (isPlaceless && !open) return [finding('scope_outside', { found: id, evidence })]
  const steps = open
    ? [placed.address, ...placeOf(badge)].flatMap((address) => onHost(address, issuer.id!))
    : [...beginning(placed.address, startsWith), ...allowed(placed.address, origins)]
  const findings = [
    ...bad.map((found) => finding('scope_policy_bad', { path: ORIGINS, found, evidence })),
    ...summary(steps, placed.address, issuer.id, evidence),
    ...(isPlaceless ? [finding('scope_no_address', { found: id, evidence })] : []),
  ]
  return startsWith.length > 0 ? findings : [...findings, ...shared(placed.address, issuer.id)]
}

/** `verify` is another name of `verification`. */
function policyOf(issuer: JsonObject): JsonObject {
  return objectOf(issuer, 'verification') ?? objectOf(issuer, 'verify') ?? {}
}

/** Where a linked document lies: at the id it declares, else where it was found. */
function placeOf({ id, document }: Linked): string[] {
  if (!document) return []
  return [isHttpUrl(id) ? id : document.url]
}

const ORIGINS = 'badge.issuer.verification.allowedOrigins'

/** How one address stands to one rule. */
type Step = 'same' | 'alias' | 'other'

function onHost(address: string, issuerId: string): Step[] {
  return [hasUserInfo(address) || hasUserInfo(issuerId) ? 'other' : relateHosts(address, issuerId)]
}

function beginning(address: string, values: readonly string[]): Step[] {
  if (values.length === 0) return []
  return [values.some((value) => begins(address, value)) ? 'same' : 'other']
}

/** Compared after parsing, so that a name in front of the host or a step back in the path is no trick. */
function begins(address: string, value: string): boolean {
  const [url, start] = [parseUrl(address), parseUrl(value)]
  if (!url || !start || hasUserInfo(address) || hasUserInfo(value)) return false
  const sameHost = hostOf(address) !== null && hostOf(address) === hostOf(value)
  return sameHost && `${url.pathname}${url.search}`.startsWith(`${start.pathname}${start.search}`)
}

function allowed(address: string, origins: readonly string[]): Step[] {
  if (origins.length === 0) return []
  if (hasUserInfo(address)) return ['other']
  const relations = origins.filter(isAuthority).map((origin) => relateAuthority(address, origin))
  return [relations.find((r) => r === 'same') ?? relations.find((r) => r === 'alias') ?? 'other']
}

/** A policy that names a port wants that port. */
function relateAuthority(address: string, origin: string): Step {
  const scheme = parseUrl(address)?.protocol ?? 'https:'
  if (/:\d+$/.test(origin))
    return authorityOf(address) === authorityOf(`${scheme}//${origin}/`) ? 'same' : 'other'
  return relateHosts(address, `https://${origin}/`)
}

function summary(
  steps: readonly Step[],
  address: string,
  issuerId: string,
  evidence: LoadedDocument[],
): Finding[] {
  const values = { a: hostOf(issuerId) ?? issuerId, b: hostOf(address) ?? address }
  if (steps.includes('other'))
    return [finding('scope_outside', { found: address, values, evidence })]
  return passed(steps.includes('alias'), values, evidence)
}

function passed(
  alias: boolean,
  values: Record<string, string>,
  evidence: LoadedDocument[],
): Finding[] {
  const ok = finding('scope_ok', { values, evidence })
  return alias ? [ok, finding('scope_alias', { values, evidence })] : [ok]
}

function shared(address: string, issuerUrl: string): Finding[] {
  if (leadElsewhere(address, issuerUrl)) return [finding('scope_unproven', { found: address })]
  return differentTenants(address, issuerUrl) ? [finding('shared_host', { found: address })] : []
}

function texts(policy: JsonObject, name: string): string[] {
  return asList(member(policy, name)).filter((v): v is string => typeof v === 'string' && v !== '')
}

function evidenceOf(document: LoadedDocument, { document: own }: Linked): LoadedDocument[] {
  return own ? [document, own] : [document]
}
