import { accountTransaction } from '../../store/database.js'
import type { Context } from '../../context.js'
import { newToken } from '../../ids.js'
import { matchesRecipient, type Outcome } from '../../openbadges/index.js'
import { type BackpackBadge, listAllBadges, updateRecipient } from '../../store/badges.js'
import type { Db } from '../../store/database.js'
import { confirmedAddresses } from '../../store/emails.js'
import { listCandidates, updateItemRecipient } from '../../store/import-queue.js'
import type { Candidate } from './candidate.js'

/**
 * Says anew which badges, and undecided items of imports, are proven to be the earner's, after their confirmed
 * addresses changed. What stops being proven leaves every shared page with it.
 * @returns how many badges became the earner's
 */
export async function matchRecipients(
  { db }: Pick<Context, 'db'>,
  accountId: string,
): Promise<number> {
  return accountTransaction(db, accountId, async (tx) => {
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

/** Says anew which undecided items of imports are the earner's. */
async function matchItems(tx: Db, accountId: string, confirmed: readonly string[]): Promise<void> {
  for (const { id, recipient, examined } of await listCandidates(tx, accountId)) {
    const { credential } = (JSON.parse(examined) as Candidate).report
    const now = recipientNow({ credential, recipient }, confirmed)
    if (now !== recipient) await updateItemRecipient(tx, id, now)
  }
}

/**
 * What a badge's recipient is compared with. Who has confirmed no address yet is compared with one that nobody has,
 * so that a badge for an address says "not proven yours" rather than "cannot be compared".
 */
export function candidatesOf(confirmed: readonly string[]): readonly string[] {
  return confirmed.length > 0 ? confirmed : [`${newToken()}@nobody.invalid`]
}

/**
 * Whose is a badge we know, by the addresses confirmed now? One that names its earner in a way no address compares
 * with stays as it is.
 */
export function recipientNow(
  { credential, recipient }: Pick<BackpackBadge, 'credential' | 'recipient'>,
  confirmed: readonly string[],
): Outcome {
  if (confirmed.some((address) => matchesRecipient(credential, address))) return 'passed'
  return recipient === 'passed' ? 'failed' : recipient
}
