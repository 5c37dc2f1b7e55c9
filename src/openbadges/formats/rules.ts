import { fewOfEach, finding, type Finding } from '../findings/report.js'
import type { DateFamily } from '../text/dates.js'
import { asList, isAbsent, isMissing, isObject, member, types } from '../text/read.js'
import type { JsonObject } from '../types.js'

/** Where a value stands, by which family of versions it is verified, and whether its class demands it. */
export interface Place {
  path: string
  family: DateFamily
  required: boolean
}

/** What is wrong, or loosely written, with one value of a member. */
export type Kind = (value: unknown, place: Place) => Finding[]

/** One row of a class: a member, its older names, and what it may hold. */
export interface Rule {
  name: string
  aliases: readonly string[]
  kind: Kind
  required: boolean
  many: boolean
  /** Aliases that are as good as the name. */
  equal: boolean
  /** Before 3.0: an array that is one value of its own (texts in several languages). */
  whole: (value: readonly unknown[]) => boolean
  /** Is null or an empty text, where the member is not mandatory, told? `wrong`: it is a value of a wrong form. */
  empty: 'untold' | 'told' | 'wrong'
  /** Class of the nodes it holds, where it holds nodes. */
  holds: (() => NodeClass) | null
  /** The model has a place for it; what has none is kept as it came. */
  mapped: boolean
}

/** A class of a data model. */
export interface NodeClass {
  /** Must be among the types of its nodes; null where they need none. */
  type: string | null
  rules: readonly Rule[]
  /** Rules about several members at once. */
  whole?: (value: JsonObject, path: string) => Finding[]
}

const PLAIN = {
  aliases: [],
  required: false,
  many: false,
  equal: false,
  whole: () => false,
  empty: 'untold',
  holds: null,
  mapped: true,
} as const

/** A member that holds one value. */
export function one(name: string, kind: Kind, ...aliases: string[]): Rule {
  return { ...PLAIN, name, kind, aliases }
}

/** A member that holds one value or an array of values. */
export function many(name: string, kind: Kind, ...aliases: string[]): Rule {
  return { ...one(name, kind, ...aliases), many: true }
}

/** A member that holds one node of a class; the class is named late, for some hold each other. */
export function part(name: string, holds: () => NodeClass): Rule {
  return { ...one(name, (value, place) => checkNode(value, holds(), place)), holds }
}

/** A member that holds nodes of a class. */
export function parts(name: string, holds: () => NodeClass): Rule {
  return { ...part(name, holds), many: true }
}

/** The same member, mandatory. */
export function must(rule: Rule): Rule {
  return { ...rule, required: true }
}

/** The same member; its aliases are as good as its name. */
export function orEqually(rule: Rule): Rule {
  return { ...rule, equal: true }
}

/** The same member; an empty text in it is told. */
export function tellingEmpty(rule: Rule): Rule {
  return { ...rule, empty: 'told' }
}

/** The same member, where null and an empty text are values of a wrong form. */
export function exact(rule: Rule): Rule {
  return { ...rule, empty: 'wrong' }
}

/** The same member; the model has no place for it. */
export function aside(rule: Rule): Rule {
  return { ...rule, mapped: false }
}

/** A nested object of a class that needs no type. */
export function object(rules: readonly Rule[]): Kind {
  return (value, place) =>
    isObject(value) ? checkMembers(value, rules, place) : wrong(place.path, value)
}

/** The one kind for text, the other for everything else. */
export function textOr(text: Kind, other: Kind): Kind {
  return (value, place) => (typeof value === 'string' ? text : other)(value, place)
}

/**
 * A node of 3.0 against the table of its class, at any depth.
 * @returns what `checkMembers` finds, and type_wrong
 * @see https://www.imsglobal.org/spec/ob/v3p0/#datamodels
 */
export function checkNode(value: unknown, { type, rules, whole }: NodeClass, place: Place) {
  const { path } = place
  if (!isObject(value)) return wrong(path, value)
  return [
    ...checkNeededTypes(value, type === null ? [] : [type], path),
    ...checkMembers(value, rules, place),
    ...(whole ? whole(value, path) : []),
  ]
}

/**
 * Every member of an object against the table of its class. In 3.0 one value where a list is meant and a list of one
 * where a single value is meant are read silently (it allows compaction); before, the second is told.
 * @param path of the object; empty for the document itself
 * @returns property_missing, property_many, property_type, property_sloppy, and what the kinds find
 */
