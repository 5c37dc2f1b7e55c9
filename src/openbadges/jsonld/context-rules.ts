import { finding, type Finding } from '../findings/report.js'
import type { Run } from '../findings/run.js'
import {
  asList,
  contexts,
  isObject,
  member,
  types,
  withMembers,
  withoutMembers,
} from '../text/read.js'
import type { JsonObject } from '../types.js'
import { differingIri, idsOf } from './expanded.js'
import { expand, type Processed } from './jsonld.js'
import {
  contextsOfTypes,
  isClassName,
  isPublished,
  isPublishedIri,
  isVocabulary,
  wordsOf,
} from './published-words.js'

/** A document whose words are asked about. */
interface Worded {
  /** With its `@context`, and without what answers for itself (`proof`). */
  document: JsonObject
  /** Is it the statements that are signed, and not the text? Then a word that says nothing is not signed either. */
  signsStatements: boolean
}

/**
 * Is what people read what was said, all of it and nothing else? A signature over statements covers what words mean
 * under the badge's own contexts, while the badge is read by the published names of its members. So the document must
 * say the same under the published contexts alone, both ways: no standard statement by another word, an IRI, an
 * alias of a keyword, and no standard word that means something else.
 * @returns context_redefines; context_unknown when a context cannot be had
 * @see https://www.w3.org/TR/vc-data-model-2.0/#contexts-and-vocabularies
 * @see https://www.w3.org/TR/json-ld11/#protected-term-definitions
 */
