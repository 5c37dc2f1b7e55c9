import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { canParse } from '../openbadges/index.js'
import { SilenceError } from './silence-error.js'

/**
 * Reads an address that a stranger wrote, and refuses what must never be asked.
 * @throws {SilenceError} `bad-url`: not http(s), or with user info; `refused-address`: a literal address that is not
 * public, or a port below 1024 other than 80 and 443
 */
export function askableUrl(text: string, allowedPrivateHosts: readonly string[]): URL {
  const url = parse(text)
  if (!/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new SilenceError('bad-url')
  if (isAllowedHost(url.hostname, allowedPrivateHosts)) return url
  const literal = literalAddress(url.hostname)
  if (isSystemPort(url.port) || (literal && !isPublicAddress(literal)))
    throw new SilenceError('refused-address')
  return url
}

/**
 * Where a redirect leads, under the same rules.
 * @throws {SilenceError} also `redirect-insecure`: from https to http
 */
export function redirectTarget(
  from: URL,
  location: string,
  allowedPrivateHosts: readonly string[],
): URL {
  if (!canParse(location, from.href)) throw new SilenceError('bad-url')
  const target = askableUrl(new URL(location, from.href).href, allowedPrivateHosts)
  if (from.protocol === 'https:' && target.protocol === 'http:')
    throw new SilenceError('redirect-insecure')
  target.hash = ''
  return target
}

/** Hosts that whoever runs Haversack opened by name, at any port. */
export function isAllowedHost(hostname: string, allowed: readonly string[]): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return allowed.some((host) => host.toLowerCase() === bare)
}

/** Whether a status and a `Location` send the reader on. */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function parse(text: string): URL {
  try {
    return new URL(text)
  } catch (cause) {
    throw new SilenceError('bad-url', { cause })
  }
}

function isSystemPort(port: string): boolean {
  return port !== '' && Number(port) < 1024 && !['80', '443'].includes(port)
}

/**
 * Whether an IP address (text, without brackets) is one of the public internet: no private, loopback, link-local,
 * carrier, multicast, documentation or tunnelled form, also not inside a v4-mapped one. Text that is no address is not.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false
  const unfolded = ipaddr.process(address)
  if (unfolded.range() !== 'unicast') return false
  return unfolded.kind() === 'ipv4' || isGlobalIpv6(unfolded as ipaddr.IPv6)
}

/** The address a URL's host name spells out, without brackets; null for a real name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) === 0 ? null : bare
}

/** Only 2000::/3 is in public use; this also refuses `::/96`, which ipaddr.js calls unicast. */
function isGlobalIpv6(address: ipaddr.IPv6): boolean {
  return (address.parts[0]! & 0xe000) === 0x2000
}
