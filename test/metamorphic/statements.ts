import jsonld from 'jsonld'
import ContextResolver from 'jsonld/lib/ContextResolver.js'
import { bundledContext } from '../../src/openbadges/index.js'
import { useFastContexts } from '../../src/openbadges/jsonld/speed.js'
import { asList, isObject, withMembers, withoutMembers } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { nodeAt, type Path, type Place } from './places.js'

export type Contexts = Pick<ReadonlyMap<string, unknown>, 'get' | 'has'>

/** A member as JSON-LD understands it. */
export interface Expanded {
  iri: string
  values: unknown[]
}

// the published types lack `base: null` and the loader's mark
const processor = jsonld as unknown as {
  canonize(input: unknown, options: object): Promise<string>
  expand(input: unknown, options: object): Promise<JsonObject[]>
}

/**
 * What a signature over this document covers: canonical N-Quads by jsonld, without the limits and the safe mode of
 * the library. Null when jsonld refuses the document.
 * @param plain without our savings inside jsonld
 */
async function statementsOf(
  document: JsonObject,
  contexts: Contexts,
  plain: boolean,
): Promise<string | null> {
  useFastContexts(!plain)
  try {
    const options = { algorithm: 'RDFC-1.0', base: null, rdfDirection: 'i18n-datatype' }
    return await processor.canonize(document, { ...options, ...sourced(contexts, document) })
  } catch {
    return null
  } finally {
    useFastContexts(true)
  }
}

/** What the proofs of a badge were made over: the badge without them, and each proof without its value. */
export interface Signed {
  document: string | null
  proofs: (string | null)[]
}

export async function signedStatements(
  badge: JsonObject,
  contexts: Contexts,
  plain = false,
): Promise<Signed> {
  const document = await statementsOf(withoutMembers(badge, ['proof']), contexts, plain)
  const proofs: (string | null)[] = []
  for (const proof of asList(badge['proof']).filter(isObject))
    proofs.push(await statementsOf(proofOptions(proof, badge), contexts, plain))
  return { document, proofs }
}

/** Could a proof of the first still fit the second? */
export function keeps(before: Signed, after: Signed): boolean {
  if (after.document === null || after.document !== before.document) return false
  return after.proofs.some((proof) => proof !== null && before.proofs.includes(proof))
}

/** One member in expanded form; null where JSON-LD does not see it, or not at this place. */
export async function expandMember(
  document: JsonObject,
  { path, name }: Place,
  contexts: Contexts,
): Promise<Expanded | null> {
  const [top, inner] = rootOf(document, path)
  try {
    const lone = skeleton(top, inner, name) as JsonObject
    const context = { '@context': document['@context'] }
    const options = { base: null, ...sourced(contexts, document) }
    return memberBelow(await processor.expand(withMembers(lone, context), options), inner)
  } catch {
    return null
  }
}

/** A proof is a document of its own, in the contexts of the badge. */
function rootOf(document: JsonObject, path: Path): [root: unknown, inner: Path] {
  if (path[0] !== 'proof') return [document, path]
  const depth = typeof path[1] === 'number' ? 2 : 1
  return [nodeAt(document, path.slice(0, depth)), path.slice(depth)]
}

function proofOptions(proof: JsonObject, badge: JsonObject): JsonObject {
  return withMembers(withoutMembers(proof, ['proofValue']), { '@context': badge['@context'] })
}

const WORDS = new Set(['@context', 'type', '@type'])

/** The document with nothing but the way to one member. */
function skeleton(value: unknown, [step, ...rest]: Path, name: string): unknown {
  if (Array.isArray(value)) return [skeleton(value[step as number], rest, name)]
  const node = value as JsonObject
  const words = Object.entries(node).filter(([one]) => WORDS.has(one))
  const inner = step === undefined ? node[name] : skeleton(node[step], rest, name)
  return { ...Object.fromEntries(words), [step ?? name]: inner }
}

function memberBelow(expanded: unknown[], path: Path): Expanded | null {
  let member = soleMember(expanded)
  for (const step of path)
    if (typeof step === 'string') member = member && soleMember(member.values)
  return member
}

function soleMember([first]: unknown[]): Expanded | null {
  if (!isObject(first)) return null
  if (Array.isArray(first['@graph'])) return soleMember(first['@graph'])
  const members = Object.entries(first).filter(([name]) => !name.startsWith('@'))
  const [iri, values] = members[0] ?? []
  return members.length === 1 && Array.isArray(values) ? { iri: iri!, values } : null
}

function sourced(contexts: Contexts, document: unknown): object {
  const isImporting = JSON.stringify(document).includes('@import')
  return {
    // what is imported would speak in the next document, for jsonld keeps it under the address it came from
    ...(isImporting && { contextResolver: new ContextResolver({ sharedCache: new Map() }) }),
    documentLoader: async (url: string) => {
      const bundled = bundledContext(url)
      const known = bundled ?? contexts.get(url)
      if (!known) throw new Error(`No context ${url}`)
      const copy = structuredClone(known)
      return { contextUrl: null, documentUrl: url, document: copy, tag: bundled ? 'static' : null }
    },
  }
}