export async function contextFindings(worded: Worded, run: Run): Promise<Finding[]> {
  const { document, signsStatements } = worded
  const spelling = new Spelling(aliasesIn(document, run))
  spelling.visit(document, '')
  if (spelling.findings.length > 0 || spelling.isPlain) return spelling.findings
  const [own, published] = await Promise.all([
    expand(document, run, { safe: signsStatements }),
    expand(inPublishedWords(document, run), run, { safe: signsStatements }),
  ])
  const problem = problemOf(own, published)
  if (problem) return problem
  const iri = differingIri(published.value!, own.value!, {
    isStandard: isPublishedIri,
    ids: idsOf(published.value!),
  })
  return iri === null ? [] : [redefined(iri.split(/[#/]/).at(-1) || iri, iri)]
}

/** Members that stand for themselves; every other keyword hides what it says from who reads by name. */
const TEXT_KEYWORDS = new Set(['@value', '@language', '@direction'])

/** One walk over all members: keywords written out, names with a colon, contexts of its own. */
class Spelling {
  readonly findings: Finding[] = []
  /** Nothing but published contexts and plain words: then no word can mean anything but what is published. */
  isPlain = true
  private readonly aliases: ReadonlySet<string>

  /** @param aliases words that stand for keywords in the contexts of the badge itself */
  constructor(aliases: ReadonlySet<string>) {
    this.aliases = aliases
  }

  visit(node: unknown, path: string): void {
    if (Array.isArray(node))
      node.forEach((item, index) => this.visitItem(item, `${path}[${index}]`))
    if (!isObject(node)) return
    if (isBareText(node)) this.findings.push(redefined(path, node))
    for (const [name, item] of Object.entries(node)) {
      const place = path ? `${path}.${name}` : name
      if (name === '@context') this.isPlain &&= isPlainList(contexts(node))
      else if (this.isWord(name, node) && !(name === 'type' && namesByIri(item)))
        this.visit(item, place)
      else this.findings.push(redefined(place, item))
    }
  }

  /** Lists within lists are one list to a signature, and none to a reader. */
  private visitItem(item: unknown, path: string): void {
    if (Array.isArray(item)) this.findings.push(redefined(path, item))
    else this.visit(item, path)
  }

  private isWord(name: string, node: JsonObject): boolean {
    if (name.startsWith('@')) return TEXT_KEYWORDS.has(name) && Object.hasOwn(node, '@value')
    if (name.includes(':')) this.isPlain = false
    return !this.aliases.has(name) && !isClassName(name) && !isPublishedIri(name)
  }
}

/** A text written as an object that says no more than the text. */
function isBareText(node: JsonObject): boolean {
  const others = Object.entries(node).filter(([name]) => name !== '@value')
  return Object.hasOwn(node, '@value') && others.every(([, item]) => item === null)
}

/** Words that the badge's own contexts let stand for a keyword; `id` and `type` are the published ones. */
function aliasesIn(document: JsonObject, { contexts: foreign }: Run): Set<string> {
  const found = new Set<string>()
  const read = new Set<string>()
  const define = (context: unknown): void => {
    if (
      typeof context === 'string' &&
      !read.has(context) &&
      read.add(context) &&
      foreign.has(context)
    )
      contexts(asObject(foreign.get(context))).forEach(define)
    if (!isObject(context)) return
    define(member(context, '@import'))
    for (const [name, term] of Object.entries(context)) {
      if (isKeyword(isObject(term) ? member(term, '@id') : term)) found.add(name)
      if (isObject(term)) contexts(term).forEach(define)
    }
  }
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (!isObject(node)) return
    for (const name in node)
      if (name === '@context') contexts(node).forEach(define)
      else visit(node[name])
  }
  visit(document)
  return new Set([...found].filter((name) => !name.startsWith('@') && !ALIASES.has(name)))
}

const asObject = (value: unknown) => (isObject(value) ? value : {})

const ALIASES = new Set(['id', 'type'])

const isKeyword = (iri: unknown) => typeof iri === 'string' && iri.startsWith('@')

/** More than one vocabulary of each kind may contradict each other. */
function isPlainList(listed: readonly unknown[]): boolean {
  return listed.every(isPublished) && listed.filter(isVocabulary).length <= 2
}

/** A type written as its IRI is not found by who looks for its name. */
function namesByIri(types: unknown): boolean {
  return asList(types).some((type) => typeof type === 'string' && isPublishedIri(type))
}

/**
 * The same document as far as it is written in published words, in the published contexts alone; with those of its
 * types that it defines itself instead of naming their context.
 */
function inPublishedWords(document: JsonObject, { earlier }: Pick<Run, 'earlier'>): JsonObject {
  const named = new Set(publishedIn(document))
  const known = new Set([...named].flatMap((url) => [...wordsOf(url, earlier)]))
  const further = contextsOfTypes(typesIn(document).filter((type) => !known.has(type)))
  const words = new Set([...known, ...further.flatMap((url) => [...wordsOf(url)])])
  const worded = wordedBy(document, words) as JsonObject
  return withMembers(worded, { '@context': [...contexts(worded), ...further] })
}

function wordedBy(node: unknown, words: ReadonlySet<string>): unknown {
  if (Array.isArray(node)) return node.map((item) => wordedBy(item, words))
  if (!isObject(node)) return node
  const members = Object.entries(node).flatMap(([name, item]): [string, unknown][] => {
    if (name === '@context') return [[name, contexts(node).filter(isPublished)]]
    if (name === 'type') return [[name, publishedTypes(item, words)]]
    const kept = words.has(name) || name === 'id' || TEXT_KEYWORDS.has(name)
    return kept ? [[name, wordedBy(item, words)]] : []
  })
  return Object.fromEntries(members)
}

/** Types of the badge's own contexts are read by nobody. */
function publishedTypes(types: unknown, words: ReadonlySet<string>): unknown {
  return Array.isArray(types) ? types.filter((type) => words.has(type as string)) : types
}

function typesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(typesIn)
  if (!isObject(node)) return []
  const inside = Object.values(withoutMembers(node, ['@context', 'type'])).flatMap(typesIn)
  return [...types(node), ...inside]
}

function publishedIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(publishedIn)
  if (!isObject(node)) return []
  const own = Object.hasOwn(node, '@context') ? contexts(node).filter(isPublished) : []
  return [...own, ...Object.values(withoutMembers(node, ['@context'])).flatMap(publishedIn)]
}

/** Troubles of the document itself are told by the proof that stumbles over them, and mean nothing to a token. */
function problemOf(own: Processed<unknown[]>, published: Processed<unknown[]>): Finding[] | null {
  if (own.problem) return own.problem.code.startsWith('context_') ? [own.problem] : []
  if (!published.problem) return null
  const { code, path, found } = published.problem
  return code === 'unsigned_data' ? [redefined(path ?? '', found)] : [published.problem]
}

function redefined(path: string, found: unknown): Finding {
  return finding('context_redefines', { path, found })
}

/**
 * Members of a proof, in the contexts that its document gives it: those of the document, then its own.
 * @see https://www.w3.org/TR/vc-data-integrity/#proofs
 */
export function inItsContexts(proof: JsonObject, document: JsonObject): JsonObject {
  const own = Object.hasOwn(proof, '@context') ? contexts(proof) : []
  const around = member(document, '@context')
  return withMembers(proof, {
    '@context': own.length > 0 ? [...contexts(document), ...own] : around,
  })
}
