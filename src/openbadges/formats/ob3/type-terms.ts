import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { bundledContext, canonicalContextUrl } from '../../jsonld/contexts.js'
import { expand, type Processed } from '../../jsonld/jsonld.js'
import { contexts, isObject, member, types, withMembers } from '../../text/read.js'
import { isIri } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import { VC1_CONTEXT, VC2_CONTEXT } from '../../text/data-model.js'
import { join } from '../rules.js'

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
  if (expanded.problem) return problemFindings(expanded, complete)
  return complete ? [...relativeTypes(expanded.value)].map((type) => unmapped(value, type)) : []
}

function isAtHand(url: string, { contexts }: Pick<Run, 'contexts'>): boolean {
  return bundledContext(url) !== null || contexts.has(url)
}

type Failed = Extract<Processed<unknown>, { value: null }>

/** With a context left out only the redefinition of a protected word is sure. */
function problemFindings({ problem, code }: Failed, complete: boolean): Finding[] {
  if (problem.code === 'context_unknown') return []
  return complete || code === 'protected term redefinition' ? [problem] : []
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

const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/'
const SECURITY = 'https://w3id.org/security/'

const OTHERS = [
  [`${OB3}extensions.json`],
  [`${SECURITY}suites/ed25519-2020/v1`],
  [`${SECURITY}data-integrity/v2`],
]

function ob3(...names: string[]): string[] {
  return names.map((name) => OB3 + name)
}

/**
 * First context → groups of which one or none each may follow. The first two of Open Badges 3.0 were made for
 * data model 1.1 alone. A test holds all of them to JSON-LD.
 */
export const USUAL_COMPANY: ReadonlyMap<unknown, readonly (readonly string[])[]> = new Map([
  [
    VC1_CONTEXT,
    [
      ob3('context.json', 'context-3.0.1.json', 'context-3.0.2.json', 'context-3.0.3.json'),
      ...OTHERS,
    ],
  ],
  [VC2_CONTEXT, [ob3('context-3.0.2.json', 'context-3.0.3.json'), ...OTHERS]],
])

/**
 * A quick yes for most badges: only published contexts in a usual company, and only types that these map to
 * URLs. A no says nothing; then JSON-LD has to tell.
 */
export function isPlainlyWorded(value: JsonObject): boolean {
  const listed = contexts(value)
  if (!listed.every((one) => typeof one === 'string') || !isUsualCompany(listed)) return false
  const known = listed.map((url) => bundledContext(url)?.['@context']).filter(isObject)
  return typesWithin(value)?.every((type) => known.some((c) => isMapped(type, c))) ?? false
}

function isUsualCompany([first, ...others]: string[]): boolean {
  const company = USUAL_COMPANY.get(first)
  if (!company) return false
  const groups = others.map((url) =>
    company.findIndex((group) => group.includes(canonicalContextUrl(url))),
  )
  return !groups.includes(-1) && new Set(groups).size === groups.length
}

/** Types of all nodes but of proofs and endorsements; null when one within has a context of its own. */
function typesWithin(value: JsonObject): string[] | null {
  const found: string[] = []
  const visit = (node: unknown, isTop: boolean): boolean => {
    if (Array.isArray(node)) return node.every((item) => visit(item, false))
    if (!isObject(node)) return true
    if (!isTop && Object.hasOwn(node, '@context')) return false
    found.push(...types(node))
    return Object.entries(node).every(
      ([name, item]) => APART_FROM_WORDS.has(name) || visit(item, false),
    )
  }
  return visit(value, true) ? found : null
}

const APART_FROM_WORDS = new Set(['@context', 'proof', 'endorsement'])

function isMapped(type: string, context: JsonObject): boolean {
  const term = member(context, type)
  const iri = isObject(term) ? member(term, '@id') : term
  return typeof iri === 'string' && /^https?:\/\//.test(iri)
}
