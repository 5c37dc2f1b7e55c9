import { isIPv6 } from 'node:net'
import type { Request } from 'express'

/**
 * Whoever sends a request, as far as its address tells, for counting attempts. Of IPv6 the first half: the second is
 * each subscriber's own to choose, and would be a new visitor each time.
 */
export function visitorOf({ ip = '' }: Pick<Request, 'ip'>): string {
  const address = ip.replace(/^::ffff:(?=[\d.]+$)/i, '').split('%')[0]!
  return isIPv6(address) ? network(address) : address
}

function network(address: string): string {
  const [before = '', after] = address.replace(/[\d.]+$/, dottedAsGroups).split('::')
  const [first, last] = [groupsOf(before), groupsOf(after ?? '')]
  const zeros = after === undefined ? [] : Array<string>(8 - first.length - last.length).fill('0')
  const groups = [...first, ...zeros, ...last].slice(0, 4)
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`
}

const groupsOf = (text: string) => text.split(':').filter(Boolean)

/** The last 32 bits may be written as an IPv4 address. */
const dottedAsGroups = (tail: string) => (tail.includes('.') ? '0:0' : tail)
