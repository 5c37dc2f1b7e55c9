import { canParse } from '../formats/can-parse.js'
import { hasUserInfo, isHttpUrl } from '../formats/values.js'

/**
 * Hosts that serve many strangers, with the number of leading path segments that name the tenant; 0 means that
 * no address there shows whose it is. Issuing platforms (api.badgr.io, credly.com and the like) are not listed: they
 * speak for their issuers, and what is proven then is the platform's host, which is shown as such.
 */
const SHARED_HOSTS: readonly (readonly [RegExp, number])[] = [
  [/^(raw|media)\.githubusercontent\.com$/, 2],
  [/^gist\.github(usercontent)?\.com$/, 1],
  [/^(github|gitlab)\.com$/, 2],
  [/^(bitbucket|codeberg)\.org$/, 2],
  [/^huggingface\.co$/, 2],
  [/^(cdn|fastly)\.jsdelivr\.net$/, 3],
  [/^(raw|rawcdn)\.githack\.com$/, 2],
  [/^unpkg\.com$/, 1],
  [/^s3([.-][a-z0-9-]+)?\.amazonaws\.com$/, 1],
  [/^storage\.googleapis\.com$/, 1],
  [/^firebasestorage\.googleapis\.com$/, 3],
  [/^(drive|docs|script)\.google\.com$/, 0],
  [/^sites\.google\.com$/, 2],
  [/^(www\.)?dropbox\.com$/, 0],
  [/^dl\.dropboxusercontent\.com$/, 0],
  [/^onedrive\.live\.com$/, 0],
  [/^1drv\.ms$/, 0],
  [/^(ipfs\.io|gateway\.pinata\.cloud|cloudflare-ipfs\.com)$/, 2],
  [/^w3id\.org$/, 1],
  [/^purl\.(org|archive\.org|oclc\.org|imsglobal\.org)$/, 1],
  [/^(bit\.ly|tinyurl\.com|t\.co|is\.gd|goo\.gl)$/, 0],
  [/^(pastebin\.com|rentry\.co|paste\.ee|hastebin\.com)$/, 0],
  [/^((www\.|api\.)?(jsonbin|npoint)\.io|run\.mocky\.io)$/, 0],
  [/^web\.archive\.org$/, 0],
  [/^archive\.org$/, 2],
]

/** Domains below which every name belongs to another stranger. */
const SHARED_DOMAINS: readonly string[] = [
  ...['github.io', 'gitlab.io', 'bitbucket.io', 'codeberg.page', 'readthedocs.io', 'gitbook.io'],
  ...['netlify.app', 'netlify.com', 'vercel.app', 'now.sh', 'pages.dev', 'workers.dev', 'r2.dev'],
  ...['herokuapp.com', 'onrender.com', 'fly.dev', 'deno.dev', 'surge.sh', 'glitch.me', 'repl.co'],
  ...['replit.app', 'replit.dev', 'csb.app', 'stackblitz.io', 'webcontainer.io', 'gitpod.io'],
  ...['web.app', 'firebaseapp.com', 'appspot.com', 'run.app', 'cloudfunctions.net'],
  ...['azurewebsites.net', 'azurestaticapps.net', 'core.windows.net', 'amplifyapp.com'],
  ...['s3.amazonaws.com', 'cloudfront.net', 'storage.googleapis.com', 'digitaloceanspaces.com'],
  ...['wordpress.com', 'blogspot.com', 'tumblr.com', 'medium.com', 'substack.com', 'weebly.com'],
  ...['wixsite.com', 'squarespace.com', 'webflow.io', 'carrd.co', 'notion.site', 'framer.website'],
  ...['neocities.org', 'rf.gd', '000webhostapp.com', 'infinityfreeapp.com', 'altervista.org'],
  ...['ngrok.io', 'ngrok.app', 'ngrok-free.app', 'trycloudflare.com', 'loca.lt', 'dweb.link'],
]

/** Buckets of one region, and national names of one platform. */
const SHARED_PATTERNS =
  /\.(s3[.-][a-z0-9-]+\.amazonaws\.com|blogspot\.(co\.|com\.)?[a-z]{2,3}|cloud\.goog)$/

/** Who publishes at an address: the host, or on a shared host the tenant. */
export interface Publisher {
  isShared: boolean
  /** With its port; of a tenant with the path or in the name that tells it apart. */
  name: string
}

/**
 * Whose word is an address?
 * @returns null where that cannot be told: no web address, one with user info, a shared host that shows no tenant
 */
export function publisherOf(address: string): Publisher | null {
  if (!isHttpUrl(address) || hasUserInfo(address)) return null
  const url = new URL(address)
  const host = url.host.replace(/\.(?=:|$)/, '')
  const segments = tenantSegments(url)
  if (segments === null) return { isShared: isSharedDomain(url.hostname), name: host }
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
function tenantSegments({ hostname, pathname }: URL): number | null {
  const host = hostname.replace(/\.$/, '')
  const listed = SHARED_HOSTS.find(([pattern]) => pattern.test(host))?.[1]
  // many schools give their people a folder each
  return listed ?? (/^\/(~|%7e)/i.test(pathname) ? 1 : null)
}

function isSharedDomain(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '')
  return SHARED_DOMAINS.some((name) => host.endsWith(`.${name}`)) || SHARED_PATTERNS.test(host)
}

function tenantOf({ pathname }: URL, segments: number): string {
  return pathname
    .split('/')
    .slice(1, segments + 1)
    .join('/')
}
