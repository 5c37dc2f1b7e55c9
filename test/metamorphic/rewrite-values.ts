import { asList, isObject } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { nodeAt, replaced, withNode, withValue } from './places.js'
import {
  freshName,
  type Rewriting,
  type Setting,
  someKeyword,
  someNode,
  somePlace,
  someStatement,
  withKeywords,
  withTerms,
} from './setting.js'
import { expandMember } from './statements.js'

/** A value in a wrapper that JSON-LD takes off. */
function wrapped(keyword: '@set' | '@list' | '@graph' | '@value'): Rewriting {
  return (setting) => {
    const { badge, draw } = setting
    const place = someStatement(setting, (value) => keyword !== '@graph' || isNodes(value))
    if (!place) return null
    const { path, name } = place
    const value = nodeAt(badge, path)[name]
    const { word, terms } = someKeyword(setting, keyword)
    const inner = keyword === '@value' || draw.maybe(0.4) ? value : asList(value)
    const outer = draw.maybe(0.8) ? { [word]: inner } : [{ [word]: inner }]
    const changed = withValue(badge, [...path, name], outer)
    return withKeywords(setting, changed, path, { word, terms })
  }
}

const isNodes = (value: unknown) => asList(value).every(isObject)

/** A list of one, lists in lists, a value twice, nothing beside something; or no list where there was one. */
const listed: Rewriting = (setting) => {
  const place = someStatement(setting)
  if (!place) return null
  const path = [...place.path, place.name]
  const value = nodeAt(setting.badge, place.path)[place.name]
  const items = asList(value)
  const forms = [[value], [null, ...items], [...items, null], [[value]], [...items, items[0]]]
  const loose = items.length === 1 && Array.isArray(value) ? [items[0]] : []
  return withValue(setting.badge, path, setting.draw.of<unknown>([...forms, ...loose, ...loose]))
}

/** Written out: `{"@value": …, "@type": …}`, `{"@id": …}`, whole nodes; at times with an index that is no statement. */
const writtenOut: Rewriting = async (setting) => {
  const { badge, contexts, draw } = setting
  const place = someStatement(setting)
  const expanded = place && (await expandMember(badge, place, contexts))
  if (!expanded) return null
  const { values } = expanded
  const index = draw.maybe(0.2) ? { '@index': 'first' } : {}
  const said = values.map((one) => (isObject(one) ? { ...one, ...index } : one))
  const value = said.length === 1 && draw.maybe(0.6) ? said[0] : said
  return withValue(badge, [...place.path, place.name], value)
}

/** An address as a node, a node without more than its id as an address; sometimes a list of one address. */
const idForms: Rewriting = (setting) => {
  const { badge, draw } = setting
  const place = somePlace(setting, (value) => isAddress(value) || isBareNode(value))
  if (!place) return null
  const path = [...place.path, place.name]
  const value = nodeAt(badge, place.path)[place.name]
  if (isObject(value)) return withValue(badge, path, Object.values(value)[0])
  if (place.name === 'id') return withValue(badge, path, [value])
  const { word, terms } = draw.maybe(0.5)
    ? { word: 'id', terms: null }
    : someKeyword(setting, '@id')
  const changed = withValue(badge, path, { [word]: value })
  return withKeywords(setting, changed, place.path, { word, terms })
}

const isAddress = (value: unknown) => typeof value === 'string' && /^(https?|urn|did):/.test(value)

function isBareNode(value: unknown): boolean {
  return isObject(value) && Object.keys(value).join() === 'id'
}

/** The same number, truth value or text of digits, spelt otherwise. */
const spelling: Rewriting = (setting) => {
  const { badge, draw } = setting
  const place = somePlace(setting, (value) => spellings(value).length > 0)
  if (!place) return null
  const value = nodeAt(badge, place.path)[place.name]
  return withValue(badge, [...place.path, place.name], draw.of(spellings(value)))
}

function spellings(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [String(value), value ? '1' : '0', value ? 1 : 0]
  if (typeof value === 'number')
    return [String(value), value.toExponential(), `${value}.0`, doubleOf(value), ` ${value}`]
  if (typeof value !== 'string' || value.trim() === '' || !Number.isFinite(Number(value))) return []
  return [Number(value), `${value}.0`, doubleOf(Number(value))]
}

/** Canonical form of xsd:double. */
const doubleOf = (value: number) =>
  value
    .toExponential(15)
    .replace(/(\d)0*e\+?/, '$1E')
    .replace(/\.E/, '.0E')

