import { canParse } from '../formats/can-parse.js'
/**
 * Hosts that serve many strangers, with the number of leading path segments that name the tenant; 0 means that
 * no address there shows whose it is. Issuing platforms are not listed: they speak for their issuers.
 */
const SHARED_HOSTS: readonly (readonly [RegExp, number])[] = [
  [/^raw\.githubusercontent\.com$/, 2],
  [/^gist\.githubusercontent\.com$/, 1],
  [/^(github|gitlab)\.com$/, 2],
  [/^bitbucket\.org$/, 2],
  [/^s3(\.[a-z0-9-]+)?\.amazonaws\.com$/, 1],
  [/^storage\.googleapis\.com$/, 1],
  [/^firebasestorage\.googleapis\.com$/, 3],
  [/^(drive|docs)\.google\.com$/, 0],
  [/^sites\.google\.com$/, 2],
  [/^dropbox\.com$/, 0],
  [/^dl\.dropboxusercontent\.com$/, 0],
  [/^onedrive\.live\.com$/, 0],
  [/^ipfs\.io$/, 2],
  [/^w3id\.org$/, 1],
  [/^purl\.org$/, 1],
  [/^bit\.ly$/, 0],
  [/^tinyurl\.com$/, 0],
  [/^pastebin\.com$/, 0],
  [/^web\.archive\.org$/, 0],
  [/^archive\.org$/, 2],
]

/**
 * Do two addresses of one host belong to different tenants of it, or cannot that be told?
 * @returns false for hosts that are not shared, and for addresses of different hosts
 */
export function differentTenants(a: string, b: string): boolean {
  if (!canParse(a) || !canParse(b)) return false
  const [first, second] = [new URL(a), new URL(b)]
  if (first.hostname !== second.hostname) return false
  const segments = SHARED_HOSTS.find(([host]) => host.test(first.hostname))?.[1]
  if (segments === undefined) return false
  return segments === 0 || tenantOf(first, segments) !== tenantOf(second, segments)
}

function tenantOf({ pathname }: URL, segments: number): string {
  return pathname
    .split('/')
    .slice(1, segments + 1)
    .join('/')
}
