import { sha256 } from '../openbadges/index.js'
import type { LoadedDocument, SilenceCause } from '../openbadges/index.js'

/** What answered: everything of a LoadedDocument but what follows from it. */
export interface Answer {
  url: string
  finalUrl: string
  status: number
  type: string | null
  body: Uint8Array
}

/** A document that somebody sent, with its hash and the time. */
export function answered(answer: Answer, now: Date): LoadedDocument {
  const hash = sha256(answer.body)
  return { ...answer, cause: null, sha256: hash, fetchedAt: now.toISOString() }
}

/** A document that nobody sent, and why. */
export function silent(url: string, cause: SilenceCause, now: Date): LoadedDocument {
  const nothing = { url, finalUrl: url, status: 0, type: null, body: new Uint8Array() }
  return { ...answered(nothing, now), status: null, cause }
}
