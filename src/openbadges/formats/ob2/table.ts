import { fewOfEach, finding, type Finding } from '../../findings/report.js'
import { isAbsent, isMissing, isObject, member } from '../../text/read.js'
import type { JsonObject } from '../../types.js'

/** The family of versions whose forms of dates and values count (verification.md 2.8). */
export type Family = '0.5' | '1.x' | '2.x'

/** Where a value stands, and whether its class demands it. */
export interface Place {
  path: string
  family: Family
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
  /** An empty text is told, though it counts as absent. */
  tellsEmpty: boolean
  /** An array here is one value of its own (texts in several languages). */
  whole: (value: readonly unknown[]) => boolean
}

const PLAIN = { required: false, many: false, equal: false, tellsEmpty: false, whole: () => false }

/** A member that holds one value. */
export function one(name: string, kind: Kind, ...aliases: string[]): Rule {
  return { name, aliases, kind, ...PLAIN }
}

/** A member that holds one value or an array of values. */
export function many(name: string, kind: Kind, ...aliases: string[]): Rule {
  return { name, aliases, kind, ...PLAIN, many: true }
}

/** The same member, mandatory. */
export function must(rule: Rule): Rule {
  return { ...rule, required: true }
}

/** The same member; an empty text in it is told. */
export function tellingEmpty(rule: Rule): Rule {
  return { ...rule, tellsEmpty: true }
}

/** The same member; its aliases are as good as its name. */
export function orEqually(rule: Rule): Rule {
  return { ...rule, equal: true }
}

/**
 * Every member of an object against the table of its class.
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
    return [...alias(rule, name, place.path), ...checkMember(member(object, name), rule, place)]
  })
}

/** `a.b`, or `b` at the top. */
export function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}

function nameUsed(object: JsonObject, { name, aliases }: Rule): string {
  return [name, ...aliases].find((n) => !isMissing(member(object, n))) ?? name
}

function alias({ name, equal }: Rule, used: string, path: string): Finding[] {
  return used === name || equal ? [] : [finding('property_sloppy', { path, found: name })]
}

function checkMember(value: unknown, rule: Rule, place: Place): Finding[] {
  const { path } = place
  if (isAbsent(value) && rule.required) return [finding('property_missing', { path })]
  if (isAbsent(value)) return rule.tellsEmpty && value === '' ? rule.kind(value, place) : []
  if (!Array.isArray(value) || rule.whole(value)) return rule.kind(value, place)
  if (rule.many) return checkItems(value, rule.kind, place)
  const [first, ...others] = value.filter((item) => !isMissing(item)) as unknown[]
  if (others.length > 0) return [finding('property_many', { path, found: value })]
  const sloppy = finding('property_sloppy', { path, found: first })
  return [sloppy, ...rule.kind(first, place)]
}

function checkItems(values: readonly unknown[], kind: Kind, place: Place): Finding[] {
  return fewOfEach(
    values.flatMap((value, i) =>
      isMissing(value)
        ? []
        : kind(value, { ...place, path: `${place.path}[${i}]`, required: false }),
    ),
  )
}

/** A nested object of a class. */
export function object(rules: readonly Rule[]): Kind {
  return (value, { path, family }) =>
    isObject(value)
      ? checkMembers(value, rules, { path, family })
      : [finding('property_type', { path, found: value })]
}

/** The one kind for text, the other for objects. */
export function textOr(text: Kind, other: Kind): Kind {
  return (value, place) => (typeof value === 'string' ? text : other)(value, place)
}
