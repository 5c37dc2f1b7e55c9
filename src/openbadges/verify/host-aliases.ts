import { hostOf, parseUrl } from '../formats/values.js'

/** Hosts that one issuing platform had under several names; subdomains belong to them (verification.md 3.1). */
const KNOWN_MOVES: readonly (readonly string[])[] = [
  ['badgr.io', 'api.badgr.io', 'badgr.com'],
  ['youracclaim.com', 'credly.com'],
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
