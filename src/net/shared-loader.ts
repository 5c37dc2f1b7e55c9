import { type DocumentLoader, type LoadedDocument, withoutFragment } from '../openbadges/index.js'

/** How long an answer is good for those who ask the same. */
export const SHARED_FOR_MS = 60_000
/** Of all bodies kept together. */
export const MAX_SHARED_BYTES = 32 * 1024 * 1024
const MAX_SHARED_DOCUMENTS = 2_000

interface Shared {
  answer: Promise<LoadedDocument>
  /** From when it is not given any more; while it is still on its way nobody knows. */
  until: number
  bytes: number
}

/**
 * For badges that are looked at together: hundreds name the same issuer and the same achievement. Who asks what
 * was asked within the last minute, or is being asked, gets the same answer; only an answer of 200 is shared on.
 */
export function shareDocuments(loadDocument: DocumentLoader, now: () => Date): DocumentLoader {
  const shelf = new Map<string, Shared>()
  let bytes = 0

  const drop = (key: string) => {
    bytes -= shelf.get(key)?.bytes ?? 0
    shelf.delete(key)
  }
  const keep = (key: string, shared: Shared, { status, body }: LoadedDocument) => {
    if (shelf.get(key) !== shared) return
    if (status !== 200) return drop(key)
    shared.until = now().getTime() + SHARED_FOR_MS
    shared.bytes = body.length
    bytes += body.length
    for (const oldest of shelf.keys()) {
      if (bytes <= MAX_SHARED_BYTES && shelf.size <= MAX_SHARED_DOCUMENTS) break
      drop(oldest)
    }
  }

  return (address, accept = '*/*') => {
    const url = withoutFragment(address)
    const key = `${accept}\n${url}`
    const found = shelf.get(key)
    if (found && found.until > now().getTime()) return found.answer
    if (found) drop(key)
    const shared: Shared = { answer: loadDocument(url, accept), until: Infinity, bytes: 0 }
    shelf.set(key, shared)
    shared.answer.then(
      (document) => keep(key, shared, document),
      () => drop(key),
    )
    return shared.answer
  }
}
