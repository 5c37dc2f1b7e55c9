import { finding, type Finding } from '../../findings/report.js'
import type { Run } from '../../findings/run.js'
import { expandName, type TermMap, vocabularyOf } from '../../formats/ob2/vocabulary.js'
import { bundledContext, bundledSchema, canonicalContextUrl } from '../../jsonld/contexts.js'
import { compact } from '../../jsonld/jsonld.js'
import { asList, contexts, idOf, isObject, member, types, withMembers } from '../../text/read.js'
import type { JsonObject } from '../../types.js'
import { schemaErrors } from './schema.js'

const V2 = 'https://w3id.org/openbadges/v2'
const EXTENSION = 'https://w3id.org/openbadges#Extension'

/** A part of a badge that is searched for extensions, and where it stands. */
interface Part {
  /** As it came, with its contexts. */
  original: JsonObject | null
  path: string
}

/**
 * Extensions of 1.1 and 2.x at any depth: each has a context of its own and one more type, and fits the bundled
 * schema which that context names for its type.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#Extensions
 */
export async function checkExtensions(parts: readonly Part[], run: Run): Promise<Finding[]> {
  const nodes = parts.flatMap(({ original, path }) =>
    original ? extensionsIn(original, path, vocabularyOf([V2, ...contexts(original)])) : [],
  )
  const found = await Promise.all(nodes.slice(0, MAX_EXTENSIONS).map((n) => checkNode(n, run)))
  const unread = nodes[MAX_EXTENSIONS]
  return unread ? [...found.flat(), tooMany(unread)] : found.flat()
}

const MAX_EXTENSIONS = 50

// one that is not looked at may be the one that is wrong
function tooMany({ path }: ExtensionNode): Finding {
  return finding('extension_unknown', { path, severity: 'error' })
}

interface ExtensionNode {
  node: JsonObject
  path: string
}

function extensionsIn(
  node: JsonObject,
  path: string,
  vocabulary: { terms: TermMap },
  depth = 0,
): ExtensionNode[] {
  const isOne = depth > 0 && types(node).some((t) => isExtension(t, vocabulary.terms))
  const inside = Object.entries(node)
    .filter(([name]) => name !== '@context')
    .flatMap(([name, value]) =>
      asList(value)
        .filter(isObject)
        .flatMap((item) =>
          extensionsIn(item, path ? `${path}.${name}` : name, vocabulary, depth + 1),
        ),
    )
  return isOne ? [{ node, path }, ...inside] : inside
}

function isExtension(type: string, terms: TermMap): boolean {
  return type === 'Extension' || expandName(type, terms) === EXTENSION
}

async function checkNode({ node, path }: ExtensionNode, run: Run): Promise<Finding[]> {
  const own = contexts(node)
  const further = types(node).filter((type) => !isExtension(type, vocabularyOf([V2]).terms))
  if (own.length === 0)
    return [finding('extension_invalid', { path, found: 'no @context of its own' })]
  if (further.length === 0)
    return [finding('extension_invalid', { path, found: 'no type besides Extension' })]
  const rules = schemasFor(own, further, run)
  const results = await Promise.all(rules.map((rule) => checkRule(node, path, rule, run)))
  const unknown = further.some((type) => !rules.some((rule) => rule.type === type))
  const url = own.filter(isText).find((context) => !contextOf(context, run)) ?? further[0]!
  return unknown
    ? [...results, finding('extension_unknown', { path, found: url, values: { url } })]
    : results
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** A schema that a context names for one type of a node. */
interface SchemaRule {
  type: string
  context: string
  schema: JsonObject
}

function schemasFor(own: readonly unknown[], further: readonly string[], run: Run): SchemaRule[] {
  const { terms } = vocabularyOf([V2, ...own], run.contexts)
  return own.flatMap((context) => {
    const document = typeof context === 'string' ? contextOf(context, run) : null
    if (!document) return []
    const names = vocabularyOf([V2, context], run.contexts).terms
    return validationsOf(document).flatMap(({ validates, schemaUrl }) => {
      const schema = bundledSchema(schemaUrl)
      const wanted = expandName(validates, names)
      const type = further.find((t) => wanted !== null && expandName(t, terms) === wanted)
      return schema && type ? [{ type, context: context as string, schema }] : []
    })
  })
}

function contextOf(url: string, run: Run): JsonObject | null {
  const known = bundledContext(url) ?? run.contexts.get(url)
  return isObject(known) ? known : null
}

function validationsOf(document: JsonObject): { validates: string; schemaUrl: string }[] {
  const listed = ['validation', 'obi:validation'].flatMap((name) => asList(member(document, name)))
  return listed.filter(isObject).flatMap((rule) => {
    const validates = idOf(member(rule, 'obi:validatesType') ?? member(rule, 'validatesType'))
    const schemaUrl = idOf(member(rule, 'obi:validationSchema') ?? member(rule, 'validationSchema'))
    return validates !== null && schemaUrl !== null ? [{ validates, schemaUrl }] : []
  })
}

async function checkRule(
  node: JsonObject,
  path: string,
  { context, schema, type }: SchemaRule,
  run: Run,
): Promise<Finding> {
  const whole = withMembers(node, { '@context': [V2, ...contexts(node)] })
  const compacted = await compact(whole, [V2, context], run)
  const errors = compacted.value
    ? await schemaErrors(schema, compacted.value)
    : ['cannot be compacted']
  // compaction makes a list of one a single value, which a schema may not expect: as written is good too
  const plain = contexts(node).every((c) => typeof c === 'string' && bundledContext(c))
  const fits = errors.length === 0 || (plain && (await schemaErrors(schema, node)).length === 0)
  if (fits) return finding('extension_ok', { path, found: canonicalContextUrl(context) })
  if (!compacted.value && compacted.problem.code === 'context_unknown')
    return finding('extension_unknown', { path, values: { url: String(compacted.problem.found) } })
  return finding('extension_invalid', { path, found: `${type}: ${errors[0]}` })
}
