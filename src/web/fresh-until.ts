const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

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
