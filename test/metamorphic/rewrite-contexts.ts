import { bundledContext } from '../../src/openbadges/index.js'
import { asList } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { nodeAt, replaced, withNode } from './places.js'
import { reword, scopedTerms } from './rewrite-words.js'
import {
  freshName,
  type Rewriting,
  type Setting,
  someNode,
  someStatement,
  withTerms,
} from './setting.js'
import { expandMember } from './statements.js'

const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/'
const FURTHER = [
  `${OB3}context.json`,
  `${OB3}context-3.0.1.json`,
  `${OB3}context-3.0.2.json`,
  `${OB3}context-3.0.3.json`,
  `${OB3}extensions.json`,
  'https://www.w3.org/2018/credentials/v1',
  'https://www.w3.org/ns/credentials/v2',
  'https://w3id.org/security/data-integrity/v2',
  'https://w3id.org/security/suites/ed25519-2020/v1',
  'https://w3id.org/openbadges/v2',
  'https://www.w3.org/ns/did/v1',
]

/** The contexts in another order, one of them twice, another edition, one more, one less, lists in lists. */
const contextList: Rewriting = (setting) => {
  const { badge, draw } = setting
  const listed = asList(badge['@context'])
  const forms: (() => unknown)[] = [
    () => draw.shuffled(listed),
    () => [...listed, draw.of(listed)],
    () => [...listed, ...listed],
    () => [...listed, draw.of(FURTHER)],
    () => listed.toSpliced(draw.below(listed.length + 1), 0, draw.of(FURTHER)),
    () => listed.with(draw.below(listed.length), draw.of(FURTHER)),
    () => listed.toSpliced(draw.below(listed.length), 1),
    () => [null, ...listed],
    () => listed.toSpliced(1, 0, null, listed[0]),
    () => [listed],
  ]
  return { ...badge, '@context': draw.of(forms)() }
}

/** A published context written out, whole or imported; nothing is changed by that. */
const contextWritten: Rewriting = (setting) => {
  const { badge, draw } = setting
  const listed = asList(badge['@context'])
  const at = draw.below(listed.length)
  const url = String(listed[at])
  const written = bundledContext(url)?.['@context']
  if (!written) return null
  const forms = [written, { '@import': url, '@version': 1.1 }, { '@context': written }]
  return { ...badge, '@context': listed.with(at, draw.of<unknown>(forms)) }
}

const NEUTRAL: JsonObject[] = [
  {},
  { '@version': 1.1 },
  { '@protected': true },
  { '@propagate': false },
  { '@propagate': true },
  { '@language': null },
  { '@direction': null },
  { '@vocab': 'urn:school:' },
  { '@vocab': null },
  { '@vocab': '' },
  { '@base': 'https://evil.example/' },
  { '@base': null },
  { unused: 'urn:school:unused' },
  { Unused: { '@id': 'urn:school:Unused', '@context': { name: 'urn:school:name' } } },
  { '@import': 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json' },
]

/** A context that changes nothing, at any node; or the badge's own contexts there again. */
const contextOfNode: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting)!
  const own = badge['@context']
  const neutral = draw.of(NEUTRAL)
  const context = draw.of<unknown>([neutral, [neutral], neutral, own, [null, ...asList(own)], null])
  return withNode(badge, path, (node) => {
    const known = asList(node['@context'])
    return { ...node, '@context': known.length > 0 ? [...known, ...asList(context)] : context }
  })
}

/** A relative address or a compact one for an id. */
const shortenedIds: Rewriting = (setting) => {
  const { badge, draw } = setting
  const place = someNode(
    setting,
    (node) => typeof node['id'] === 'string' && node['id'].length > 12,
  )
  if (!place) return null
  const id = nodeAt(badge, place)['id'] as string
  const cut = 8 + draw.below(id.length - 9)
  const [short, terms] = draw.of<[string, JsonObject]>([
    [`p:${id.slice(cut)}`, { p: { '@id': id.slice(0, cut), '@prefix': true } }],
    [id.slice(id.lastIndexOf('/') + 1), { '@base': id.slice(0, id.lastIndexOf('/') + 1) }],
    [freshName(setting), {}],
  ])
  const changed = withNode(badge, place, (node) => ({ ...node, id: short }))
  return withTerms(setting, changed, place, terms)
}

