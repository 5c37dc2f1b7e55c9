import type { Credential } from '../openbadges/index.js'
import { SUMMARY, toSummary, type BadgeSummary } from './badge-rows.js'
import type { Db } from './database.js'
import type { AwardFacts } from './sources.js'

/** A badge that is not proven to be the earner's, and how it names whoever it was awarded to. */
export interface WaitingBadge extends BadgeSummary, Pick<Credential, 'recipients' | 'subjectId'> {}

/** Every badge that is kept and not proven to be the earner's, newest first. */
export async function listWaitingBadges(db: Db, accountId: string): Promise<WaitingBadge[]> {
  const rows = await db
    .selectFrom('badge')
    .leftJoin('badge_source', (join) =>
      join.onRef('badge_source.badge_id', '=', 'badge.id').on('badge_source.is_front', '=', 1),
    )
    .where('badge.account_id', '=', accountId)
    .where('badge.recipient', '<>', 'passed')
    .where('badge.trashed_at', 'is', null)
    .select(SUMMARY)
    .select(['badge_source.facts'])
    .select(({ eb }) =>
      // the credential can be large, and is only needed where no facts were noted
      eb
        .case()
        .when('badge_source.facts', 'is', null)
        .then(eb.ref('badge.credential'))
        .end()
        .as('credential'),
    )
    .orderBy('badge.id', 'desc')
    .execute()
  return rows.map(({ facts, credential, ...row }) => {
    const named = JSON.parse(facts ?? credential ?? '{}') as Partial<AwardFacts>
    const { recipients = [], subjectId = null } = named
    return { ...toSummary(row), recipients, subjectId }
  })
}
