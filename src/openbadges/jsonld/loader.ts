import ContextResolver from 'jsonld/lib/ContextResolver.js'
import type { Run } from '../findings/run.js'
import { CONTEXT_FILES, EARLIER_EDITIONS } from './bundle.js'
import { bundledText, canonicalContextUrl } from './contexts.js'

/** What jsonld is given per call: our loader, and a cache of its own when foreign contexts take part. */
export interface ContextSource {
  documentLoader: (url: string) => Promise<RemoteContext>
  contextResolver?: ContextResolver
  /** First URL that neither the bundle nor the run knows. */
  missing: string | null
}

/** What a run says of contexts; `earlier` asks for the earlier editions of those that grew in place. */
export type ContextChoice = Pick<Run, 'contexts' | 'earlier'>

interface RemoteContext {
  contextUrl: null
  documentUrl: string
  document: unknown
  tag?: 'static'
}

/**
 * Contexts for one call of jsonld on these documents: the bundle, then those handed in for this run; never the network.
 * @see https://www.w3.org/TR/vc-data-integrity/#contexts-and-vocabularies
 */
export function contextSource(
  { contexts, earlier }: ContextChoice,
  document: unknown = null,
): ContextSource {
  const source: ContextSource = {
    documentLoader: async (url) => {
      const found =
        (earlier ? earlierEdition(url) : null) ??
        bundledContextCopy(url) ??
        foreignContext(contexts, url)
      if (!found) source.missing ??= url
      if (!found) throw new Error(`Context ${url} is not at hand.`)
      return found
    },
    missing: null,
  }
  // what a document imports or was handed would otherwise live on in the shared cache of jsonld, for all others
  if (earlier || namesForeign(document))
    source.contextResolver = new ContextResolver({ sharedCache: new Map() })
  return source
}

/** Does a document, or a context within it, name a context that is not of the bundle, or import any? */
function namesForeign(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(namesForeign)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([name, item]) =>
      name === '@import' || (name === '@context' && isForeign(item)) || namesForeign(item),
  )
}

function isForeign(context: unknown): boolean {
  if (Array.isArray(context)) return context.some(isForeign)
  return typeof context === 'string' && !CONTEXT_FILES.has(canonicalContextUrl(context))
}

function earlierEdition(url: string): RemoteContext | null {
  const file = EARLIER_EDITIONS.get(canonicalContextUrl(url))
  return file
    ? { contextUrl: null, documentUrl: url, document: JSON.parse(bundledText(file)) as unknown }
    : null
}

// jsonld writes into contexts it loads, so it never gets the frozen copy
function bundledContextCopy(url: string): RemoteContext | null {
  const file = CONTEXT_FILES.get(canonicalContextUrl(url))
  if (!file) return null
  const document = JSON.parse(bundledText(file)) as unknown
  // the mark lets jsonld keep the parsed context for the life of the process
  return { contextUrl: null, documentUrl: url, document, tag: 'static' }
}

function foreignContext(contexts: Run['contexts'], url: string): RemoteContext | null {
  if (!contexts.has(url)) return null
  return { contextUrl: null, documentUrl: url, document: structuredClone(contexts.get(url)) }
}
