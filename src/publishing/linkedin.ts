import { wellFormed } from './markup.js'
import type { PublishedBadge } from './published.js'

/** Longer values are refused by LinkedIn's form. */
const MAX_NAME_LENGTH = 255
const MAX_ID_LENGTH = 80

/**
 * Address that opens LinkedIn's “add licence or certification” form, filled in. Months count from 1, all in UTC.
 * @param certificateId number of the licence or certificate
 * @see https://addtoprofile.linkedin.com/
 */
export function linkedInProfileUrl(badge: PublishedBadge, certificateId: string): string {
  const { title, issuer, awardedAt, expiresAt, url } = badge
  return linkedinAddress('https://www.linkedin.com/profile/add', {
    startTask: 'CERTIFICATION_NAME',
    name: title.slice(0, MAX_NAME_LENGTH),
    organizationName: issuer.slice(0, MAX_NAME_LENGTH),
    ...monthOf('issue', awardedAt),
    ...monthOf('expiration', expiresAt),
    certUrl: url,
    certId: certificateId.slice(0, MAX_ID_LENGTH),
  })
}

function monthOf(name: string, iso: string | null): Record<string, string> {
  if (!iso) return {}
  const date = new Date(iso)
  return {
    [`${name}Year`]: String(date.getUTCFullYear()),
    [`${name}Month`]: String(date.getUTCMonth() + 1),
  }
}

/** Spaces as %20: a plus sign is not read as a space everywhere. */
export function linkedinAddress(base: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== '')
  return `${base}?${pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&')}`
}

const encode = (text: string) => encodeURIComponent(wellFormed(text))
