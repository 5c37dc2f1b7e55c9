import type { BadgeState, Finding, FindingCode } from '../openbadges/index.js'
import { lineOf } from './names.js'
import type { Times } from './told.js'

/** What a list knows of a badge. */
export interface Listed {
  state: BadgeState
  /** ISO 8601; null where there is none, or where a link hides it. */
  expiresAt: string | null
  validFrom: string | null
  provenAt: string | null
  checkedAt: string
  /** First of the silent answers in a row; null where the issuer answers. */
  silentSince: string | null
  /** Findings that keep it from being valid; the reason is told where they are at hand. */
  doubts: readonly Finding[]
  /** Does a link leave the days out? */
  areDatesHidden?: boolean
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
  'issuer-not-proven': () => 'nobody vouches for the issuer’s name',
  'was-valid': ({ provenAt }, { ago }) =>
    `proven valid ${ago(provenAt)}; the issuer does not answer right now`,
  expired: ({ expiresAt, areDatesHidden }, { date }) =>
    areDatesHidden ? HIDDEN_DAY : expiresAt ? `on ${date(expiresAt)}` : 'past its end date',
  withdrawn: ({ doubts, silentSince }) => `${withdrawnLine(doubts)}${silent(silentSince)}`,
  'not-yet': ({ validFrom, areDatesHidden }, { date }) =>
    areDatesHidden ? HIDDEN_DAY : validFrom ? `from ${date(validFrom)}` : 'it begins later',
  flawed: () => 'it breaks a rule of its standard',
  'not-genuine': ({ doubts, silentSince }) =>
    `${shortOf(doubts) ?? 'do not rely on what it says'}${silent(silentSince)}`,
  'not-proven': ({ doubts }) => shortOf(doubts) ?? 'it only says so',
  unchecked: ({ doubts }) => shortOf(doubts) ?? 'this does not mean it is false',
}

const HIDDEN_DAY = 'the day is not shown on this link'

const silent = (since: string | null) =>
  since === null ? '' : '; the issuer does not answer right now'

function withdrawnLine(doubts: readonly Finding[]): string {
  if (doubts.some(({ code }) => code === 'suspended')) return 'paused by the issuer'
  const reasons = doubts.map(({ values }) =>
    lineOf((values.reason ?? '').replace(/^[:\s]+/, ''), 300),
  )
  const reason = reasons.find((text) => text !== '')
  return reason ? `by the issuer: “${reason}”` : 'by the issuer'
}

function shortOf(doubts: readonly Finding[]): string | null {
  return doubts.flatMap(({ code }) => SHORT[code] ?? [])[0] ?? null
}

/** Five words for a row, where the sentence of the report is longer. */
const SHORT: Partial<Record<FindingCode, string>> = {
  hosted_unreachable: 'the issuer does not answer',
  linked_unreachable: 'the issuer does not answer',
  key_unreachable: 'the issuer’s key is out of reach',
  proof_unchecked: 'the issuer’s key is out of reach',
  status_unreachable: 'withdrawal could not be looked up',
  key_not_vouched: 'nothing ties the key to the issuer',
  signature_invalid: 'changed after it was signed',
  proof_invalid: 'changed after it was signed',
  key_not_issuers: 'signed with somebody else’s key',
  scope_outside: 'not from the issuer it names',
  signature_missing: 'it is not signed',
  proof_missing: 'it is not signed',
}
