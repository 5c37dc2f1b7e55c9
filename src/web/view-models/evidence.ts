import { answerOf, documentsOnce, entryWords, sizeWords } from '../../words/evidence.js'
import type { DocumentRead } from '../../words/proof-lines.js'

/** Address of our copy of a document; null where it is not shown. */
export type LinkOf = (url: string) => string | null

/** One document a check rests on. */
export interface EvidenceView {
  url: string
  /** `answered`, `no answer: the name does not exist`. */
  answer: string
  /** `4,212 bytes, entry 94,567`; empty where that is not known. */
  size: string
  sha256: string | null
  fetchedAt: string
  /** Our copy of it, for the earner. */
  link: string | null
}

/** Each document once. */
export function evidenceView(documents: readonly DocumentRead[], linkOf: LinkOf): EvidenceView[] {
  return documentsOnce(documents).map((one) => ({
    url: one.url,
    answer: answerOf(one),
    size: [sizeWords(one.bytes), entryWords(one)].filter(Boolean).join(', '),
    sha256: one.sha256,
    fetchedAt: one.fetchedAt,
    link: linkOf(one.url),
  }))
}
