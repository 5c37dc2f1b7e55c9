import { expand } from '../../proofs/jsonld.js'
import { bundledContext } from '../../proofs/contexts.js'
import type { JsonObject } from '../../types.js'
import { finding, type Finding } from '../../verify/report.js'
import type { Run } from '../../verify/run.js'
import { contexts, isObject, types, withMembers } from '../read.js'
import { isIri } from '../values.js'
import { join } from './table.js'
import { isPlainlyWorded } from './type-words.js'

/**
 * Do the contexts work, and does every type of every node map to a URL under them? A context that is not at
 * hand excuses the words it might define.
 * @returns context_redefines, type_wrong; further errors of JSON-LD as unsigned_data
 * @see https://www.w3.org/TR/vc-data-model-2.0/#types
 */
export async function typeTermFindings(
  value: JsonObject,
  run: Pick<Run, 'contexts'>,
): Promise<Finding[]> {
  if (isPlainlyWorded(value)) return []
  const listed = contexts(value)
  const known = listed.filter((context) => typeof context !== 'string' || isAtHand(context, run))
  const complete = known.length === listed.length
  const document = complete ? value : withMembers(value, { '@context': known })
  const expanded = await expand(document, run)
  if (expanded.problem) return problemFindings(expanded.problem, complete)
  return complete ? [...relativeTypes(expanded.value)].map((type) => unmapped(value, type)) : []
}

function isAtHand(url: string, { contexts }: Pick<Run, 'contexts'>): boolean {
  return bundledContext(url) !== null || contexts.has(url)
}

/** With a context left out only the redefinition of a protected word is sure. */
function problemFindings(problem: Finding, complete: boolean): Finding[] {
  if (problem.code === 'context_unknown') return []
  const isSure = problem.found?.includes('protected term redefinition') ?? false
  return complete || isSure ? [problem] : []
}

/** Proofs and endorsements answer for their own words. */
const APART = new Set([
  'https://w3id.org/security#proof',
  'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement',
])

/** Types that stayed what they were: nothing maps them to a URL. */
function relativeTypes(expanded: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(expanded)) expanded.forEach((item) => relativeTypes(item, found))
  if (!isObject(expanded)) return found
  for (const type of types(expanded)) if (!isUrl(type)) found.add(type)
  for (const [name, item] of Object.entries(expanded))
    if (!APART.has(name)) relativeTypes(item, found)
  return found
}

function isUrl(type: string): boolean {
  return /^(_:|@json$|@none$)/.test(type) || isIri(type)
}

function unmapped(value: JsonObject, type: string): Finding {
  return finding('type_wrong', { path: pathOfType(value, type, '') ?? 'type', found: type })
}

function pathOfType(value: unknown, type: string, path: string): string | null {
  if (Array.isArray(value))
    return firstOf(value.map((item, i) => () => pathOfType(item, type, `${path}[${i}]`)))
  if (!isObject(value)) return null
  if (types(value).includes(type)) return join(path, 'type')
  const members = Object.entries(value).filter(([name]) => name !== '@context')
  return firstOf(
    members.map(
      ([name, item]) =>
        () =>
          pathOfType(item, type, join(path, name)),
    ),
  )
}

function firstOf(searches: readonly (() => string | null)[]): string | null {
  for (const search of searches) {
    const found = search()
    if (found !== null) return found
  }
  return null
}
