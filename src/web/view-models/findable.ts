import type { OpenLink, SharedPage } from '../../backpack/open-link.js'
import type { SharedBadge } from '../../backpack/redact.js'

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

export function findableWords(page: SharedPage, link: OpenLink, url: string): FindableWords {
  const isFindable = link.isFindable && !link.passwordHash
  return {
    isFindable,
    summaryLine: summaryOf(page),
    canonical: url,
    structured: isFindable ? structuredOf(page, url) : null,
  }
}

function summaryOf({ badges, earner, collection }: SharedPage): string {
  const whose = earner ? ` of ${earner}` : ''
  if (collection === null || badges.length === 1) {
    const [shared] = badges
    return shared
      ? `${shared.badge.title || 'A badge'}${whose}, awarded by ${shared.badge.issuerName || 'an unknown issuer'}. Checked by Haversack.`
      : 'A badge, checked by Haversack.'
  }
  return `${badges.length} badges${whose}, each checked by Haversack.`
}

/** @see https://schema.org/EducationalOccupationalCredential */
function structuredOf({ badges, collection, earner }: SharedPage, url: string): object {
  const credentials = badges
    .filter(({ badge }) => badge.verdict === 'valid')
    .map((shared) => credentialOf(shared, url))
  if (collection === null) return { '@context': 'https://schema.org', ...credentials[0] }
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
  const { achievement, issuer } = badge.credential
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
    recognizedBy: {
      '@type': 'Organization',
      name: badge.issuerName,
      ...(issuer.url ? { url: issuer.url } : {}),
    },
  }
}
