import type { Context } from '../context.js'
import { matchesRecipient, type Outcome } from '../openbadges/index.js'
import { listAllBadges, updateRecipient, type BackpackBadge } from '../store/badges.js'
import { confirmedAddresses } from '../store/emails.js'

/**
 * Says anew which badges are proven to be the earner's, after their confirmed addresses changed. What stops being
 * proven leaves every shared page with it.
 */
export async function matchRecipients(
  { db }: Pick<Context, 'db'>,
  accountId: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const addresses = await confirmedAddresses(tx, accountId)
    for (const badge of await listAllBadges(tx, accountId)) {
      const recipient = match(badge, addresses)
      if (recipient !== badge.recipient) await updateRecipient(tx, accountId, badge.id, recipient)
    }
  })
}

/** A badge that names its earner in a way no address compares with stays as it is. */
function match({ credential, recipient }: BackpackBadge, addresses: readonly string[]): Outcome {
  if (addresses.some((address) => matchesRecipient(credential, address))) return 'passed'
  return recipient === 'passed' || recipient === 'failed' ? 'failed' : recipient
}
