import { sql } from 'kysely'
import type { BadgeState } from '../openbadges/index.js'

/** States that an end does not change: what is wrong or withdrawn stays so. */
const ENDLESS: readonly BadgeState[] = ['not-genuine', 'not-proven', 'withdrawn', 'expired']

/**
 * The state of a badge at this moment: as it was found, unless its end has come since. A beginning that comes needs
 * a new check, which is due then.
 */
export function stateAt(
  { state, expiresAt }: { state: BadgeState; expiresAt: string | null },
  now: Date,
): BadgeState {
  if (ENDLESS.includes(state) || expiresAt === null) return state
  return Date.parse(expiresAt) < now.getTime() ? 'expired' : state
}

/** The same in SQL. @param now ISO time; without it the state as it was found */
export function stateColumn(now: string | undefined) {
  if (!now) return sql<BadgeState>`badge.state`
  return sql<BadgeState>`case when badge.expires_at < ${now} and badge.state not in (${sql.join(ENDLESS)})
    then 'expired' else badge.state end`
}
