import { isHost, type Platform } from './platform.js'

/**
 * Credly, once Acclaim: a page `/badges/<uuid>`, with or without `/public_url`, `/linked_in_profile`, `/embedded`
 * or a language in front; `/earner/earned/badge/<uuid>` is the earner's own view. The assertion of 2.0 lies under
 * the API. Seen in the ids of Credly's assertions and in programs that read them.
 */
export const credly: Platform = {
  name: 'Credly',
  addressesOf(page) {
    if (!isHost(page, 'credly.com') && !isHost(page, 'youracclaim.com')) return []
    const id = PAGE.exec(page.pathname)?.[1]
    if (!id) return []
    return [
      `https://api.credly.com/v1/obi/v2/badge_assertions/${id}`,
      `https://www.credly.com/api/v1/obi/v2/badge_assertions/${id}`,
    ]
  },
}

const PAGE =
  /\/(?:badges|earned\/badge|badge_assertions)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/i
