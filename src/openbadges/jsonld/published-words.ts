import { asList, isObject, member } from '../text/read.js'
import type { JsonObject } from '../types.js'
import { CONTEXT_FILES } from './bundle.js'
import { bundledContext, canonicalContextUrl, earlierContext } from './contexts.js'

const VC_CONTEXT = /^https:\/\/www\.w3\.org\/(2018\/credentials\/v1|ns\/credentials\/v2)$/
const OB3_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.0\.\d)?\.json$/
/** Published contexts that add words of their own to the two above and leave theirs alone. */
const COMPANIONS =
  /^https:\/\/(www\.w3\.org\/ns\/credentials\/status\/v1|w3id\.org\/(security\/(data-integrity|multikey|suites)\/.*|vc\/status-list\/2021\/v1)|purl\.imsglobal\.org\/spec\/ob\/v3p0\/extensions\.json)$/

/** A context whose words are those that a badge is read by: published, bundled, and at peace with the others. */
export function isPublished(context: unknown): context is string {
  if (typeof context !== 'string') return false
  if (known.has(context)) return true
  const isKnown =
    bundledContext(context) !== null && (isVocabulary(context) || COMPANIONS.test(context))
  // only names of bundled contexts come in, and of those there are few
  if (isKnown) known.add(context)
  return isKnown
}

const known = new Set<string>()

/** The W3C's or Open Badges' own context, of any version. */
export function isVocabulary(context: unknown): boolean {
  return (typeof context === 'string' && VC_CONTEXT.test(context)) || isOb3Context(context)
}

/** A context of Open Badges 3.0, by any of its names. */
export function isOb3Context(context: unknown): boolean {
  return typeof context === 'string' && OB3_CONTEXT.test(canonicalContextUrl(context))
}

/**
 * The name of a class used as the name of a member. Published contexts give some classes the IRI of a member
 * (`Profile` that of `creator`), so that a signature holds for a member which nobody reads.
 */
export function isClassName(name: string): boolean {
  return /^[A-Z]/.test(name) && published().some((url) => wordsOf(url).has(name))
}

const published = () => [...CONTEXT_FILES.keys()].filter(isPublished)

/** Every word that the context defines, in whatever scope; in its earlier edition when asked. */
export function wordsOf(url: string, earlier = false): ReadonlySet<string> {
  return glossaryOf(earlier ? earlierContext(url) : bundledContext(url)).words
}

/** The newest context beside the vocabularies that defines each of these types. */
export function contextsOfTypes(types: readonly string[]): string[] {
  const companions = [...CONTEXT_FILES.keys()].filter((url) => COMPANIONS.test(url)).reverse()
  const found = types.flatMap((type) => companions.find((url) => definesType(url, type)) ?? [])
  return [...new Set(found)]
}

function definesType(url: string, type: string): boolean {
  const context = bundledContext(url)?.['@context']
  return asList(context).some((one) => isObject(one) && Object.hasOwn(one, type))
}

/** Is this one of the IRIs that the published contexts have a word for? */
export function isPublishedIri(iri: string): boolean {
  return allIris().has(iri)
}

interface Glossary {
  words: ReadonlySet<string>
  iris: ReadonlySet<string>
}

const glossaries = new Map<JsonObject | null, Glossary>()
let everyIri: Set<string> | null = null

function allIris(): ReadonlySet<string> {
  if (everyIri) return everyIri
  everyIri = new Set(published().flatMap((url) => [...glossaryOf(bundledContext(url)).iris]))
  return everyIri
}

function glossaryOf(document: JsonObject | null): Glossary {
  const known = glossaries.get(document)
  if (known) return known
  const [words, iris] = [new Set<string>(), new Set<string>()]
  collect(document?.['@context'], new Map(), words, iris)
  const glossary = { words, iris }
  glossaries.set(document, glossary)
  return glossary
}

function collect(
  context: unknown,
  around: ReadonlyMap<string, string>,
  words: Set<string>,
  iris: Set<string>,
): void {
  for (const one of asList(context).filter(isObject)) {
    const terms = Object.entries(one).filter(([name]) => !name.startsWith('@'))
    const inScope = new Map([...around, ...terms.flatMap(([name, term]) => iriEntry(name, term))])
    for (const [name, term] of terms) {
      words.add(name)
      const iri = inScope.get(name)
      if (iri?.includes(':')) iris.add(absolute(iri, inScope))
      if (isObject(term)) collect(member(term, '@context'), inScope, words, iris)
    }
  }
}

function iriEntry(name: string, term: unknown): [string, string][] {
  const iri = isObject(term) ? member(term, '@id') : term
  return typeof iri === 'string' ? [[name, iri]] : []
}

/** `cred:validUntil`, with its prefix written out. */
function absolute(iri: string, prefixes: ReadonlyMap<string, string>): string {
  const [prefix, ...rest] = iri.split(':')
  const start = rest.length > 0 && !rest[0]!.startsWith('//') ? prefixes.get(prefix!) : undefined
  return start === undefined ? iri : start + rest.join(':')
}
