import type { OpenLink, SharedPage } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import { namedIssuer } from '../../openbadges/index.js'

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

/** Parts of a badge that a link may leave out: then they are null or empty here, and say nothing. */
const HIDEABLE = ['name', 'dates', 'evidence', 'notes'] as const

/**
 * One badge of a shared page. `state` and `answers` are those of this moment; `report` is what was found at its time.
 */
export function badgeJson({ badge, checks, ...shared }: SharedBadge, link: OpenLink, url: string) {
  const own = `${url}/badges/${badge.id}`
  return {
    url: own,
    title: badge.title,
    state: badge.state,
    answers: shared.answers,
    issuer: {
      ...namedIssuer(badge.credential, badge.issuerProof),
      name: badge.issuerName || null,
    },
    awardedTo: shared.emailHint,
    isSelfIssued: shared.isSelfIssued,
    hidden: HIDEABLE.filter((part) => !link.shows[part]),
    note: shared.note || null,
    image: badge.imageHash ? `${own}/image` : null,
    file: link.shows.download ? `${own}/file` : null,
    credential: badge.credential,
    report: {
      verdict: badge.verdict,
      at: badge.checkedAt,
      lastValidAt: badge.validAt,
      // while the issuer is silent an earlier verification speaks
      checksAt: shared.heardAt ?? badge.checkedAt,
      checks,
    },
  }
}
