import type { OpenLink, SharedPage } from '../../backpack/sharing/open-link.js'
import type { SharedBadge } from '../../backpack/sharing/redact.js'
import { quoted } from '../../words/issuer.js'
import { nameOf } from '../../words/names.js'
import { standingLine, tallyLine } from './embed.js'
import { badgeCard, type Dates } from './verdict.js'

/** What a public page says to search engines and directories. */
export interface FindableWords {
  isFindable: boolean
  /** One sentence, for lists of search results and previews. */
  summaryLine: string
  /** The address of the page, without what sorts it. */
  canonical: string
  /** schema.org in JSON-LD; null where the owner did not allow it. */
  structured: object | null
}

export function findableWords(
  page: SharedPage,
  link: OpenLink,
  url: string,
  dates: Dates,
): FindableWords {
  const isFindable = link.isFindable && !link.passwordHash
  return {
    isFindable,
    summaryLine: summaryOf(page, dates),
    canonical: url,
    structured: isFindable ? structuredOf(page, url) : null,
  }
}

function summaryOf({ badges, earner, collection }: SharedPage, dates: Dates): string {
  const whose = earner === null ? '' : ` Shared by ${quoted(earner)}.`
  const cards = badges.map(({ badge }) => badgeCard(badge, dates))
  if (collection !== null && cards.length !== 1) return `${tallyLine(cards, dates)}${whose}`
  return `${cards[0]?.title ?? 'A badge'}. ${standingLine(cards[0], dates)}${whose}`
}

/** @see https://schema.org/EducationalOccupationalCredential */
function structuredOf({ badges, collection, earner }: SharedPage, url: string): object | null {
  const credentials = badges
    .filter(({ badge }) => badge.state === 'valid')
    .map((shared) => credentialOf(shared, url))
  if (collection === null)
    return credentials[0] ? { '@context': 'https://schema.org', ...credentials[0] } : null
  return {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    name: collection.title,
    url,
    ...(earner ? { author: { '@type': 'Person', name: earner } } : {}),
    numberOfItems: credentials.length,
    itemListElement: credentials.map((item, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      item,
    })),
  }
}

function credentialOf({ badge }: SharedBadge, url: string): object {
  const { achievement } = badge.credential
  const skills = achievement.alignments.map(({ targetName }) => targetName).filter(Boolean)
  return {
    '@type': 'EducationalOccupationalCredential',
    name: badge.title,
    url: `${url}/badges/${badge.id}`,
    credentialCategory: achievement.achievementType ?? 'Badge',
    ...(achievement.description ? { description: achievement.description } : {}),
    ...(badge.imageHash ? { image: `${url}/badges/${badge.id}/image` } : {}),
    ...(badge.awardedAt ? { validFrom: badge.awardedAt } : {}),
    ...(badge.expiresAt ? { expires: badge.expiresAt } : {}),
    ...(skills.length > 0 ? { competencyRequired: skills } : {}),
    recognizedBy: organisation(badge),
  }
}

/** The address is the one that is proven, whatever web site the issuer gives. */
function organisation({ issuerName, issuerProof }: SharedBadge['badge']): object {
  const { host, listings } = issuerProof
  const [listed] = host === null ? listings : []
  const url = host === null ? (listed?.url ?? null) : `https://${host}`
  const name = nameOf(listed?.name ?? issuerName)
  return { '@type': 'Organization', name, ...(url ? { url } : {}) }
}
