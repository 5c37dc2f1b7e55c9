import { DAY_MS, type FormatId, asWritten } from '../openbadges/index.js'

/** Days, plurals and lists in English: the one place that a further language replaces first. */
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' })

/** `3 February 2024`, the day as it was written, else UTC; null for what is no date. @param iso ISO 8601 */
export function dayWords(iso: string): string | null {
  const date = asWritten(iso)
  return Number.isNaN(date.getTime()) ? null : DAY.format(date)
}

/** `3 February 2024, 14:02 UTC`; null for what is no date. @param iso ISO 8601 */
export function timeWords(iso: string): string | null {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? null : `${DAY.format(date)}, ${TIME.format(date)} UTC`
}

/** `just now`, `4 minutes ago`, `2 hours ago`, else `on 3 February 2024`. @param iso ISO 8601 */
export function agoWords(iso: string, now: Date): string {
  const then = new Date(iso)
  const minutes = Math.floor((now.getTime() - then.getTime()) / MINUTE_MS)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${counted(minutes, 'minute')} ago`
  if (minutes < 24 * 60) return `${counted(Math.floor(minutes / 60), 'hour')} ago`
  return `on ${DAY.format(then)}`
}

/**
 * Until when a page that says "4 minutes ago" and "today" says the right thing.
 * @param moments the moments it speaks of, ISO 8601
 * @param turns moments to come at which what it says is another thing
 */
export function freshUntil(
  moments: readonly string[],
  now: Date,
  turns: readonly string[] = [],
): Date {
  const at = now.getTime()
  const midnight = (Math.floor(at / DAY_MS) + 1) * DAY_MS
  const words = moments.map((iso) => nextWord(Date.parse(iso), at))
  return new Date(Math.min(midnight, ...words, ...turns.map((iso) => Date.parse(iso) + 1)))
}

/** Minutes are counted for an hour, hours for a day; then it is a date. */
function nextWord(then: number, now: number): number {
  const age = now - then
  if (age >= DAY_MS || age < 0) return Infinity
  const step = age < HOUR_MS ? MINUTE_MS : HOUR_MS
  return then + (Math.floor(age / step) + 1) * step
}

/** `1 badge`, `3 badges`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`
}

/** `Open Badges 3.0`. */
export function formatWord(format: FormatId | null): string {
  return format === null ? 'Open Badges' : `Open Badges ${format.slice('ob'.length)}`
}
