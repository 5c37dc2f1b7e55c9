import { asList, isObject } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { nodeAt, type Place, replaced, withNode } from './places.js'
import {
  freshName,
  type Rewriting,
  type Setting,
  someKeyword,
  someNode,
  someStatement,
  withKeywords,
  withTerms,
} from './setting.js'
import { type Expanded, expandMember } from './statements.js'

/** A statement of the badge, and how JSON-LD understands it. */
interface Chosen extends Expanded, Place {}

async function someExpanded(setting: Setting): Promise<Chosen | null> {
  const place = someStatement(setting)
  const expanded = place && (await expandMember(setting.badge, place, setting.contexts))
  return expanded && { ...place, ...expanded }
}

/** The same statement under another word. */
export interface Reworded {
  members: JsonObject
  terms: JsonObject | null
}

/** Words for one statement: its IRI whole, compact or cut by `@vocab`, or a further term for it. */
export function reword(setting: Setting, chosen: Expanded, value: unknown): Reworded {
  const { draw } = setting
  const { iri, values } = chosen
  const said = values.length === 1 && draw.maybe(0.5) ? values[0] : values
  const cut = /^(.*[#/])(.+)$/.exec(iri)
  const ways: (() => Reworded)[] = [
    () => ({ members: { [iri]: said }, terms: null }),
    () => ({ members: { [iri]: said }, terms: null }),
    () => furtherTerm(setting, chosen, value),
    () => furtherTerm(setting, chosen, value),
  ]
  if (cut) ways.push(() => compactIri(setting, cut[1]!, cut[2]!, said))
  if (iri.length > 3)
    ways.push(() => ({
      members: { [iri.slice(-3)]: said },
      terms: { '@vocab': iri.slice(0, -3) },
    }))
  return draw.of(ways)()
}

function compactIri(setting: Setting, base: string, local: string, said: unknown): Reworded {
  const prefix = `p${setting.draw.below(9)}`
  const definition = setting.draw.maybe(0.5) ? base : { '@id': base, '@prefix': true }
  return { members: { [`${prefix}:${local}`]: said }, terms: { [prefix]: definition } }
}

/** A term of the holder, with the type the standard gives it, in a container of some kind. */
function furtherTerm(setting: Setting, { iri, values }: Expanded, value: unknown): Reworded {
  const word = freshName(setting)
  const type = typeOf(values)
  const contained = setting.draw.maybe(0.3) ? inContainer(setting, values) : null
  const definition = contained
    ? { '@id': iri, '@container': contained.container }
    : { '@id': iri, ...(type && { '@type': type }) }
  const plain = type ?? typeof asList(value)[0] === 'string'
  const said = contained ? contained.value : plain ? value : values
  return { members: { [word]: said }, terms: { [word]: definition } }
}

function typeOf(values: readonly unknown[]): string | null {
  const [first] = values
  if (!isObject(first)) return null
  if (Object.hasOwn(first, '@value')) return (first['@type'] as string | undefined) ?? null
  return Object.hasOwn(first, '@id') ? '@id' : null
}

function inContainer({ draw }: Setting, values: unknown[]): { container: string; value: unknown } {
  const [first] = values as JsonObject[]
  const ways: { container: string; value: unknown }[] = [
    { container: '@set', value: values },
    { container: '@index', value: { '0': values } },
    { container: '@list', value: values },
  ]
  if (first && typeof first['@value'] === 'string')
    ways.push({ container: '@language', value: { '@none': first['@value'] } })
  if (first && typeof first['@id'] === 'string')
    ways.push({ container: '@id', value: { [first['@id']]: { ...first, '@id': undefined } } })
  if (first && Array.isArray(first['@graph']))
    ways.push({ container: '@graph', value: first['@graph'] })
  return draw.of(ways)
}

const inOtherWords: Rewriting = async (setting) => {
  const chosen = await someExpanded(setting)
  if (!chosen) return null
  const { path, name } = chosen
  const { members, terms } = reword(setting, chosen, nodeAt(setting.badge, path)[name])
  const changed = withNode(setting.badge, path, (node) => replaced(node, name, members))
  return terms ? withTerms(setting, changed, path, terms) : changed
}

/** The same statement twice: under its own word, and under another. */
const twice: Rewriting = async (setting) => {
  const chosen = await someExpanded(setting)
  if (!chosen) return null
  const { path, name } = chosen
  const { members, terms } = reword(setting, chosen, nodeAt(setting.badge, path)[name])
  const changed = withNode(setting.badge, path, (node) => ({ ...node, ...members }))
  return terms ? withTerms(setting, changed, path, terms) : changed
}

const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['id', '@id'],
  ['type', '@type'],
  ['@id', '@id'],
  ['@type', '@type'],
  ['@value', '@value'],
  ['@language', '@language'],
])

/** `id`, `type` and the others under other names, or written out; sometimes under both. */
const keywordAlias: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting, (node) => Object.keys(node).some((name) => KEYWORDS.has(name)))
  if (!path) return null
  const node = nodeAt(badge, path)
  const name = draw.of(Object.keys(node).filter((one) => KEYWORDS.has(one)))
  const keyword = someKeyword(setting, KEYWORDS.get(name)!)
  const said = { [keyword.word]: node[name] }
  const changed = withNode(badge, path, () =>
    draw.maybe(0.8) ? replaced(node, name, said) : { ...node, ...said },
  )
  return withKeywords(setting, changed, path, keyword)
}

/** A type under another name beside its own: one statement, and a scoped context that nobody sees. */
const typeAlias: Rewriting = async (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting, (node) => Object.hasOwn(node, 'type'))
  if (!path) return null
  const node = nodeAt(badge, path)
  const types = asList(node['type'])
  const word = freshName(setting)
  const iri = await iriOfType(setting, String(draw.of(types)))
  const scoped = draw.maybe(0.6) ? { '@context': scopedTerms(setting, node) } : {}
  const type = draw.shuffled([...types, word])
  const changed = withNode(badge, path, () => ({ ...node, type }))
  return withTerms(setting, changed, path, { [word]: { '@id': iri, ...scoped } })
}

/** A scoped context that takes the meaning of a member away, or changes nothing. */
export function scopedTerms({ draw }: Setting, node: JsonObject): JsonObject {
  const names = Object.keys(node).filter((name) => !name.startsWith('@'))
  const definition = draw.of([null, { '@id': null }, '@index', '@nest', 'urn:other:word'])
  const spoilt = names.length > 0 ? { [draw.of(names)]: definition } : {}
  return draw.of([spoilt, spoilt, {}, { '@propagate': false, ...spoilt }, { '@protected': true }])
}

async function iriOfType({ badge, contexts }: Setting, type: string): Promise<string> {
  const lone = { '@context': badge['@context'], 'urn:of': { '@id': 'urn:a:b', '@type': [type] } }
  const expanded = await expandMember(lone, { path: [], name: 'urn:of' }, contexts)
  const [node] = (expanded?.values ?? []) as JsonObject[]
  return (asList(node?.['@type'])[0] as string | undefined) ?? type
}

export const WORD_REWRITINGS: Record<string, Rewriting> = {
  'other word': inOtherWords,
  'two words': twice,
  'keyword alias': keywordAlias,
  'type alias': typeAlias,
}
