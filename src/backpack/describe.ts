import type { Credential } from '../openbadges/index.js'
import type { Description } from '../store/badges.js'

/** What the backpack lists and searches of a badge. */
export function describe(credential: Credential): Description {
  const { achievement, issuer } = credential
  const title = clean(achievement.name ?? credential.name)
  const issuerName = clean(issuer.name)
  const skills = achievement.alignments.map((alignment) => alignment.targetName)
  const searched = [title, issuerName, achievement.humanCode, ...achievement.tags, ...skills]
  return {
    title,
    issuerName,
    issuerId: clean(issuer.id ?? issuer.url),
    searchText: clean(searched.filter(Boolean).join('\n')).toLowerCase(),
    format: credential.format,
    awardedAt: credential.awardedDate ?? credential.validFrom,
    expiresAt: credential.validUntil,
    credential,
  }
}

/** PostgreSQL keeps no U+0000. */
function clean(text: string | null): string {
  return (text ?? '').replaceAll('\0', '').trim()
}
