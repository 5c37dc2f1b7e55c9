import { answered, silent } from '../../net/answers.js'
import { withoutFragment, type DocumentLoader } from '../../openbadges/index.js'

/** What a site answers at one address. */
export interface ShelfDocument {
  status: number
  type: string
  body: Uint8Array
}

/** Everything the sample issuers publish, by absolute URL. */
export interface Shelf {
  documents: ReadonlyMap<string, ShelfDocument>
  putJson: (url: string, value: unknown, status?: number) => void
  /** From now on nothing answers there. */
  remove: (url: string) => void
  put: (url: string, type: string, body: Uint8Array | string, status?: number) => void
}

export function createShelf(): Shelf {
  const documents = new Map<string, ShelfDocument>()
  const put: Shelf['put'] = (url, type, body, status = 200) => {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    documents.set(url, { status, type, body: bytes })
  }
  return {
    documents,
    put,
    remove: (url) => void documents.delete(url),
    putJson: (url, value, status) => put(url, 'application/json', JSON.stringify(value), status),
  }
}

/** Look-ups answered from the shelf, without sockets; any other address does not resolve. */
export function shelfLoader({ documents }: Shelf, now: () => Date): DocumentLoader {
  return async (address) => {
    const url = withoutFragment(address)
    const found = documents.get(url)
    if (!found) return silent(url, 'dns', now())
    return answered({ url, finalUrl: url, ...found }, now())
  }
}
