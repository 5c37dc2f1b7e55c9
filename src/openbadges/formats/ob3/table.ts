import { fewOfEach, finding, type Finding } from '../../findings/report.js'
import { asList, isMissing, isObject, member, types } from '../../text/read.js'
import type { JsonObject } from '../../types.js'

/** What is wrong, or loosely written, with one value. */
export type Kind = (value: unknown, path: string) => Finding[]

/** One row of a class: a member and what it may hold. */
export interface Rule {
  name: string
  kind: Kind
  required: boolean
  many: boolean
  /** Class of the nodes it holds, where it holds nodes. */
  holds: (() => NodeClass) | null
  /** The model has a place for it; what has none is kept as it came. */
  mapped: boolean
  /** Do null and an empty text count as absent? Never where the member is mandatory. */
  mayBeEmpty: boolean
}

/** A class of the data model; `type` must be among the types of its nodes, null where they need none. */
export interface NodeClass {
  type: string | null
  rules: readonly Rule[]
  /** Rules about several members at once. */
  whole?: (value: JsonObject, path: string) => Finding[]
}

const PLAIN = { required: false, many: false, holds: null, mapped: true, mayBeEmpty: true }

/** A member that holds one value. */
export function one(name: string, kind: Kind): Rule {
  return { name, kind, ...PLAIN }
}

/** A member that holds one value or an array of values. */
export function many(name: string, kind: Kind): Rule {
  return { name, kind, ...PLAIN, many: true }
}

/** A member that holds one node of a class; the class is named late, for some hold each other. */
export function part(name: string, holds: () => NodeClass): Rule {
  return { name, kind: node(holds), ...PLAIN, holds }
}

/** A member that holds nodes of a class. */
export function parts(name: string, holds: () => NodeClass): Rule {
  return { ...part(name, holds), many: true }
}

/** The same member, mandatory. */
export function must(rule: Rule): Rule {
  return { ...rule, required: true }
}

/** The same member; the model has no place for it. */
export function aside(rule: Rule): Rule {
  return { ...rule, mapped: false }
}

/** The same member, where null and an empty text are values of a wrong form. */
export function exact(rule: Rule): Rule {
  return { ...rule, mayBeEmpty: false }
}

/**
 * A node against the table of its class, at any depth. One value where a list is meant and a list of one
 * where a single value is meant are read silently (3.0 allows compaction). In JSON-LD null is the same as absent.
 * @returns property_missing, property_many, property_type, property_sloppy, type_wrong, and what the kinds find
 * @see https://www.imsglobal.org/spec/ob/v3p0/#datamodels
 */
export function checkNode(value: unknown, { type, rules, whole }: NodeClass, path: string) {
  if (!isObject(value)) return wrong(path, value)
  const findings = [...checkTypes(value, type, path), ...checkMembers(value, rules, path)]
  return whole ? [...findings, ...whole(value, path)] : findings
}

/** Every member of a node against its row. */
export function checkMembers(value: JsonObject, rules: readonly Rule[], path: string): Finding[] {
  return rules.flatMap((rule) =>
    checkMember(memberOf(value, rule.name), rule, join(path, rule.name)),
  )
}

/** Own member, be it null; `@id` is another name of `id`. */
export function memberOf(value: JsonObject, name: string): unknown {
  const isAlias = name === 'id' && !Object.hasOwn(value, 'id')
  return member(value, isAlias ? '@id' : name)
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

/** The mandatory type is there, and all are strings. */
export function checkTypes(value: JsonObject, type: string | null, path: string): Finding[] {
  const given = member(value, 'type') ?? member(value, '@type')
  const place = join(path, 'type')
  if (isMissing(given)) return type ? [finding('property_missing', { path: place })] : []
  if (asList(given).some((item) => typeof item !== 'string')) return wrong(place, given)
  if (type === null || types(value).includes(type)) return []
  return [finding('type_wrong', { path: place, found: given })]
}

function node(holds: () => NodeClass): Kind {
  return (value, path) => checkNode(value, holds(), path)
}

function checkMember(value: unknown, rule: Rule, path: string): Finding[] {
  if (rule.required && isMissing(value)) return [finding('property_missing', { path })]
  if (value === undefined) return []
  if (!Array.isArray(value) || isTextInLanguages(value)) return checkItem(value, rule, path)
  if (rule.many)
    return fewOfEach(value.flatMap((item, index) => checkItem(item, rule, `${path}[${index}]`)))
  const said = rule.mayBeEmpty ? value.filter((item) => !isEmpty(item)) : value
  if (said.length > 1) return [finding('property_many', { path, found: value })]
  return value.flatMap((item) => checkItem(item, rule, path))
}

function checkItem(value: unknown, { kind, mayBeEmpty }: Rule, path: string): Finding[] {
  return mayBeEmpty && isEmpty(value) ? sloppy(path, value) : kind(value, path)
}

/** What forms write where nothing was filled in. */
function isEmpty(value: unknown): boolean {
  return value === null || value === ''
}

/** An array that is one text in several languages. */
function isTextInLanguages(values: readonly unknown[]): boolean {
  return values.length > 1 && values.every((v) => isObject(v) && Object.hasOwn(v, '@value'))
}
