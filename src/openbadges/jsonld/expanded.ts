import { asList, isObject, sameJson } from '../text/read.js'
import type { JsonObject } from '../types.js'

/** What tells standard statements from those in words of one's own. */
interface Standard {
  isStandard: (iri: string) => boolean
  /** Ids of the things that the standard words speak of: nothing may be said of them where nobody reads it. */
  ids: ReadonlySet<string>
}

/**
 * Compares an expanded document with the same one expanded under published contexts alone. Lists keep their order in
 * expansion, so values are met in turn. What words of one's own say is left to them, unless it is said of a
 * thing that the standard words speak of.
 * @returns null when both say the same in standard words, else the IRI of the first property that differs
 */
export function differingIri(
  published: readonly unknown[],
  own: readonly unknown[],
  standard: Standard,
): string | null {
  if (published.length !== own.length) return '@graph'
  for (const [index, item] of published.entries()) {
    const found = differingValue(item, own[index], standard)
    if (found !== null) return found
  }
  return null
}

function differingValue(published: unknown, own: unknown, standard: Standard): string | null {
  if (!isObject(published) || !isObject(own)) return sameJson(published, own) ? null : '@value'
  if (Object.hasOwn(own, '@value')) return sameText(published, own) ? null : '@value'
  for (const name of new Set([...Object.keys(published), ...Object.keys(own)])) {
    const found = differingMember(name, published, own, standard)
    if (found !== null) return found
  }
  return null
}

/** A language that the badge's own contexts give its texts changes no word of them. */
function sameText(published: JsonObject, own: JsonObject): boolean {
  return ['@value', '@type', '@index'].every((name) => sameJson(published[name], own[name]))
}

function differingMember(
  name: string,
  published: JsonObject,
  own: JsonObject,
  standard: Standard,
): string | null {
  const [first, second] = [valueOf(published, name), valueOf(own, name)]
  if (name === '@type') return differingType(first, second, standard)
  if (first === undefined && !name.startsWith('@') && !standard.isStandard(name))
    return isAboutOthers(second, standard) ? null : name
  if (!Array.isArray(first) || !Array.isArray(second)) return sameJson(first, second) ? null : name
  const found = differingIri(first, second, standard)
  return found?.startsWith('@') ? name : found
}

const valueOf = (node: JsonObject, name: string) =>
  Object.hasOwn(node, name) ? node[name] : undefined

/** Types of one's own may stand beside the standard ones. */
function differingType(first: unknown, second: unknown, standard: Standard): string | null {
  const [published, own] = [first, second].map((types) =>
    asList(types).filter((type) => standard.isStandard(String(type))),
  )
  return sameJson(published, own) ? null : '@type'
}

/** What words of one's own say: no keyword that hides something, nothing standard of a thing that is read elsewhere. */
function isAboutOthers(value: unknown, standard: Standard): boolean {
  if (Array.isArray(value)) return value.every((item) => isAboutOthers(item, standard))
  if (!isObject(value)) return true
  const id = valueOf(value, '@id')
  const isKnown = typeof id === 'string' && standard.ids.has(id)
  return Object.entries(value).every(([name, item]) => {
    if (HIDING.has(name)) return false
    if (isKnown && standard.isStandard(name)) return false
    return name.startsWith('@') || isAboutOthers(item, standard)
  })
}

/** What no statement says (`@index`), or says from elsewhere. */
const HIDING = new Set(['@index', '@included', '@reverse'])

/** Ids of all nodes of an expanded document. */
export function idsOf(expanded: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(expanded)) for (const item of expanded) idsOf(item, found)
  if (!isObject(expanded)) return found
  const id = valueOf(expanded, '@id')
  if (typeof id === 'string') found.add(id)
  for (const item of Object.values(expanded)) idsOf(item, found)
  return found
}
