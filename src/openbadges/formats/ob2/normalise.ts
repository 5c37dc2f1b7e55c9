import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { bundledContext } from '../../jsonld/contexts.js'
import { compact } from '../../jsonld/jsonld.js'
import { contexts, isMissing, isObject, member, withMembers } from '../../text/read.js'
import { OB2_CONTEXT } from '../../text/data-model.js'
import type { FormatId, JsonObject } from '../../types.js'

/** An object whose members can be read by the names of Open Badges 2.0. */
interface Named {
  value: JsonObject
  findings: Finding[]
}

/**
 * A document in the words of its version: 1.0 has no others, 1.1 the keywords of JSON-LD besides, 2.x whatever its
 * contexts say.
 */
export async function inOwnWords(
  value: JsonObject,
  format: FormatId,
  run: Pick<Run, 'contexts'>,
): Promise<Named> {
  if (format === 'ob2.0') return inOb2Words(value, run)
  return { value: format === 'ob1.1' ? withAliases(value) : value, findings: [] }
}

/**
 * Gives the members of a 2.x document their published names where an inline context renames them; a word that it
 * gives another meaning disappears instead of lying. Documents with published contexts alone are read as they are.
 * @returns findings: context_unknown (warning), context_redefines
 */
export async function inOb2Words(given: JsonObject, run: Pick<Run, 'contexts'>): Promise<Named> {
  const value = withAliases(given)
  const foreign = contexts(value).filter((c) => typeof c === 'string' && !isAtHand(c, run))
  if (foreign.length > 0) return { value, findings: foreign.map(unknownContext) }
  if (contexts(value).every(isPublished)) return { value, findings: [] }
  const { value: compacted, problem } = await compact(
    given,
    [OB2_CONTEXT, ...languageOf(value)],
    run,
  )
  if (compacted) return { value: withMembers(compacted, { '@context': OB2_CONTEXT }), findings: [] }
  return { value, findings: [loosely(problem)] }
}

const ALIASES = [
  ['@id', 'id'],
  ['@type', 'type'],
] as const

/**
 * The same object with `@id` and `@type`, at every depth, under the names `id` and `type` that the published contexts
 * give them. Where both are there, the name counts.
 */
export function withAliases(value: JsonObject): JsonObject {
  // text with a data type is no node
  if (Object.hasOwn(value, '@value')) return value
  const renamed = ALIASES.filter(
    ([keyword, name]) => Object.hasOwn(value, keyword) && isMissing(member(value, name)),
  )
  const others = Object.entries(value).filter(([name]) => !renamed.some(([k]) => k === name))
  return Object.fromEntries([
    ...others.map(([name, item]) => [name, name === '@context' ? item : aliasesInside(item)]),
    ...renamed.map(([keyword, name]) => [name, value[keyword]]),
  ]) as JsonObject
}

function aliasesInside(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(aliasesInside)
  return isObject(item) ? withAliases(item) : item
}

/** A language said for the whole document would else cling to every text of it. */
function languageOf(value: JsonObject): JsonObject[] {
  const said = contexts(value).filter(
    (c): c is JsonObject => isObject(c) && Object.hasOwn(c, '@language'),
  )
  return said.slice(-1).map((context) => ({ '@language': context['@language'] }))
}

function isAtHand(url: string, run: Pick<Run, 'contexts'>): boolean {
  return bundledContext(url) !== null || run.contexts.has(url)
}

function isPublished(context: unknown): boolean {
  return typeof context === 'string' && bundledContext(context) !== null
}

function unknownContext(url: unknown): Finding {
  const values = { url: String(url) }
  return finding('context_unknown', { outcome: 'passed', severity: 'warning', found: url, values })
}

// only a context that cannot be processed is an error; odd values are verified by the tables
function loosely(problem: Finding): Finding {
  if (problem.code === 'context_redefines') return problem
  if (problem.code === 'context_unknown') return unknownContext(problem.found)
  return finding('property_sloppy', { path: '@context', found: problem.found })
}
