import { isHost } from './platform.js'

/**
 * The address a LinkedIn link leads to: “Show credential” passes `/safety/go?url=…` or `/redir/redirect?url=…`, and
 * a link that adds a certificate to a profile names it as `certUrl`. Null for LinkedIn's own pages and other sites.
 * Seen in links copied from profiles. @see https://addtoprofile.linkedin.com/
 */
export function linkedinTarget(page: URL): string | null {
  if (!isLinkedin(page)) return null
  const named = ['url', 'certUrl', 'certificateUrl', 'dest'].map((name) =>
    page.searchParams.get(name),
  )
  return named.find((one) => one !== null && /^https?:\/\//i.test(one)) ?? null
}

/** A page of LinkedIn, which answers people only. */
export function isLinkedin(page: URL): boolean {
  return isHost(page, 'linkedin.com') || page.hostname === 'lnkd.in'
}
