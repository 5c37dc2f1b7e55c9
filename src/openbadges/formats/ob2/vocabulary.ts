import type { ForeignContexts } from '../../findings/run.js'
import { bundledContext } from '../../jsonld/contexts.js'
import { contexts, isObject, member } from '../../text/read.js'
import { isIri } from '../../text/values.js'
import { OB2_CONTEXT } from '../../text/data-model.js'
import type { JsonObject } from '../../types.js'

/** TermMap of JSON-LD contexts: what a short name stands for. */
export type TermMap = ReadonlyMap<string, string>

/** TermMap of a list of contexts, and whether all of them were at hand. */
interface Vocabulary {
  terms: TermMap
  complete: boolean
}

/**
 * The terms that an object's contexts define, later ones over earlier ones.
 * @param foreign contexts handed in for this run, after the bundle
 */
export function vocabularyOf(
  sources: readonly unknown[],
  foreign: ForeignContexts = new Map(),
): Vocabulary {
  const terms = new Map<string, string>()
  const complete = sources.map((source) => collect(source, foreign, terms, 0)).every(Boolean)
  return { terms, complete }
}

/** Adds the terms of one context; false when it, or one it names, is not at hand. */
function collect(
  source: unknown,
  foreign: ForeignContexts,
  terms: Map<string, string>,
  depth: number,
): boolean {
  if (depth > 8) return false
  if (Array.isArray(source))
    return source.map((item) => collect(item, foreign, terms, depth + 1)).every(Boolean)
  if (typeof source === 'string') {
    const document = bundledContext(source) ?? foreign.get(source)
    return isObject(document)
      ? collect(member(document, '@context'), foreign, terms, depth + 1)
      : false
  }
  if (isObject(source)) addTerms(source, terms)
  return true
}

function addTerms(context: JsonObject, terms: Map<string, string>): void {
  for (const [term, definition] of Object.entries(context)) {
    const id = isObject(definition) ? member(definition, '@id') : definition
    if (typeof id === 'string') terms.set(term, id)
  }
}

/** What a term or compact IRI stands for; null when the terms do not make an absolute IRI of it. */
export function expandName(name: string, terms: TermMap, depth = 0): string | null {
  if (depth > 8) return null
  const whole = terms.get(name)
  if (whole !== undefined && whole !== name) return expandName(whole, terms, depth + 1) ?? null
  const colon = name.indexOf(':')
  if (colon < 0) return null
  const suffix = name.slice(colon + 1)
  const prefix = suffix.startsWith('//') ? undefined : terms.get(name.slice(0, colon))
  if (prefix === undefined) return isIri(name) ? name : null
  const base = expandName(prefix, terms, depth + 1) ?? prefix
  return isIri(base) ? `${base}${suffix}` : null
}

/** Does an inline context give the words of Open Badges 2.0 their published meaning? */
export function embedsOpenBadges(value: JsonObject): boolean {
  const published = vocabularyOf([OB2_CONTEXT]).terms
  const inline = vocabularyOf(contexts(value).filter(isObject)).terms
  return ['Assertion', 'badge', 'recipient'].every(
    (name) => inline.has(name) && expandName(name, inline) === expandName(name, published),
  )
}
