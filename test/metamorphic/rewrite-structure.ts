import {
  asList,
  isObject,
  stringOf,
  withMembers,
  withoutMembers,
} from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { nodeAt, nodePaths, parted, type Path, replaced, withNode, withValue } from './places.js'
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
import { expandMember } from './statements.js'

/** Some members in a container that stands for nothing. */
const nest: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting, (node) => Object.keys(node).length > 1)
  if (!path) return null
  const node = nodeAt(badge, path)
  const names = Object.keys(node).filter((name) => name !== '@context')
  const some = draw.shuffled(names).slice(0, 1 + draw.below(Math.min(3, names.length)))
  const moved = Object.fromEntries(some.map((name) => [name, node[name]]))
  const { word, terms } = someKeyword(setting, '@nest')
  const forms: unknown[] = [moved, [moved], { [word]: moved }, some.map((n) => ({ [n]: node[n] }))]
  const rest = withMembers(withoutMembers(node, some), { [word]: draw.of(forms) })
  return withKeywords(setting, withValue(badge, path, rest), path, { word, terms })
}

/** A node with an id, told elsewhere: all of it, or one statement. */
const toldElsewhere: Rewriting = async (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting, (node) => typeof node['id'] === 'string')
  if (!path) return null
  const node = nodeAt(badge, path)
  if (draw.maybe(0.4) && path.length > 0) {
    const { id, ...rest } = node
    const bare = draw.of<unknown>([{ id }, id, { '@id': id }])
    const inner = draw.of<JsonObject>([{ id, ...rest }, node])
    return include(setting, withValue(badge, path, bare), inner)
  }
  return moveStatement(setting, path, node)
}

async function moveStatement(setting: Setting, path: Path, node: JsonObject) {
  const { badge, contexts, draw } = setting
  const names = Object.keys(node).filter(
    (name) => !['@context', 'id', 'type', 'proof'].includes(name),
  )
  if (names.length === 0) return null
  const name = draw.of(names)
  const expanded = await expandMember(badge, { path, name }, contexts)
  if (!expanded) return null
  const rest = withValue(badge, path, withoutMembers(node, [name]))
  const statement = { [expanded.iri]: expanded.values }
  if (draw.maybe(0.4)) return include(setting, rest, reversed(setting, node, expanded))
  const twins = nodePaths(rest).filter(
    (one) => stringOf(nodeAt(rest, one), 'id') === node['id'] && String(one) !== String(path),
  )
  if (twins.length > 0 && draw.maybe(0.6))
    return withNode(rest, draw.of(twins), (twin) => ({ ...twin, ...statement }))
  return include(setting, rest, { '@id': node['id'], ...statement })
}

/** The statement from its other end, where it has one. */
function reversed({ draw }: Setting, node: JsonObject, { iri, values }: Statement): JsonObject {
  const [value] = values
  const subject = { '@id': node['id'] }
  if (!isObject(value) || Object.hasOwn(value, '@value')) return { ...subject, [iri]: values }
  return { ...value, '@reverse': { [iri]: draw.maybe(0.5) ? subject : [subject] } }
}

interface Statement {
  iri: string
  values: unknown[]
}

/** Puts a further node somewhere into the badge. */
function include(setting: Setting, badge: JsonObject, node: JsonObject): JsonObject {
  const { draw } = setting
  const paths = nodePaths(badge).filter(
    (path) => path[0] !== 'proof' && !Object.hasOwn(nodeAt(badge, path), '@value'),
  )
  const path = draw.maybe(0.6) ? [] : draw.of(paths)
  const { word, terms } = someKeyword(setting, '@included')
  const changed = withNode(badge, path, (one) => ({
    ...one,
    [word]: draw.maybe(0.5) ? node : [...asList(one[word]), node],
  }))
  return withKeywords(setting, changed, path, { word, terms })
}

/** A member said from the other end, right where it stood, by `@reverse` or a term that is one. */
const reverse: Rewriting = async (setting) => {
  const { badge, contexts, draw } = setting
  const place = someStatement(setting, (value) => asList(value).some((one) => isObject(one)))
  const expanded = place && (await expandMember(badge, place, contexts))
  const node = place && nodeAt(badge, place.path)
  if (!place || !expanded || typeof node!['id'] !== 'string') return null
  const { word, terms } = someKeyword(setting, '@reverse')
  const object = nodeAt(badge, [...place.path, place.name]) as unknown
  const [first] = asList(object) as JsonObject[]
  const back = { [word]: { [expanded.iri]: { '@id': node!['id'] } } }
  const rest = withValue(badge, place.path, withoutMembers(node!, [place.name]))
  const turned = include(setting, rest, { ...first, ...back })
  if (terms) return withTerms(setting, turned, [], terms)
  if (draw.maybe(0.7)) return turned
  const name = freshName(setting)
  const said = include(setting, rest, { ...first, [name]: { '@id': node!['id'] } })
  return withTerms(setting, said, [], { [name]: { '@reverse': expanded.iri } })
}

/** The badge in a graph that is the whole text; its contexts, and at times more, stay outside. */
const topGraph: Rewriting = (setting) => {
  const { badge, draw } = setting
  const { '@context': context, proof, ...rest } = badge
  const { word, terms } = someKeyword(setting, draw.of(['@graph', '@graph', '@included', '@nest']))
  const outside = draw.of<JsonObject>([{}, { id: rest['id'] }, { type: rest['type'] }, rest])
  const inside = draw.of<unknown>([
    rest,
    [rest],
    [rest, {}],
    withoutMembers(rest, Object.keys(outside)),
  ])
  const changed = { '@context': context, ...outside, [word]: inside, proof }
  return withKeywords(setting, changed, [], { word, terms })
}

/** A node in `@included`, `@set` or a graph of its own beside what stands there. */
const beside: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting, (_, one) => one.length > 1 && typeof one.at(-1) === 'number')
  if (!path) return null
  const { above, last } = parted(path)
  const items = nodeAt(badge, above) as unknown as unknown[]
  const rest = items.filter((_, index) => index !== last)
  const { word, terms } = someKeyword(setting, draw.of(['@set', '@list', '@graph', '@included']))
  const changed = withValue(badge, above, [...rest, { [word]: items[last as number] }])
  return withKeywords(setting, changed, above, { word, terms })
}

/** A member split: some of its values under the same word, the others under another spelling of it. */
const split: Rewriting = async (setting) => {
  const { badge, contexts } = setting
  const place = someStatement(setting, (value) => Array.isArray(value) && value.length > 1)
  const expanded = place && (await expandMember(badge, place, contexts))
  if (!expanded) return null
  const { path, name } = place
  const node = nodeAt(badge, path)
  const [first, ...rest] = node[name] as unknown[]
  const [, ...others] = expanded.values
  if (others.length !== rest.length) return null
  const members = { [name]: first, [expanded.iri]: others }
  return withValue(badge, path, replaced(node, name, members))
}

export const STRUCTURE_REWRITINGS: Record<string, Rewriting> = {
  '@nest': nest,
  'told elsewhere': toldElsewhere,
  '@reverse': reverse,
  'top graph': topGraph,
  beside,
  split,
}
