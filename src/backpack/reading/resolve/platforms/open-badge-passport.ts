import type { Platform } from './platform.js'

/**
 * Open Badge Passport and other sites of its software, Salava: the page `/app/badge/info/<n>` (also with `/pic/embed`)
 * draws what `/obpv1/badge/info/<n>` says, where `assertion_url` names the assertion. A badge that is not public answers 401.
 * @see https://github.com/openbadgefactory/salava src/clj/salava/badge/routes.clj
 */
export const openBadgePassport: Platform = {
  name: 'Open Badge Passport',
  addressesOf(page) {
    const [, base, id] =
      /^(.*?)(?:\/app)?\/badge\/info\/(\d+)(?:\.html|\/.*)?$/.exec(page.pathname) ?? []
    return id ? [`${page.origin}${base ?? ''}/obpv1/badge/info/${id}`] : []
  },
}
