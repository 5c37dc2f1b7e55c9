import type { Finding } from '../verify/report.js'
import { finding } from '../verify/report.js'

/** The parts of an error of jsonld that tell kinds apart; its wording is never read. */
interface JsonLdError {
  name?: string
  message?: string
  details?: { code?: string; event?: { code?: string; details?: EventDetails } }
}

interface EventDetails {
  property?: string
  expandedProperty?: string
  type?: unknown
  id?: unknown
  value?: unknown
  language?: unknown
}

/** Codes of JSON-LD 1.1 that speak of a context or of terms defined in it. */
const CONTEXT_CODES =
  /context|term|keyword|mapping|prefix|vocab|base|nest value|propagate|protected|@version|import/

/**
 * The finding an error of jsonld stands for.
 * @param missing URL of a context that was not at hand, whatever error came of it
 * @see https://www.w3.org/TR/json-ld11-api/#jsonlderrorcode
 */
export function jsonLdFinding(error: unknown, missing: string | null): Finding {
  if (missing !== null)
    return finding('context_unknown', { found: missing, values: { url: missing } })
  const { name, message, details } = error as JsonLdError
  if (!name?.startsWith('jsonld.')) return finding('canonical_budget', { found: message })
  const event = details?.event
  if (event) return unsigned(event.code ?? name, event.details ?? {})
  const code = details?.code ?? name
  if (CONTEXT_CODES.test(code) || name === 'jsonld.ContextUrlError')
    return finding('context_redefines', { found: `${code}: ${message}` })
  return finding('unsigned_data', { found: `${code}: ${message}` })
}

function unsigned(code: string, { property, type, id, value, language }: EventDetails): Finding {
  const word = property ?? type ?? id ?? language ?? value
  const path = typeof word === 'string' ? word : undefined
  return finding('unsigned_data', { path, found: `${code}: ${JSON.stringify(word)}` })
}
