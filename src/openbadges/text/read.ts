import type { JsonObject } from '../types.js'

/** An own member of the object; `undefined` when it has none (what it would inherit never counts). */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** A JSON object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One or many as a list: absent and null are empty, a single value is a list of one. */
export function asList(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The only value of a list that holds one, be it twice or with `null` beside it; anything else as it is. */
export function unwrapped(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const values: unknown[] = value.filter((item) => item !== null)
  const isOne = values.length > 0 && values.every((item) => sameJson(item, values[0]))
  return isOne ? values[0] : value
}

/**
 * The value as statements have it: `null` is none, and what stands twice in a list stands once. Contexts stay as they
 * are, and what needs no change is the same object.
 */
export function plainForm(value: unknown): unknown {
  if (Array.isArray(value)) return plainList(value)
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, item]): [string, unknown] => [
    name,
    name === '@context' ? item : plainForm(item),
  ])
  const isPlain = members.every(([name, item]) => item !== null && item === value[name])
  return isPlain ? value : Object.fromEntries(members.filter(([, item]) => item !== null))
}

function plainList(list: unknown[]): unknown {
  const one = list.length > 1 ? unwrapped(list) : list
  if (!Array.isArray(one)) return plainForm(one)
  const items = one.filter((item) => item !== null).map(plainForm)
  const isPlain = items.length === list.length && items.every((item, i) => item === list[i])
  return isPlain ? list : items
}

/** Counts as missing where a member is required: absent, null, `""`, `[]`, `[null]`. */
export function isMissing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return Array.isArray(value) && value.every((item) => item === null)
}

/** The same for an optional member: also a list of nothing but these. */
export function isAbsent(value: unknown): boolean {
  return asList(value).every(isMissing)
}

/**
 * Human text: a string, a number, a language map, a value object, or a list of those, of which the first
 * language is shown. Null when there is no text.
 */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return firstOf(value)
  if (!isObject(value)) return null
  return Object.hasOwn(value, '@value') ? scalar(value['@value']) : firstOf(Object.values(value))
}

function firstOf(values: readonly unknown[]): string | null {
  for (const value of values.slice(0, 100)) {
    const found = isObject(value) ? scalar(member(value, '@value')) : scalar(value)
    if (found !== null) return found
  }
  return null
}

function scalar(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : null
}

/** Own string member, else null; a list of one counts. */
export function stringOf(object: JsonObject, name: string): string | null {
  const value = unwrapped(member(object, name))
  return typeof value === 'string' ? value : null
}

/** Own finite number (a text of digits and a list of one count too), else null. */
export function numberOf(object: JsonObject, name: string): number | null {
  const value = unwrapped(member(object, name))
  if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?(E-?\d{1,3})?$/.test(value))
    return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Own object member; a list of one object counts. */
export function objectOf(object: JsonObject, name: string): JsonObject | null {
  const value = unwrapped(member(object, name))
  return isObject(value) ? value : null
}

/** The id of a node that may be given by its address alone or as an object; a name for this text alone (`_:b0`) is none. */
export function idOf(value: unknown): string | null {
  const one = unwrapped(value)
  const id = isObject(one) ? unwrapped(member(one, 'id') ?? member(one, '@id')) : one
  return typeof id === 'string' && !id.startsWith('_:') ? id : null
}

/** All strings of `type` and `@type`. */
export function types(object: JsonObject): string[] {
  return [...asList(member(object, 'type')), ...asList(member(object, '@type'))].filter(
    (type) => typeof type === 'string',
  )
}

/** The items of `@context`, in order: URLs and inline contexts; lists within the list are opened. */
export function contexts(object: JsonObject): unknown[] {
  return asList(member(object, '@context')).flat()
}

/** The URLs among the contexts. */
export function contextUrls(object: JsonObject): string[] {
  return contexts(object).filter((context) => typeof context === 'string')
}

/** Same JSON value; the order of members does not matter, the order in lists does. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameJson(item, b[index]))
    )
  if (!isObject(a) || !isObject(b)) return false
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  )
}

/** A copy with other members; foreign names (`__proto__` too) stay inert. */
export function withMembers(object: JsonObject, changes: JsonObject): JsonObject {
  return { ...object, ...changes }
}

/** A copy without the named members. */
export function withoutMembers(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}
