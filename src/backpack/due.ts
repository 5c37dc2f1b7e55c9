/** What decides when a badge is looked at again. */
export interface CheckedBadge {
  createdAt: Date
  /** When something about it changes by itself: its beginning or its end. */
  turningPoints: readonly Date[]
  /** Silent answers of its issuer in a row. */
  silentCount: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FRESH_FOR_MS = 30 * DAY_MS
const FIRST_RETRY_MS = 6 * HOUR_MS
const LONGEST_MS = 30 * DAY_MS
const JITTER = 0.1

/**
 * When the next check is due: daily while the badge is fresh, weekly when it has settled; an issuer that is silent
 * is asked after six hours, then half as often each time, at least every 30 days; never later than a minute after
 * the badge begins or ends. A tenth of jitter either way keeps badges kept together from being asked together.
 * @param random 0 to 1
 */
export function nextDue(badge: CheckedBadge, now: Date, random: number): Date {
  const interval = badge.silentCount > 0 ? backOff(badge.silentCount) : calm(badge, now)
  const regular = now.getTime() + interval * (1 + JITTER * (2 * random - 1))
  const turns = badge.turningPoints
    .map((at) => at.getTime() + 60_000)
    .filter((at) => at > now.getTime())
  return new Date(Math.min(regular, ...turns))
}

function backOff(silentCount: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (silentCount - 1), LONGEST_MS)
}

function calm({ createdAt }: CheckedBadge, now: Date): number {
  return now.getTime() - createdAt.getTime() < FRESH_FOR_MS ? DAY_MS : 7 * DAY_MS
}
