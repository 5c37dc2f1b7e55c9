import { canParse } from '../openbadges/index.js'
import { literalAddress, isPublicAddress } from './address.js'
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