/** Texts in no language, or in one. */
const inLanguage: Rewriting = (setting) => {
  const { badge, draw } = setting
  const place = someStatement(setting, (value) => typeof value === 'string')
  if (!place) return null
  const text = nodeAt(badge, place.path)[place.name]
  const forms = [
    { '@none': text },
    { '@value': text, '@language': null },
    { '@value': text },
    { '@value': text, '@direction': null },
    { '@value': text, '@language': 'en' },
    [{ '@value': text }],
  ]
  return withValue(badge, [...place.path, place.name], draw.of<unknown>(forms))
}

/** Members that say nothing: null, the empty list, and anything at all under a word that means nothing. */
const nothing: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting)!
  const word = draw.maybe(0.5) ? freshName(setting) : draw.of(ABSENT)
  if (Object.hasOwn(nodeAt(badge, path), word)) return null
  const empty = draw.of<unknown>([
    null,
    [],
    [null],
    { '@set': [] },
    { '@value': null },
    { '@list': null },
  ])
  return withNode(badge, path, (node) => ({ ...node, [word]: empty }))
}

const ABSENT = [
  'validUntil',
  'credentialStatus',
  'awardedDate',
  'evidence',
  'result',
  'image',
  'name',
]

/** A word that no signature covers, with something under it for people to read. */
const uncovered: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting)!
  const word = draw.maybe(0.6)
    ? freshName(setting)
    : draw.of([...ABSENT, 'narrative', 'role', 'tag'])
  if (Object.hasOwn(nodeAt(badge, path), word)) return null
  const definition = draw.of<unknown>([
    null,
    { '@id': null },
    '@index',
    '@nest',
    '@none',
    undefined,
  ])
  const said = draw.of<unknown>(['With honours', '2099-01-01T00:00:00Z', {}, ['With honours'], 1])
  const changed = withNode(badge, path, (node) => ({ ...node, [word]: said }))
  return definition === undefined
    ? changed
    : withTerms(setting, changed, path, { [word]: definition })
}

/** A name for a node that has none. */
const blankId: Rewriting = (setting) => {
  const path = someNode(
    setting,
    (node) => !['id', '@id', '@value'].some((n) => Object.hasOwn(node, n)),
  )
  if (!path) return null
  const id = `_:b${setting.draw.below(5)}`
  return withNode(setting.badge, path, (node) => ({
    ...node,
    [setting.draw.of(['id', '@id'])]: id,
  }))
}

/** Members in another order, at every depth; or the values of one list. */
const order: Rewriting = (setting) => {
  const { badge, draw } = setting
  const place = somePlace(setting, (value) => Array.isArray(value) && value.length > 1)
  if (!place || draw.maybe(0.5)) return shuffledMembers(badge, setting)
  const list = nodeAt(badge, place.path)[place.name] as unknown[]
  return withValue(badge, [...place.path, place.name], draw.shuffled(list))
}

function shuffledMembers<T>(value: T, setting: Setting): T {
  if (Array.isArray(value)) return value.map((item: unknown) => shuffledMembers(item, setting)) as T
  if (!isObject(value)) return value
  const members = Object.entries(value as JsonObject)
  const inner = members.map(([name, item]) => [name, shuffledMembers(item, setting)] as const)
  return Object.fromEntries(setting.draw.shuffled(inner)) as T
}

/** A text in a list of one id or type: the mandatory ones too. */
const namingForms: Rewriting = (setting) => {
  const { badge, draw } = setting
  const place = somePlace(setting, (_, { name }) => name === 'type' || name === 'id')
  if (!place) return null
  const node = nodeAt(badge, place.path)
  const items = asList(node[place.name])
  const forms: unknown[] = [items, [...items, ...items], draw.shuffled(items), { '@set': items }]
  if (items.length === 1) forms.push(items[0], items[0])
  return withNode(badge, place.path, () =>
    replaced(node, place.name, { [place.name]: draw.of(forms) }),
  )
}

export const VALUE_REWRITINGS: Record<string, Rewriting> = {
  '@set': wrapped('@set'),
  '@list': wrapped('@list'),
  '@graph within': wrapped('@graph'),
  '@value': wrapped('@value'),
  'lists and single values': listed,
  'written out': writtenOut,
  'ids and nodes': idForms,
  spelling,
  language: inLanguage,
  nothing,
  'uncovered word': uncovered,
  'blank id': blankId,
  order,
  'id and type': namingForms,
}
