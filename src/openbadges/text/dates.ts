/** The families that differ in what they allow as a date. */
export type DateFamily = '0.5' | '1.x' | '2.x' | '3.0'

export interface DateReading {
  /** ISO 8601 with milliseconds, in UTC or with the offset that was written; null when there is no usable date. */
  iso: string | null
  /**
   * `absent`: there is no date. `sloppy`: read, but not in the form of this version; with `iso` null it is
   * an empty value that counts as absent.
   */
  state: 'ok' | 'sloppy' | 'bad' | 'absent'
}

/** Clocks of issuers run ahead a little: a beginning that lies this much in the future has come; an end has no such grace. */
export const LEEWAY_MILLISECONDS = 60_000

/** Does it lie further in the future than clocks differ? @param iso as {@link readDate} gives it */
export function isToCome(iso: string, now: Date): boolean {
  return Date.parse(iso) > now.getTime() + LEEWAY_MILLISECONDS
}

/** A day of the calendar in UTC. */
export const DAY_MS = 86_400_000

const BAD: DateReading = { iso: null, state: 'bad' }
const ABSENT: DateReading = { iso: null, state: 'absent' }

/**
 * Reads a date in the forms that a version of Open Badges allows.
 * @param role a date without time means its first second as a start, its last as an end
 * @see https://www.w3.org/TR/xmlschema11-2/#dateTimeStamp
 */
export function readDate(
  value: unknown,
  family: DateFamily,
  role: 'start' | 'end' = 'start',
): DateReading {
  if (value === undefined) return ABSENT
  if (isEmpty(value)) return readEmpty(value, family)
  const old = family === '0.5' || family === '1.x'
  if (typeof value === 'number') return old ? fromUnix(String(value)) : BAD
  if (typeof value !== 'string') return BAD
  if (/^\d+(\.\d+)?$/.test(value)) return old ? fromUnix(value) : BAD
  if (DATE_ONLY.test(value)) return fromDay(value, family, role)
  return fromClock(value, stateOf(value, family))
}

const DATE_ONLY = /^\d{4}-\d\d-\d\d$/
const CLOCK =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?$/
const STRICT = /T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** Every version but 3.0 reads a day; 2.x asks for more. */
function fromDay(day: string, family: DateFamily, role: 'start' | 'end'): DateReading {
  if (family === '3.0') return BAD
  const time = role === 'end' ? '23:59:59' : '00:00:00'
  return fromClock(`${day}T${time}Z`, family === '2.x' ? 'sloppy' : 'ok')
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || value === 'null' || value === 'NaN'
}

function readEmpty(value: unknown, family: DateFamily): DateReading {
  if (value === null || family === '0.5' || family === '1.x') return ABSENT
  return family === '3.0' && value !== '' ? BAD : { iso: null, state: 'sloppy' }
}

/** What the form alone makes of it; whether it names a real moment comes after. */
function stateOf(value: string, family: DateFamily): DateReading['state'] {
  const [, , , , , , , fraction, zone] = CLOCK.exec(value) ?? []
  if (family === '0.5' || family === '1.x') return 'ok'
  if (fraction !== undefined && value.includes(',')) return 'bad'
  // without zone it is read as UTC, which 2.x does not say
  if (family === '2.x') return !zone || /[tz ]/.test(value) ? 'sloppy' : 'ok'
  if (!zone) return 'bad'
  if (value.includes(' ')) return 'bad'
  return STRICT.test(value) ? 'ok' : 'sloppy'
}

/** Seconds since 1970; thirteen digits before the point are milliseconds. */
function fromUnix(text: string): DateReading {
  const whole = /^(\d+)(?:\.\d+)?$/.exec(text)?.[1]
  if (whole === undefined) return BAD
  const millis = Number(text) * (whole.length === 13 ? 1 : 1000)
  return moment(Math.trunc(millis), 'ok')
}

function fromClock(text: string, state: DateReading['state']): DateReading {
  const parts = CLOCK.exec(text)
  if (!parts || state === 'bad') return BAD
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number]
  const fraction = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'))
  if (!isDay(year, month, day) || !isTime(hour, minute, second, Number(parts[7] ?? 0))) return BAD
  const offset = offsetMinutes(parts[8])
  if (offset === null) return BAD
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute - offset, Math.min(second, 59), fraction)
  return moment(date.getTime(), state, offset)
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const last = new Date(0)
  last.setUTCFullYear(year, month, 0)
  return day <= last.getUTCDate()
}

/** `:60` is a leap second; hour 24 exists only as 24:00:00. */
function isTime(hour: number, minute: number, second: number, fraction: number): boolean {
  if (hour === 24) return minute === 0 && second === 0 && fraction === 0
  return hour < 24 && minute < 60 && second <= 60
}

function offsetMinutes(zone: string | undefined): number | null {
  if (!zone || zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return null
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

const FIRST_MOMENT = new Date('0000-01-01T00:00:00Z').getTime()
const LAST_MOMENT = new Date('9999-12-31T23:59:59.999Z').getTime()

/** The offset stays, for the day that an issuer wrote is the day in its own zone. */
function moment(millis: number, state: DateReading['state'], offset = 0): DateReading {
  const isIn = (at: number) => at >= FIRST_MOMENT && at <= LAST_MOMENT
  if (!isIn(millis)) return BAD
  const local = millis + offset * 60_000
  if (offset === 0 || !isIn(local)) return { iso: new Date(millis).toISOString(), state }
  return { iso: new Date(local).toISOString().replace('Z', zoneOf(offset)), state }
}

function zoneOf(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(rest)}`
}

const twoDigits = (number: number) => String(number).padStart(2, '0')

/**
 * A date whose UTC fields are the day and time that the issuer wrote, for showing only.
 * @param iso as `readDate` gives it; any other text is taken as it is
 */
export function asWritten(iso: string): Date {
  return new Date(iso.replace(/[+-]\d\d:\d\d$/, 'Z'))
}

/** The same moment in UTC: ISO 8601 texts of one zone can be compared. */
export function inUtc(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : date.toISOString()
}
