import type { Context } from '../context.js'
import { isSameAddress } from '../openbadges/index.js'
import { addSpelling, listEmails, type Email } from '../store/emails.js'
import { matchRecipients } from './match-recipients.js'
import { waitingFor } from './waiting-room.js'

/** What came of trying an address exactly as it was typed. */
export interface Tried {
  /** Waiting badges that were sent to it. */
  fits: number
  /** The address of the account that is the same mailbox; null when none is. */
  known: Email | null
  /** Badges that became the earner's at once. */
  released: number
}

/**
 * Tries the spelling that an earner typed against the badges that wait. When it is another spelling of an address in
 * the account and fits, it is kept with it; and where that address is confirmed, the badges are released.
 */
export async function trySpelling(
  ctx: Pick<Context, 'db'>,
  accountId: string,
  typed: string,
): Promise<Tried> {
  const { length } = await waitingFor(ctx, accountId, typed)
  const emails = await listEmails(ctx.db, accountId)
  const known = emails.find(({ address }) => isSameAddress(address, typed)) ?? null
  if (length === 0 || !known) return { fits: length, known, released: 0 }
  await addSpelling(ctx.db, known, typed)
  const released = known.confirmedAt ? await matchRecipients(ctx, accountId) : 0
  return { fits: length, known, released }
}
