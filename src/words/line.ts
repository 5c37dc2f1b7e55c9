import type { BadgeState } from '../openbadges/index.js'
import type { Times } from './told.js'

/** What a list knows of a badge. */
export interface Listed {
  state: BadgeState
  /** ISO 8601; null where there is none, or where a link hides it. */
  expiresAt: string | null
  validFrom: string | null
  areDatesHidden: boolean
  provenAt: string | null
  checkedAt: string
}

/** The line beside the word where a badge is one of several: why, or when it was checked. */
export interface Line {
  text: string
  /** Does it only say when it was checked? */
  saysOnlyWhen: boolean
}

export function stateLine(listed: Listed, times: Times): Line {
  const why = LINES[listed.state](listed, times)
  return why === null
    ? { text: `checked ${times.ago(listed.checkedAt)}`, saysOnlyWhen: true }
    : { text: why, saysOnlyWhen: false }
}

const LINES: Record<BadgeState, (listed: Listed, times: Times) => string | null> = {
  valid: () => null,
  'issuer-not-proven': () => 'signed by a key nobody vouches for',
  'was-valid': ({ provenAt }, { ago }) =>
    `proven ${ago(provenAt)}; the issuer does not answer right now`,
  expired: ({ expiresAt, areDatesHidden }, { date }) =>
    expiresAt && !areDatesHidden ? `on ${date(expiresAt)}` : 'past its end date',
  withdrawn: () => 'by the issuer',
  'not-yet': ({ validFrom, areDatesHidden }, { date }) =>
    validFrom && !areDatesHidden ? `from ${date(validFrom)}` : 'it begins later',
  flawed: () => 'breaks a rule of its standard',
  'not-genuine': () => 'do not rely on what it says',
  'not-proven': () => 'it only says so',
  unchecked: () => 'this does not mean it is false',
}
