import { canParse } from '../openbadges/index.js'
import { createHash } from 'node:crypto'
import type { Credential } from '../openbadges/index.js'

/**
 * The first rule of what makes two files the same award: a hosted badge is its address, a signed or 3.0 badge is its
 * id (or uid) with its issuer, and one that names neither is its text. The second rule is in same-award.ts.
 * @param awardText text of the award that was judged
 * @see https://www.imsglobal.org/spec/ob/v3p0/#equality-and-comparison
 */
export function identityOf(credential: Credential, awardText: string): string {
  const { proofKind, issuer } = credential
  const id = (credential.id ?? credential.uid)?.trim()
  if (!id) return `text ${createHash('sha256').update(awardText).digest('hex')}`
  if (proofKind === 'hosted' && /^https?:/i.test(id)) return `hosted ${addressOf(id)}`
  return `issued ${tidyId(issuer.id ?? issuer.url ?? '')} ${tidyId(id)}`
}

/** Percent signs undone and ends trimmed, as the standard compares ids. */
export function tidyId(id: string): string {
  try {
    return decodeURIComponent(id.trim())
  } catch {
    return id.trim()
  }
}

/**
 * Host and path: a site that moved to https, or gained or lost its `www`, gives the same badges. Moodle gives one
 * award several addresses; only the hash in `b` tells them apart.
 */
function addressOf(id: string): string {
  if (!canParse(id.trim())) return tidyId(id)
  const { host, pathname, search, searchParams } = new URL(id.trim())
  const site = host.replace(/^www\./, '')
  const moodleHash = /\/assertion\.php$/.test(pathname) ? searchParams.get('b') : null
  return moodleHash ? `${site} moodle ${moodleHash}` : `${site}${tidyId(pathname + search)}`
}
