import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

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
