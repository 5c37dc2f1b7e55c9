import type { Credential } from '../openbadges/index.js'
import { type BadgeSummary, SUMMARY, toSummary } from './badge-rows.js'
import type { Db } from './database.js'
import type { AwardFacts } from './sources.js'

/** A badge that is not proven to be the earner's, and how it names whoever it was awarded to. */
export type WaitingBadge = BadgeSummary & Pick<Credential, 'recipients' | 'subjectId'>

/** Every badge that is kept and not proven to be the earner's, newest first. */
export async function listWaitingBadges(db: Db, accountId: string): Promise<WaitingBadge[]> {
  const rows = await db
    .selectFrom('badge')
    .leftJoin('badgeSource', (join) =>
      join.onRef('badgeSource.badgeId', '=', 'badge.id').on('badgeSource.isFront', '=', true),
    )
    .where('badge.accountId', '=', accountId)
    .where('badge.recipient', '<>', 'passed')
    .where('badge.trashedAt', 'is', null)
    .select(SUMMARY)
    .select(['badgeSource.facts'])
    .select(({ eb }) =>
      // the credential can be large, and is only needed where no facts were noted
      eb
        .case()
        .when('badgeSource.facts', 'is', null)
        .then(eb.ref('badge.credential'))
        .end()
        .as('credential'),
    )
    .orderBy('badge.id', 'desc')
    .execute()
  return rows.map(({ facts, credential, ...row }) => {
    const named: Partial<AwardFacts> = facts ?? credential ?? {}
    const { recipients = [], subjectId = null } = named
    return { ...toSummary(row), recipients, subjectId }
  })
}
