import type { Platform } from './platform.js'

/**
 * Open Badge Factory, on its own host and on those of its customers: `/v1/assertion/<40 hex>.html` is the page, the
 * same without ending the assertion. Seen in shared links and in the ids of its assertions.
 */
export const openBadgeFactory: Platform = {
  name: 'Open Badge Factory',
  addressesOf(page) {
    const path = /^(.*\/v1\/assertion\/[0-9a-f]{40})(?:\.html)?\/?$/i.exec(page.pathname)?.[1]
    return path ? [`${page.origin}${path}`, `${page.origin}${path}.json`] : []
  },
}
