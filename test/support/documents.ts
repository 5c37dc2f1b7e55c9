import { createHash } from 'node:crypto'
import type { DocumentLoader, LoadedDocument } from '../../src/openbadges/findings/documents.js'
import { type Run, silence, startRun } from '../../src/openbadges/findings/run.js'

/** The clock of the tests. */
export const CLOCK = new Date('2026-01-01T02:00:00Z')

/** An answer: JSON value, text, or with a status of its own. */
export type Answer = object | string | Answered
export class Answered {
  readonly status: number
  readonly body: string | Uint8Array
  /** The address that answered after redirects; null: the one that was asked. */
  readonly finalUrl: string | null
  constructor(status: number, body: string | Uint8Array = '', finalUrl: string | null = null) {
    this.status = status
    this.body = body
    this.finalUrl = finalUrl
  }
}

/** A loader that knows these URLs; any other does not resolve. `asked` records every question. */
export function documents(answers: Record<string, Answer>, asked: string[] = []): DocumentLoader {
  const known = new Map(Object.entries(answers))
  return async (url) => {
    asked.push(url)
    const answer = known.get(url)
    return answer === undefined ? silence(url, 'dns', CLOCK) : loaded(url, answer)
  }
}

/** A run at the clock of the tests over these answers. */
export function runOver(
  answers: Record<string, Answer> = {},
  { asked = [], now = CLOCK, contexts }: RunOptions = {},
): Run {
  return startRun({ loadDocument: documents(answers, asked), now, contexts })
}

interface RunOptions {
  asked?: string[]
  now?: Date
  contexts?: ReadonlyMap<string, unknown>
}

function loaded(url: string, answer: Answer): LoadedDocument {
  const body = Buffer.from(contentOf(answer))
  const status = answer instanceof Answered ? answer.status : 200
  const finalUrl = (answer instanceof Answered && answer.finalUrl) || url
  const sha256 = createHash('sha256').update(body).digest('hex')
  const fetchedAt = CLOCK.toISOString()
  return { url, finalUrl, status, cause: null, type: null, body, sha256, fetchedAt }
}

function contentOf(answer: Answer): string | Uint8Array {
  if (answer instanceof Answered) return answer.body
  return typeof answer === 'string' ? answer : JSON.stringify(answer)
}

/** Codes of findings, in order. */
export function codesOf(findings: readonly { code: string }[]): string[] {
  return findings.map(({ code }) => code)
}
