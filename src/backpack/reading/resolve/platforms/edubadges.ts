import { isHost, type Platform } from './platform.js'

/**
 * edubadges: the page `www.edubadges.nl/public/assertions/<id>` has its assertion at `api.edubadges.nl`; the trial
 * systems (`demo.`, `acc.`, `test.`) put their name behind `api.`.
 * @see https://github.com/edubadges/edubadges-server apps/public/public_api.py
 */
export const edubadges: Platform = {
  name: 'edubadges',
  addressesOf(page) {
    const id = /\/(?:public|details)\/(?:assertions|badge)\/([\w-]{8,64})/.exec(page.pathname)?.[1]
    if (!id || !isHost(page, 'edubadges.nl')) return []
    return [`https://${apiOf(page.hostname)}/public/assertions/${id}`]
  },
}

function apiOf(hostname: string): string {
  const stage = /^(?:www\.|api\.)?(demo|acc|test)\./.exec(hostname)?.[1]
  return stage ? `api.${stage}.edubadges.nl` : 'api.edubadges.nl'
}
