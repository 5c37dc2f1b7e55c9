import type { DocumentEvidence } from '../../openbadges/index.js'
import { answerOf, sizeOf } from '../../words/evidence.js'

/** Address of our copy of a document; null where it is not shown. */
export type LinkOf = (url: string) => string | null

/** One document a check rests on. */
export interface EvidenceView {
  url: string
  /** `answered`, `no answer: the name does not exist`. */
  answer: string
  /** `4,212 bytes`; empty where that is not known. */
  size: string
  sha256: string | null
  fetchedAt: string
  /** Our copy of it, for the earner. */
  link: string | null
}

/** Each document once. */
export function evidenceOf(documents: readonly DocumentEvidence[], linkOf: LinkOf): EvidenceView[] {
  const byUrl = new Map(documents.map((one) => [one.url, one]))
  return [...byUrl.values()].map((one) => ({
    url: one.url,
    answer: answerOf(one),
    size: sizeOf(one.bytes),
    sha256: one.sha256,
    fetchedAt: one.fetchedAt,
    link: linkOf(one.url),
  }))
}
