import type { Context } from '../context.js'
import { setOwnWords, type OwnWords } from '../store/badge-words.js'

/** Replaces the tags and the note an earner keeps on a badge, for themselves alone. @throws {AppError} not_found */
export async function writeOnBadge(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  badgeId: string,
  words: OwnWords,
): Promise<void> {
  await db.transaction().execute((tx) => setOwnWords(tx, accountId, badgeId, words))
}
