import type { DocumentLoader, LoadedDocument } from '../findings/documents.js'
import type { VerificationReport } from '../findings/report.js'
import { silence } from '../findings/run.js'
import { verify } from './verify.js'

/** All that a verification rested on. */
export type Capsule = Pick<VerificationReport, 'at' | 'asked' | 'documents'>

/**
 * Makes a verification again from its capsule alone: at its own time, from the documents it saw, without a network.
 * @returns the same report, unless the rules of the library have changed meanwhile
 * @throws {OpenBadgesError} as `verify`
 */
export function replay({ at, asked, documents }: Capsule): Promise<VerificationReport> {
  const { text, sourceUrl, recipients, refresh, registries, found } = asked
  const options = {
    loadDocument: fromCapsule(documents, new Date(at)),
    now: new Date(at),
    recipients: recipients ?? undefined,
    sourceUrl: sourceUrl ?? undefined,
    refresh,
    registries,
  }
  return verify(text, options, found ?? undefined)
}

function fromCapsule(documents: readonly LoadedDocument[], now: Date): DocumentLoader {
  const kept = new Map(documents.map((document) => [document.url, document]))
  return async (url) => kept.get(url) ?? silence(url, 'offline', now)
}
