import { asWritten, type CheckResult, type Credential, inUtc } from '../../openbadges/index.js'
import type { Shows } from '../../store/shares.js'
import type { Earner } from './redact.js'

/** Shorter texts would be found everywhere. */
const MIN_LENGTH = 4
/** Names of evidence are common words; only longer texts are looked for. */
const MIN_TEXT_LENGTH = 20
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** What must not stand anywhere in what a link shows; null when there is nothing of the kind. */
export function hiddenStrings(
  credential: Credential,
  checks: readonly CheckResult[],
  shows: Shows,
  { name, addresses }: Earner,
): RegExp | null {
  const strings = [
    ...identitiesOf(credential),
    ...addresses,
    ...(shows.name ? [] : [name]),
    ...(shows.evidence ? [] : evidenceOf(credential)),
    ...(shows.dates ? [] : datesOf(credential)),
    ...(shows.name && shows.evidence && shows.dates ? [] : addressesOf(credential, checks)),
  ]
  const long = [...new Set(strings)].filter((text) => text.trim().length >= MIN_LENGTH)
  if (long.length === 0) return null
  return new RegExp(
    long
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
    'giu',
  )
}

/** The same value with every hidden string in it replaced by dots. */
export function scrub<Value>(value: Value, hidden: RegExp | null): Value {
  if (hidden === null) return value
  return scrubbed(value, hidden) as Value
}

function scrubbed(value: unknown, hidden: RegExp): unknown {
  if (typeof value === 'string') return value.replace(hidden, '…')
  if (Array.isArray(value)) return value.map((one) => scrubbed(one, hidden))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      OURS.has(name) ? member : scrubbed(member, hidden),
    ]),
  )
}

/** What we wrote into a report ourselves. */
const OURS: ReadonlySet<string> = new Set(['check', 'clause', 'code', 'fetchedAt', 'sha256'])

function identitiesOf({ recipients, subjectId }: Credential): string[] {
  return [...recipients.map(({ identity }) => identity), ...(subjectId ? [subjectId] : [])]
}

function evidenceOf({ evidence, narrative }: Credential): string[] {
  const texts = evidence.flatMap((one) => [one.name, one.description, one.narrative])
  const links = evidence.map(({ id }) => id)
  return [
    ...links.filter((id) => id !== null),
    ...[narrative, ...texts].filter((text) => text !== null && text.length >= MIN_TEXT_LENGTH),
  ] as string[]
}

/** Each day as a machine and as a person writes it. */
function datesOf(credential: Credential): string[] {
  const { validFrom, validUntil, awardedDate, activityStartDate, activityEndDate } = credential
  return [validFrom, validUntil, awardedDate, activityStartDate, activityEndDate]
    .filter((date) => typeof date === 'string' && !Number.isNaN(Date.parse(date)))
    .flatMap((date) => [date!, inUtc(date!)])
    .flatMap((date) => [date, date.slice(0, 10), DAY.format(asWritten(date))])
}

/** Where the issuer shows the award with everything in it. */
function addressesOf({ id }: Credential, checks: readonly CheckResult[]): string[] {
  const hosted = checks.filter(({ check }) => check === 'hosted' || check === 'refresh')
  const asked = hosted.flatMap(({ findings }) => findings.flatMap(({ evidence }) => evidence))
  return [...(id === null ? [] : [id]), ...asked.map(({ url }) => url)]
}

const escaped = (text: string) => text.trim().replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
