import { createHash } from 'node:crypto'
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
  const sha256 = createHash('sha256').update(answer.body).digest('hex')
  return { ...answer, cause: null, sha256, fetchedAt: now.toISOString() }
}

/** A document that nobody sent, and why. */
export function silent(url: string, cause: SilenceCause, now: Date): LoadedDocument {
  const nothing = { url, finalUrl: url, status: 0, type: null, body: new Uint8Array() }
  return { ...answered(nothing, now), status: null, cause }
}
