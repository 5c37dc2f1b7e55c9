import type { Replayed } from '../../backpack/badges/replay.js'
import type { StoredDocument } from '../../store/reports.js'
import { answerOf } from '../../words/evidence.js'

/** One document a verification saw, as a line of a list. */
export interface DocumentLine {
  url: string
  finalUrl: string | null
  answer: string
  type: string | null
  sha256: string
  fetchedAt: string
  /** Address of our copy; null when nothing came. */
  href: string | null
}

export function documentLines(
  badgeId: string,
  documents: readonly StoredDocument[],
): DocumentLine[] {
  return documents.map((document) => ({
    url: document.url,
    finalUrl: document.finalUrl === document.url ? null : document.finalUrl,
    answer: answerOf(document),
    type: document.type,
    sha256: document.fileHash,
    fetchedAt: document.fetchedAt,
    href: hrefOf(badgeId, document),
  }))
}

/** Gives the address of our copy of what a URL answered, or null. */
export function documentLinks(
  badgeId: string,
  documents: readonly StoredDocument[],
): (url: string) => string | null {
  const byUrl = new Map(documents.map((one) => [one.url, hrefOf(badgeId, one)]))
  return (url) => byUrl.get(url) ?? null
}

function hrefOf(badgeId: string, { status, position }: StoredDocument): string | null {
  return status === null ? null : `/badges/${badgeId}/documents/${position}`
}

/** What became of making the last check again from these documents alone. */
export function replayLine(replayed: Replayed | null): string | null {
  if (!replayed) return null
  return replayed.isSame
    ? 'We made that check again just now from these documents alone, with its date and without asking anybody: the result is the same.'
    : 'We made that check again just now from these documents alone, and the result is another one: Haversack’s rules have changed since, or our copies have. “Check again now” on the badge’s page makes a new one.'
}

/** Where it cannot be made again. */
export const LOST_DOCUMENT =
  'One of these documents is damaged on our disk, so that check cannot be made again from them. “Check again now” on the badge’s page keeps new ones.'
