import './jsonld-shield.js'
import './jsonld-speed.js'
import jsonld from 'jsonld'
import type { JsonObject } from '../types.js'
import type { Finding } from '../verify/report.js'
import { finding } from '../verify/report.js'
import { isTooMuchWork } from './jsonld-budget.js'
import { jsonLdFinding } from './jsonld-errors.js'
import { contextSource, type ContextChoice, type ContextSource } from './jsonld-loader.js'

/** Result of a JSON-LD algorithm, or the one finding that stopped it. */
export type Processed<T> = { value: T; problem: null } | { value: null; problem: Finding }

/** Milliseconds one canonicalisation may take, and what it may hold (verification.md 8.4). */
const MAX_CANONIZE_MS = 2000
const MAX_QUADS = 5000

type Contexts = ContextChoice
type Options = Record<string, unknown>

// the published types lack safe mode, work limits and `base: null`
const processor = jsonld as unknown as {
  canonize(input: unknown, options: Options): Promise<string>
  expand(input: unknown, options: Options): Promise<unknown[]>
  compact(input: unknown, context: unknown, options: Options): Promise<JsonObject>
}

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
  const canonizeOptions = {
    algorithm: 'RDFC-1.0',
    messageDigestAlgorithm: digest,
    maxWorkFactor: 1,
    signal: AbortSignal.timeout(MAX_CANONIZE_MS),
  }
  const options = { safe: true, base: null, rdfDirection: 'i18n-datatype', canonizeOptions }
  const canonical = await process(document, run, (source) =>
    processor.canonize(document, { ...options, ...source }),
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
  return process(document, run, (source) =>
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
  return process(document, run, (source) =>
    processor.compact(document, context, { safe: false, base: null, ...source }),
  )
}

async function process<T>(
  document: JsonObject,
  run: Contexts,
  algorithm: (source: Omit<ContextSource, 'missing'>) => Promise<T>,
): Promise<Processed<T>> {
  if (isTooMuchWork(document, run)) return over('contexts and nodes')
  const source = contextSource(run, document)
  const { missing: _, ...options } = source
  try {
    return { value: await algorithm(options), problem: null }
  } catch (error) {
    return { value: null, problem: jsonLdFinding(error, source.missing) }
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
