import { isObject } from '../formats/read.js'
import type { Run } from '../verify/run.js'

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
export function isTooMuchWork(document: unknown, { contexts }: Pick<Run, 'contexts'>): boolean {
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