/** Definitions that leave a word without its meaning. */
function emptied({ draw }: Setting, names: readonly string[]): JsonObject {
  const definition = draw.of<unknown>([
    null,
    null,
    { '@id': null },
    '@index',
    '@nest',
    '@none',
    { '@id': 'urn:other', '@type': '@none' },
    '@included',
    '@language',
  ])
  const terms = Object.fromEntries(names.map((name) => [name, definition]))
  return { ...terms, ...(draw.maybe(0.15) && { '@protected': true }) }
}

/** The real statement under another word, and a false one under its own, which is made to say nothing. */
const decoy: Rewriting = async (setting) => {
  const { badge, contexts, draw } = setting
  const place = someStatement(setting)
  const expanded = place && (await expandMember(badge, place, contexts))
  if (!expanded) return null
  const { path, name } = place
  const value = nodeAt(badge, path)[name]
  const { members, terms } = reword(setting, expanded, value)
  const changed = withNode(badge, path, (node) =>
    replaced(node, name, { ...members, [name]: falseValue(setting, value) }),
  )
  const emptying = draw.maybe(0.8) ? emptied(setting, [name]) : { [name]: false }
  const named = terms ? withTerms(setting, changed, path, terms) : changed
  return withTerms(setting, named, path, emptying)
}

/** Something else of the same kind. */
export function falseValue({ draw }: Pick<Setting, 'draw'>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => falseValue({ draw }, item))
  if (typeof value === 'number') return value + 1 + draw.below(9)
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') {
    const members = Object.entries((value ?? {}) as JsonObject)
    const at = draw.below(Math.max(1, members.length))
    return Object.fromEntries(
      members.map(([name, one], index) => [name, index === at ? falseValue({ draw }, one) : one]),
    )
  }
  if (/^\d{4}-\d\d-\d\dT/.test(value))
    return draw.of(['2099-12-31T00:00:00Z', '2024-01-01T00:00:00Z'])
  if (/^(https?|did|urn):/.test(value)) return draw.of([`${value}9`, 'https://evil.example/1'])
  return draw.of(['Master of welding', `${value} `, '99', ''])
}

/** Two members of a node with their meanings swapped, and their values too. */
const swap: Rewriting = async (setting) => {
  const { badge, contexts, draw } = setting
  const place = someStatement(setting, (value) => typeof value === 'string')
  if (!place) return null
  const { path, name } = place
  const node = nodeAt(badge, path)
  const others = Object.keys(node).filter((one) => one !== name && typeof node[one] === 'string')
  if (others.length === 0) return null
  const other = draw.of(others)
  const mine = await expandMember(badge, place, contexts)
  const its = await expandMember(badge, { path, name: other }, contexts)
  if (!mine || !its) return null
  const changed = withNode(badge, path, () => ({
    ...node,
    [name]: node[other],
    [other]: node[name],
  }))
  return withTerms(setting, changed, path, { [name]: its.iri, [other]: mine.iri })
}

/** A term of the holder for a whole part, with a scoped context that changes what stands within. */
const scopedPart: Rewriting = async (setting) => {
  const { badge, contexts, draw } = setting
  const place = someStatement(setting, (value) => typeof value === 'object')
  const expanded = place && (await expandMember(badge, place, contexts))
  if (!expanded) return null
  const { path, name } = place
  const value = nodeAt(badge, path)[name]
  const [first] = asList(value) as JsonObject[]
  const word = draw.maybe(0.3) ? name : freshName(setting)
  const scoped = { '@id': expanded.iri, '@context': scopedTerms(setting, first ?? {}) }
  const changed = withNode(badge, path, (node) => replaced(node, name, { [word]: value }))
  return withTerms(setting, changed, path, { [word]: scoped })
}

/** A container of nothing whose scoped context gives the words in it another meaning. */
const scopedNest: Rewriting = async (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting, (node) => Object.keys(node).length > 1)
  if (!path) return null
  const node = nodeAt(badge, path)
  const name = draw.of(Object.keys(node).filter((one) => one !== '@context'))
  const word = freshName(setting)
  const within = { [name]: falseValue(setting, node[name]) }
  const scoped = { '@id': '@nest', '@context': emptied(setting, [name]) }
  const changed = withNode(badge, path, () => ({ ...node, [word]: within }))
  return withTerms(setting, changed, path, { [word]: scoped })
}

export const CONTEXT_REWRITINGS: Record<string, Rewriting> = {
  'context list': contextList,
  'context written': contextWritten,
  'context of a node': contextOfNode,
  'shortened ids': shortenedIds,
  decoy,
  swap,
  'scoped part': scopedPart,
  'scoped @nest': scopedNest,
}
