import { createHash } from 'node:crypto'
import type { Credential } from '../openbadges/index.js'

/**
 * What makes two files the same award: a hosted badge is its address, a signed or 3.0 badge is its id (or uid)
 * with its issuer, and one that names neither is its text.
 * @param awardText text of the award that was judged
 * @see https://www.imsglobal.org/spec/ob/v3p0/#equality-and-comparison
 */
export function identityOf(credential: Credential, awardText: string): string {
  const { proofKind, issuer } = credential
  const id = credential.id ?? credential.uid
  if (!id) return `text ${createHash('sha256').update(awardText).digest('hex')}`
  if (proofKind === 'hosted' && /^https?:/i.test(id)) return `hosted ${addressOf(id)}`
  return `issued ${tidy(issuer.id ?? issuer.url ?? '')} ${tidy(id)}`
}

/** Moodle gives one award several addresses; only the hash in `b` tells them apart. */
function addressOf(id: string): string {
  if (!URL.canParse(id.trim())) return tidy(id)
  const url = new URL(id.trim())
  url.hash = ''
  const moodleHash = /\/assertion\.php$/.test(url.pathname) ? url.searchParams.get('b') : null
  return moodleHash ? `${url.origin} moodle ${moodleHash}` : tidy(url.href)
}

/** Percent signs undone and ends trimmed, as the standard compares ids. */
function tidy(id: string): string {
  try {
    return decodeURIComponent(id.trim())
  } catch {
    return id.trim()
  }
}
