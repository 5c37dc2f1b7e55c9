import type { Context } from '../context.js'
import { listAllBadges, updateRecipient } from '../store/badges.js'
import { confirmedAddresses } from '../store/emails.js'
import { matchItems } from './match-items.js'
import { recipientNow } from './recipients.js'

/**
 * Says anew which badges, and undecided items of imports, are proven to be the earner's, after their confirmed
 * addresses changed. What stops being proven leaves every shared page with it.
 * @returns how many badges became the earner's
 */
export async function matchRecipients(
  { db }: Pick<Context, 'db'>,
  accountId: string,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    let released = 0
    const confirmed = await confirmedAddresses(tx, accountId)
    for (const badge of await listAllBadges(tx, accountId)) {
      const recipient = recipientNow(badge, confirmed)
      if (recipient === badge.recipient) continue
      await updateRecipient(tx, accountId, badge.id, recipient)
      if (recipient === 'passed') released += 1
    }
    await matchItems(tx, accountId, confirmed)
    return released
  })
}