export function checkMembers(
  object: JsonObject,
  rules: readonly Rule[],
  { path, family }: Pick<Place, 'path' | 'family'>,
): Finding[] {
  return rules.flatMap((rule) => {
    const name = nameUsed(object, rule)
    const place = { path: join(path, name), family, required: rule.required }
    const value = family === '3.0' ? memberOf(object, name) : member(object, name)
    return [...alias(rule, name, place.path), ...checkMember(value, rule, place)]
  })
}

function nameUsed(object: JsonObject, { name, aliases }: Rule): string {
  if (aliases.length === 0) return name
  return [name, ...aliases].find((n) => !isMissing(member(object, n))) ?? name
}

function alias({ name, equal }: Rule, used: string, path: string): Finding[] {
  return used === name || equal ? [] : sloppy(path, name)
}

/** Own member of a node of 3.0, be it null; `@id` is another name of `id`. */
export function memberOf(value: JsonObject, name: string): unknown {
  const isAlias = name === 'id' && !Object.hasOwn(value, 'id')
  return member(value, isAlias ? '@id' : name)
}

function checkMember(value: unknown, rule: Rule, place: Place): Finding[] {
  if (place.family === '3.0') return checkMemberOf3(value, rule, place)
  const { path } = place
  if (isAbsent(value) && rule.required) return [finding('property_missing', { path })]
  if (isAbsent(value)) return rule.empty === 'told' && value === '' ? rule.kind(value, place) : []
  if (!Array.isArray(value) || rule.whole(value)) return rule.kind(value, place)
  const items = value.map((item: unknown) => (isMissing(item) ? undefined : item))
  if (rule.many) return checkItems(items, place, rule.kind)
  const [first, ...others] = items.filter((item) => item !== undefined)
  if (others.length > 0) return [finding('property_many', { path, found: value })]
  return [...sloppy(path, first), ...rule.kind(first, place)]
}

/** In JSON-LD null is the same as absent. */
function checkMemberOf3(value: unknown, rule: Rule, place: Place): Finding[] {
  const { path } = place
  const kind = rule.empty === 'wrong' ? rule.kind : notEmpty(rule.kind)
  if (rule.required && isMissing(value)) return [finding('property_missing', { path })]
  if (value === undefined) return []
  const isOne = !Array.isArray(value) || (value.length > 1 && isTextInLanguages(value))
  if (isOne) return kind(value, place)
  if (rule.many) return checkItems(value, place, kind)
  const said = rule.empty === 'wrong' ? value : value.filter((item) => !isEmpty(item))
  if (said.length > 1) return [finding('property_many', { path, found: value })]
  return value.flatMap((item) => kind(item, place))
}

/** What forms write where nothing was filled in is only told. */
function notEmpty(kind: Kind): Kind {
  return (value, place) => (isEmpty(value) ? sloppy(place.path, value) : kind(value, place))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === ''
}

/** Each item at its place; `undefined` is none. */
function checkItems(values: readonly unknown[], place: Place, kind: Kind): Finding[] {
  const found = values.flatMap((value, index) =>
    value === undefined
      ? []
      : kind(value, { ...place, path: `${place.path}[${index}]`, required: false }),
  )
  return fewOfEach(found)
}

/** An array that is one text in several languages. */
export function isTextInLanguages(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((v) => isObject(v) && Object.hasOwn(v, '@value'))
}

/** All these types are there, and all that are there are strings. */
export function checkNeededTypes(
  value: JsonObject,
  needed: readonly string[],
  path: string,
): Finding[] {
  const given = member(value, 'type') ?? member(value, '@type')
  const place = join(path, 'type')
  if (isMissing(given))
    return needed.length > 0 ? [finding('property_missing', { path: place })] : []
  if (asList(given).some((item) => typeof item !== 'string')) return wrong(place, given)
  const named = types(value)
  if (needed.every((type) => named.includes(type))) return []
  return [finding('type_wrong', { path: place, found: given })]
}

/** `a.b`, or `b` at the top. */
export function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}

/** A value of a form that its member does not allow. */
export function wrong(path: string, found: unknown): Finding[] {
  return [finding('property_type', { path, found })]
}

/** Read, but loosely written. */
export function sloppy(path: string, found: unknown): Finding[] {
  return [finding('property_sloppy', { path, found })]
}
