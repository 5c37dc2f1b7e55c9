import type { Credential, VerificationReport } from '../openbadges/index.js'
import type { BackpackBadge, Description } from '../store/badges.js'

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

/**
 * A later answer may say less than an earlier one: a withdrawn badge names nothing any more, a silent issuer has no
 * name. What is known of the badge stays then.
 */
export function newDescription(
  known: Pick<BackpackBadge, 'title' | 'issuerName'>,
  { credential }: Pick<VerificationReport, 'credential'>,
): Description | null {
  if (!credential) return null
  const description = describe(credential)
  const isPoorer =
    (known.title && !description.title) || (known.issuerName && !description.issuerName)
  return isPoorer ? null : description
}

/** PostgreSQL keeps no U+0000. */
function clean(text: string | null): string {
  return (text ?? '').replaceAll('\0', '').trim()
}
