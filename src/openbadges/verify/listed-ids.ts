import { parseUrl } from '../text/values.js'

/**
 * Do an entry of a list and a badge name the same id? Percent-encoding and the letters of a UUID may differ; a fragment
 * tells badges of one page apart.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-4
 */
export function sameListedId(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  return a === b || normalId(a) === normalId(b)
}

/** The same for a `uid`, which is no address. */
export function sameUid(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  return a === b || withoutUuidCase(a) === withoutUuidCase(b)
}

function normalId(id: string): string {
  return withoutUuidCase(decoded(parseUrl(id)?.href ?? id))
}

/** Sequences that are no UTF-8 stay as they are. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded.toLowerCase()
    }
  })
}

const UUID = /(?:\burn:uuid:)?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi

function withoutUuidCase(text: string): string {
  return text.replace(UUID, (uuid) => uuid.toLowerCase())
}
