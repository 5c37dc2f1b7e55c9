import { isIP } from 'node:net'
import type { Request } from 'express'
import ipaddr from 'ipaddr.js'

/**
 * Whoever sends a request, as far as its address tells, for counting attempts. Of IPv6 the first half: the second is
 * each subscriber's own to choose, and would be a new visitor each time.
 */
export function visitorOf({ ip = '' }: Pick<Request, 'ip'>): string {
  const [bare] = ip.split('%') as [string]
  if (isIP(bare) === 0) return bare
  const address = ipaddr.process(bare)
  return address instanceof ipaddr.IPv6 ? blockOf(address, 4) : address.toString()
}

/** The network that providers give to one subscriber at most, of IPv6; null where a visitor is all there is. */
export function networkOf({ ip = '' }: Pick<Request, 'ip'>): string | null {
  const [bare] = ip.split('%') as [string]
  if (isIP(bare) === 0) return null
  const address = ipaddr.process(bare)
  return address instanceof ipaddr.IPv6 ? blockOf(address, 3) : null
}

/** Is it an address of this machine, by which no other can ask? */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

function blockOf(address: ipaddr.IPv6, words: number): string {
  const network = address.parts.slice(0, words).map((part) => part.toString(16))
  return `${network.join(':')}::/${words * 16}`
}
