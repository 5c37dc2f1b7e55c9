import { sql } from 'kysely'
import type { BadgeState } from '../openbadges/index.js'
import type { BadgeSummary } from './badge-rows.js'

/** States that an end does not change: what is wrong or withdrawn stays so. */
const ENDLESS: readonly BadgeState[] = ['not-genuine', 'not-proven', 'withdrawn', 'expired']

/** What of a badge says how it stands at any moment. */
export type Stating = Pick<BadgeSummary, 'state' | 'beginsAt' | 'stateBegun' | 'expiresAt'>

/** The state of a badge at this moment: as it was found, unless its beginning or its end has come since. */
export function stateAt(
  { state, beginsAt, stateBegun, expiresAt }: Stating,
  now: Date,
): BadgeState {
  const hasBegun = beginsAt !== null && Date.parse(beginsAt) <= now.getTime()
  const known = state === 'not-yet' && hasBegun ? (stateBegun ?? state) : state
  if (ENDLESS.includes(known) || expiresAt === null) return known
  return Date.parse(expiresAt) < now.getTime() ? 'expired' : known
}

/** The same in SQL. @param now ISO time; without it the state as it was found */
export function stateColumn(now: string | undefined) {
  if (!now) return sql<BadgeState>`badge.state`
  return sql<BadgeState>`case when badge.expires_at < ${now} and badge.state not in (${sql.join(ENDLESS)})
    then 'expired' when badge.state = 'not-yet' and badge.begins_at <= ${now}
    then coalesce(badge.state_begun, badge.state) else badge.state end`
}
