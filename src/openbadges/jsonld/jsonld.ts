import { type Finding, finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import { isObject } from '../text/read.js'
import type { JsonObject } from '../types.js'
import type { ContextChoice, ContextSource } from './loader.js'
import type { Processor } from './processor.js'

/** Result of a JSON-LD algorithm, or the one finding that stopped it. */
export type Processed<T> =
  | { value: T; problem: null }
  /** `code`: what JSON-LD calls the error, where it was one of its own. */
  | { value: null; problem: Finding; code?: string }

/** Milliseconds one canonicalisation may take, and what it may hold. @see https://www.w3.org/TR/rdf-canon/#dataset-poisoning */
const MAX_CANONIZE_MS = 2000
const MAX_QUADS = 5000

type Contexts = ContextChoice

/**
 * Canonical N-Quads of a document in safe mode: a word that no context defines is an error, not a gap.
 * @param digest hash inside RDFC-1.0: SHA-384 belongs to P-384 keys
 * @returns problem: context_unknown, context_redefines, unsigned_data or canonical_budget
 * @see https://www.w3.org/TR/rdf-canon/
 */
export async function canonize(
  document: JsonObject,
  run: Contexts,
  digest: 'sha256' | 'sha384' = 'sha256',
): Promise<Processed<string>> {
  if (countValues(document) > MAX_QUADS) return over(`more than ${MAX_QUADS} values`)
  const options = { safe: true, base: null, rdfDirection: 'i18n-datatype' }
  const canonical = await process(document, run, (processor, source) =>
    processor.canonize(document, {
      ...options,
      ...source,
      canonizeOptions: {
        algorithm: 'RDFC-1.0',
        messageDigestAlgorithm: digest,
        maxWorkFactor: 1,
        signal: AbortSignal.timeout(MAX_CANONIZE_MS),
      },
    }),
  )
  return canonical.value !== null && countLines(canonical.value) > MAX_QUADS
    ? over(`more than ${MAX_QUADS} statements`)
    : canonical
}

/**
 * Expanded form; undefined words are dropped unless `safe`.
 * @returns problem: context_unknown, context_redefines, unsigned_data or canonical_budget
 * @see https://www.w3.org/TR/json-ld11-api/#expansion-algorithm
 */
export async function expand(
  document: JsonObject,
  run: Contexts,
  { safe = false }: { safe?: boolean } = {},
): Promise<Processed<unknown[]>> {
  return process(document, run, (processor, source) =>
    processor.expand(document, { safe, base: null, ...source }),
  )
}

/**
 * The document in the words of another context; what that context does not name keeps its IRI.
 * @param context value for `@context`: URL, object or array of both
 * @returns problem: context_unknown, context_redefines, unsigned_data or canonical_budget
 * @see https://www.w3.org/TR/json-ld11-api/#compaction-algorithm
 */
export async function compact(
  document: JsonObject,
  context: unknown,
  run: Contexts,
): Promise<Processed<JsonObject>> {
  return process([document, { '@context': context }], run, (processor, source) =>
    processor.compact(document, context, { safe: false, base: null, ...source }),
  )
}

async function process<T>(
  document: unknown,
  run: Contexts,
  algorithm: (processor: Processor, source: Omit<ContextSource, 'missing'>) => Promise<T>,
): Promise<Processed<T>> {
  if (isTooMuchWork(document, run)) return over('contexts and nodes')
  // loaded when first used: many badges need no JSON-LD, and the package takes longer to load than they to verify
  const { contextSource, processor } = await import('./processor.js')
  const source = contextSource(run, document)
  const { missing: _, ...options } = source
  try {
    return { value: await algorithm(processor, options), problem: null }
  } catch (error) {
    return {
      value: null,
      problem: jsonLdFinding(error, source.missing),
      code: (error as JsonLdError).details?.code,
    }
  }
}

function over(found: string): Processed<never> {
  return { value: null, problem: finding('canonical_budget', { found }) }
}

/** Values outside contexts: each becomes at least one quad. */
function countValues(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1
  let count = 0
  for (const [name, member] of Object.entries(value))
    if (name !== '@context') count += countValues(member)
  return count
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** Copies of a term that one reading may cost; the largest published badge, endorsements and all, needs a quarter. */
const MAX_WORK = 400_000
/** Terms of the published contexts that nearly every badge has in scope. */
const COMMON_TERMS = 500
/** Applying a context costs about as much as entering this many nodes. */
const CONTEXT_WEIGHT = 4

interface Size {
  /** Nodes, or where they have several types, types: each may bring a context of its own. */
  nodes: number
  /** Entries of all `@context`s. */
  contexts: number
  /** Those of them that stand within inline contexts, and are applied again and again. */
  scoped: number
  /** Members of inline contexts. */
  terms: number
}

/**
 * Would reading this document as JSON-LD take too long? Every node copies all terms in scope, so few bytes
 * of contexts and nodes can multiply to minutes, which no limit of time can interrupt.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#denial-of-service-attacks
 */
function isTooMuchWork(document: unknown, { contexts }: Pick<Run, 'contexts'>): boolean {
  const size: Size = { nodes: 0, contexts: 0, scoped: 0, terms: 0 }
  countNode(document, size, contexts)
  const steps = size.nodes + CONTEXT_WEIGHT * (size.contexts + size.nodes * size.scoped)
  return steps * (size.terms + COMMON_TERMS) > MAX_WORK
}

function countNode(value: unknown, size: Size, foreign: Run['contexts']): void {
  if (Array.isArray(value)) for (const item of value) countNode(item, size, foreign)
  if (!isObject(value)) return
  size.nodes += Math.max(1, countOf(value.type), countOf(value['@type']))
  for (const [name, item] of Object.entries(value))
    if (name === '@context') countContext(item, size, foreign)
    else countNode(item, size, foreign)
}

function countContext(context: unknown, size: Size, foreign: Run['contexts']): void {
  const entries = Array.isArray(context) ? context : [context]
  size.contexts += entries.length
  for (const entry of entries)
    countTerms(typeof entry === 'string' ? foreign.get(entry) : entry, size)
}

function countTerms(value: unknown, size: Size): void {
  if (Array.isArray(value)) for (const item of value) countTerms(item, size)
  if (!isObject(value)) return
  for (const [name, item] of Object.entries(value)) {
    size.terms++
    if (name === '@context') size.scoped += countOf(item)
    countTerms(item, size)
  }
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : value === undefined ? 0 : 1
}

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
function jsonLdFinding(error: unknown, missing: string | null): Finding {
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
