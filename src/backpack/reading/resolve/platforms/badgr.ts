import { isHost, type Platform } from './platform.js'

/**
 * Badgr, later Canvas Credentials and Parchment Digital Badges: every region's page is `/public/assertions/<id>`,
 * often with `?identity__email=…`, which is not passed on. The assertion has the same path on the region's API.
 * Seen in shared links and in the ids of its assertions.
 * @see https://github.com/concentricsky/badgr-server apps/issuer/public_api.py
 */
export const badgr: Platform = {
  name: 'Badgr',
  addressesOf(page) {
    if (!HOSTS.some((host) => isHost(page, host))) return []
    const id = /\/public\/assertions\/([\w-]{8,64})/.exec(page.pathname)?.[1]
    if (!id) return []
    const apis = [...new Set([...apisOf(page.hostname), 'api.badgr.io'])]
    return apis.map((api) => `https://${api}/public/assertions/${id}`)
  },
}

const HOSTS = [
  'badgr.io',
  'badgr.com',
  'badges.parchment.com',
  'canvascredentials.org',
  'canvascredentials.com',
]

/** `eu.badgr.com` and `api.eu.badgr.io` are served by `api.eu.badgr.io`; the United States have no region name. */
function apisOf(hostname: string): string[] {
  if (hostname.startsWith('api.')) return [hostname]
  const region = /^(?:badges\.)?(eu|ca|au|sg|us)\./.exec(hostname)?.[1]
  return region && region !== 'us' ? [`api.${region}.badgr.io`] : []
}
