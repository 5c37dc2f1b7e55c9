import { readDate } from '../formats/dates.js'
import { idOf, isObject, member, sameJson } from '../formats/read.js'
import { sameUrl } from '../formats/values.js'
import type { JsonObject } from '../types.js'

/** Parts that one copy may embed while the other only names them. */
const LINKED = ['badge', 'issuer']

/**
 * Paths where a file differs from the issuer's copy. The order of members, `@context`, the time of day of
 * `issuedOn` (some issuers write the time of the request) and embedding in place of naming do not count.
 */
export function differences(file: JsonObject, hosted: JsonObject, path = ''): string[] {
  const names = new Set([...Object.keys(file), ...Object.keys(hosted)])
  names.delete('@context')
  return [...names].sort().flatMap((name) => {
    const [a, b] = [member(file, name), member(hosted, name)]
    return same(name, a, b) ? [] : different(a, b, path ? `${path}.${name}` : name)
  })
}

function same(name: string, a: unknown, b: unknown): boolean {
  if (sameJson(a, b)) return true
  if (name === 'issuedOn') return sameDay(a, b)
  if (!LINKED.includes(name) || isObject(a) === isObject(b)) return false
  return sameUrl(idOf(a), idOf(b))
}

function sameDay(a: unknown, b: unknown): boolean {
  const [first, second] = [a, b].map((date) => readDate(date, '1.x', 'start').iso?.slice(0, 10))
  return first !== undefined && first === second
}

function different(a: unknown, b: unknown, path: string): string[] {
  return isObject(a) && isObject(b) ? differences(a, b, path) : [path]
}
