import type { Db } from './database.js'

/** How the backpack is laid out. */
export type BadgeLayout = 'grid' | 'list'

export async function findBadgeLayout(db: Db, accountId: string): Promise<BadgeLayout> {
  const row = await db
    .selectFrom('account')
    .where('id', '=', accountId)
    .select('badge_layout')
    .executeTakeFirst()
  return row?.badge_layout === 'list' ? 'list' : 'grid'
}

export async function setBadgeLayout(
  db: Db,
  accountId: string,
  layout: BadgeLayout,
): Promise<void> {
  await db
    .updateTable('account')
    .set({ badge_layout: layout })
    .where('id', '=', accountId)
    .execute()
}
