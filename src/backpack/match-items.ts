import type { Db } from '../store/database.js'
import { listCandidates, updateItemRecipient } from '../store/import-queue.js'
import type { Candidate } from './examine.js'
import { recipientNow } from './recipients.js'

/** Says anew which undecided items of imports are the earner's. */
export async function matchItems(
  tx: Db,
  accountId: string,
  confirmed: readonly string[],
): Promise<void> {
  for (const { id, recipient, examined } of await listCandidates(tx, accountId)) {
    const { credential } = (JSON.parse(examined) as Candidate).report
    const now = recipientNow({ credential, recipient }, confirmed)
    if (now !== recipient) await updateItemRecipient(tx, id, now)
  }
}
