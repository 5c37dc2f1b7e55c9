import { parse } from 'tldts'
import {
  PUBLIC_ZONES,
  RELAYS,
  SHARED_DOMAINS,
  SHARED_HOSTS,
  SHARED_PATTERNS,
} from './shared-host-lists.js'
import { canParse, hasUserInfo, isHttpUrl } from './values.js'

/** Who publishes at an address: the host, or on a shared host the tenant. */
interface Publisher {
  isShared: boolean
  /** With its port; of a tenant with the path or in the name that tells it apart. */
  name: string
}

/**
 * Whose word is an address?
 * @returns null where that cannot be told: no web address, one with user info, a shared host that shows no tenant, or
 * what only repeats the words of others
 * @see https://publicsuffix.org/list/
 */
export function publisherOf(address: string): Publisher | null {
  if (!isHttpUrl(address) || hasUserInfo(address) || carriesAddress(address)) return null
  const url = new URL(address)
  const host = url.host.replace(/(?<!\.)\.+(?=:|$)/, '')
  const segments = tenantSegments(url)
  if (segments === null) return { isShared: isSharedDomain(hostOf(url)), name: host }
  const tenant = tenantOf(url, segments)
  const isTold = segments > 0 && tenant.split('/').filter(Boolean).length === segments
  return isTold ? { isShared: true, name: `${host}/${tenant}` } : null
}

/**
 * Do two addresses of one host belong to different tenants of it, or cannot that be told?
 * @returns false for hosts that are not shared, and for addresses of different hosts
 */
export function differentTenants(a: string, b: string): boolean {
  if (!canParse(a) || !canParse(b)) return false
  const [first, second] = [new URL(a), new URL(b)]
  if (first.hostname !== second.hostname) return false
  const segments = tenantSegments(first) ?? tenantSegments(second)
  if (segments === null) return false
  return segments === 0 || tenantOf(first, segments) !== tenantOf(second, segments)
}

/** How much of the path tells the tenant; null when the whole host is one publisher's. */
function tenantSegments(url: URL): number | null {
  const host = hostOf(url)
  const listed = SHARED_HOSTS.find(([pattern]) => pattern.test(host))?.[1]
  if (listed !== undefined) return listed
  const isNobodys = isBelow(host, RELAYS) || isBareSuffix(host) || RESOLVER.test(url.pathname)
  return isNobodys ? 0 : folderSegments(url)
}

/** Content named by its hash, and the folders that many schools give their people, wherever they lie. */
function folderSegments({ pathname }: URL): number | null {
  if (/^\/ip[fn]s\//.test(pathname)) return 2
  const folder = pathname.split('/').findIndex((segment) => /^(~|%7e)/i.test(segment))
  return folder > 0 ? folder : null
}

/** @see https://w3c-ccg.github.io/did-resolution/#bindings-https */
const RESOLVER = /\/1\.0\/identifiers\//

/** Does the path or the query hold an address of another host? Whoever answers passes on what that one says. */
function carriesAddress(address: string): boolean {
  const { pathname, search, host } = new URL(address)
  const text = (pathname + search)
    .replace(/%(25)*3a/gi, ':')
    .replace(/%(25)*(2f|5c)/gi, '/')
    .toLowerCase()
  const carried = text.matchAll(/https?:[/\\]+([^/\\?#&]*)/g)
  return [...carried].some(([, other]) => other !== host)
}

/** A name that is shared by all who have one below it. */
function isBareSuffix(host: string): boolean {
  const { isPrivate, domain } = parse(host, { allowPrivateDomains: true })
  return isPrivate === true && domain === null && !PUBLIC_ZONES.test(host)
}

function isSharedDomain(host: string): boolean {
  const isListed = parse(host, { allowPrivateDomains: true }).isPrivate === true
  if (isListed && !PUBLIC_ZONES.test(host)) return true
  return SHARED_PATTERNS.test(host) || SHARED_DOMAINS.some((name) => host.endsWith(`.${name}`))
}

function isBelow(host: string, names: readonly string[]): boolean {
  return names.some((name) => host === name || host.endsWith(`.${name}`))
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/(?<!\.)\.+$/, '')
}

function tenantOf({ pathname }: URL, segments: number): string {
  const parts = pathname.split('/').slice(1, segments + 1)
  return parts.map((part) => part.replace(/^%7e/i, '~')).join('/')
}
