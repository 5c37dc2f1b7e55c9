import { namedIssuer } from '../../openbadges/index.js'
import type { OpenLink, SharedPage } from '../../backpack/open-link.js'
import type { SharedBadge } from '../../backpack/redact.js'

/** The machine form of a shared page: every credential and its newest report, redacted as the page is. */
export function collectionJson(page: SharedPage, link: OpenLink, url: string) {
  return {
    type: page.collection ? 'collection' : 'badge',
    url,
    title: page.collection?.title ?? page.badges[0]?.badge.title ?? null,
    description: page.collection?.description ?? null,
    earner: page.earner,
    badges: page.badges.map((shared) => badgeJson(shared, link, url)),
  }
}

/** One badge of a shared page. */
export function badgeJson({ badge, checks, ...shared }: SharedBadge, link: OpenLink, url: string) {
  const own = `${url}/badges/${badge.id}`
  return {
    url: own,
    title: badge.title,
    issuer: {
      ...namedIssuer(badge.credential, badge.issuerProof),
      name: badge.issuerName || null,
    },
    awardedTo: shared.emailHint,
    isSelfIssued: shared.isSelfIssued,
    note: shared.note || null,
    image: badge.imageHash ? `${own}/image` : null,
    file: link.shows.download ? `${own}/file` : null,
    credential: badge.credential,
    report: { verdict: badge.verdict, at: badge.checkedAt, lastValidAt: badge.validAt, checks },
  }
}
