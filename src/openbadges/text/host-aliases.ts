import type { LoadedDocument } from '../findings/documents.js'
import { differentTenants } from './shared-hosts.js'
import { hostOf, parseUrl } from './values.js'

/** Hosts that one issuing platform had under several names; subdomains belong to them. */
const KNOWN_MOVES: readonly (readonly string[])[] = [
  ['badgr.io', 'api.badgr.io', 'badgr.com'],
  ['youracclaim.com', 'credly.com'],
]

/** Services of permanent addresses: who keeps one of these says where it leads. */
const PERMANENT_HOSTS: readonly string[] = [
  ...['w3id.org', 'purl.org', 'purl.archive.org', 'purl.oclc.org', 'purl.imsglobal.org'],
]

/** How two hosts relate: one and the same, known names of one platform, or strangers. */
export type HostRelation = 'same' | 'alias' | 'other'

/** Compares the hosts of two URLs; a URL without host is a stranger to every other. */
export function relateHosts(a: string, b: string): HostRelation {
  const [first, second] = [hostOf(a), hostOf(b)]
  if (first === null || second === null) return 'other'
  if (first === second) return 'same'
  const both = KNOWN_MOVES.some((names) => belongs(first, names) && belongs(second, names))
  return both ? 'alias' : 'other'
}

/** Two addresses of one document on a platform that moved: alias hosts and the same last path segment. */
export function isMovedAddress(a: string, b: string): boolean {
  const last = (url: string) => parseUrl(url)?.pathname.split('/').filter(Boolean).at(-1)
  return relateHosts(a, b) === 'alias' && last(a) !== undefined && last(a) === last(b)
}

function belongs(host: string, names: readonly string[]): boolean {
  return names.some((name) => host === name || host.endsWith(`.${name}`))
}

/**
 * Does an answer speak for the address that was asked? An open redirect must not lend a name: whoever answers for an
 * issuer is the host that was asked, scheme and `www.` apart, a known move of it, or the place to which a service of
 * permanent addresses leads.
 */
export function speaksForAddress({
  url,
  finalUrl,
}: Pick<LoadedDocument, 'url' | 'finalUrl'>): boolean {
  const place = placeOf(url)
  if (place !== null && place === placeOf(finalUrl)) return true
  return isPermanentAddress(url) || relateHosts(url, finalUrl) === 'alias'
}

/** The same host, `www.` apart, or known names of one platform? */
export function isSameSite(a: string, b: string): boolean {
  const host = bareHost(a)
  return (host !== null && host === bareHost(b)) || relateHosts(a, b) === 'alias'
}

/** Are both permanent addresses of one service, kept by different people, so that they lead to different hosts? */
export function leadElsewhere(a: string, b: string): boolean {
  return isPermanentAddress(a) && differentTenants(a, b)
}

/** Hosts at both ends of a redirect, for sentences. */
export function wayOf({ url, finalUrl }: Pick<LoadedDocument, 'url' | 'finalUrl'>) {
  return { a: hostOf(url) ?? url, b: hostOf(finalUrl) ?? finalUrl }
}

function isPermanentAddress(url: string): boolean {
  return PERMANENT_HOSTS.includes(hostOf(url) ?? '')
}

/** Host without `www.`, and its port unless the scheme says it. */
function placeOf(url: string): string | null {
  const host = bareHost(url)
  return host && `${host}:${parseUrl(url)?.port}`
}

function bareHost(url: string): string | null {
  return hostOf(url)?.replace(/^www\./, '') ?? null
}
