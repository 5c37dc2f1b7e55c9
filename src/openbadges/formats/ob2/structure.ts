import type { ForeignContexts } from '../../findings/run.js'
import { finding, type Finding } from '../../findings/report.js'
import { canonicalContextUrl } from '../../jsonld/contexts.js'
import { readDate } from '../../text/dates.js'
import {
  asList,
  contexts,
  contextUrls,
  isMissing,
  isObject,
  member,
  objectOf,
} from '../../text/read.js'
import { OB2_CONTEXT } from '../../text/data-model.js'
import type { JsonObject } from '../../types.js'
import { proofWordAmong } from '../proof-words.js'
import { CLASSES, classesOf } from './classes.js'
import { checkMembers, join } from '../rules.js'
import { embedsOpenBadges, expandName, vocabularyOf } from './vocabulary.js'

/** Types of an issuer profile. */
export const ISSUER_TYPES: readonly string[] = ['Profile', 'Issuer']

/** Which class an object is verified as, and where it stands. */
interface Ob2Subject {
  /** Accepted types; the table of the first is used when the object has none of them. */
  expected: readonly string[]
  /** Path from the assertion; empty for the assertion. */
  path: string
  /** Contexts of the document around an embedded object; null when it stands for itself. */
  around: readonly unknown[] | null
}

/**
 * One object of Open Badges 2.0 by the rules of its class, alone: no network, no clock.
 * @param value its members by published names
 * @param original the object as it came, when its own context names them otherwise
 * @returns empty when no rule is broken or bent
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#data-model
 */
export function checkOb2Structure(
  value: JsonObject,
  original: JsonObject = value,
  foreign: ForeignContexts = new Map(),
): Finding[] {
  const classes = classesOf(value)
  const expected = classes.length > 0 ? classes : [...CLASSES.keys()]
  const subject = { expected, path: '', around: null }
  if (classes.length === 0) return classFindings(value, subject)
  return [...checkOb2Object(value, original, subject, foreign), ...checkEmbedded(value, foreign)]
}

const EMBEDDED: readonly [name: string, expected: readonly string[]][] = [
  ['badge', ['BadgeClass']],
  ['issuer', ISSUER_TYPES],
  ['endorsement', ['Endorsement']],
]

function checkEmbedded(
  value: JsonObject,
  foreign: ForeignContexts,
  path = '',
  outer: readonly unknown[] = [],
): Finding[] {
  const around = [...outer, ...contexts(value)]
  return EMBEDDED.flatMap(([name, expected]) =>
    asList(member(value, name)).flatMap((part) => {
      if (!isObject(part)) return []
      const subject = { expected, path: join(path, name), around }
      const found = checkOb2Object(part, part, subject, foreign)
      return [...found, ...checkEmbedded(part, foreign, subject.path, around)]
    }),
  )
}

/**
 * One object of a badge by the rules of its class.
 * @param value its members, read by name
 * @param original the object as it came: contexts and types are read there
 */
export function checkOb2Object(
  value: JsonObject,
  original: JsonObject,
  subject: Ob2Subject,
  foreign: ForeignContexts = new Map(),
): Finding[] {
  const { path } = subject
  const classes = classesOf(value).filter((name) => subject.expected.includes(name))
  const names = classes.length > 0 ? classes : subject.expected.slice(0, 1)
  const tables = new Set(names.map((name) => CLASSES.get(name) ?? []))
  return [
    ...(subject.around ? [] : contextFindings(original, path)),
    ...classFindings(value, subject),
    ...termFindings(original, subject, foreign),
    ...[...tables].flatMap((rules) => checkMembers(value, rules, { path, family: '2.x' })),
    ...listFindings(value, classes, path),
    ...orderFindings(value, path, '2.x'),
  ]
}

/** Whether the version's context is there, named or embedded. */
function contextFindings(value: JsonObject, path: string): Finding[] {
  const named = contextUrls(value).some((url) => canonicalContextUrl(url) === OB2_CONTEXT)
  if (named || embedsOpenBadges(value)) return []
  const found = contexts(value)[0]
  return [finding('context_missing', { path: join(path, '@context'), found })]
}

/** Has it the type of its class? */
function classFindings(value: JsonObject, { expected, path }: Ob2Subject): Finding[] {
  const place = join(path, 'type')
  const all = typesIn(value)
  if (all.length === 0) return [finding('property_missing', { path: place })]
  const fits = classesOf(value).some((name) => expected.includes(name))
  return fits ? [] : [finding('type_wrong', { path: place, found: all })]
}

/** Is every type a URL, or a term of the contexts in scope? Not asked when one of these is not at hand. */
function termFindings(
  value: JsonObject,
  { path, around }: Ob2Subject,
  foreign: ForeignContexts,
): Finding[] {
  const { terms, complete } = vocabularyOf(
    [OB2_CONTEXT, ...(around ?? []), ...contexts(value)],
    foreign,
  )
  if (!complete) return []
  const isUnknown = (type: unknown) => typeof type !== 'string' || expandName(type, terms) === null
  const proofs = ['verification', 'verify'].flatMap((name) => {
    const all = typesIn(objectOf(value, name) ?? {})
    // beside one that says how the object is proven, others may stand that say nothing
    return proofWordAmong(all) === null ? [[`${name}.type`, all.filter(isUnknown)] as const] : []
  })
  return [['type', typesIn(value).filter(isUnknown)] as const, ...proofs].flatMap(([name, all]) =>
    all.map((found) => finding('type_wrong', { path: join(path, name), found })),
  )
}

/** All types as they stand. */
function typesIn(value: JsonObject): unknown[] {
  const all = [...asList(member(value, 'type')), ...asList(member(value, '@type'))]
  return all.filter((type) => !isMissing(type))
}

// an empty list revokes nobody, and is a list all the same
function listFindings(value: JsonObject, classes: readonly string[], path: string): Finding[] {
  if (!classes.includes('RevocationList')) return []
  const list = member(value, 'revokedAssertions')
  const none = list === undefined || list === null || list === ''
  return none ? [finding('property_missing', { path: join(path, 'revokedAssertions') })] : []
}

/** Expiry before issue contradicts itself. */
export function orderFindings(
  value: JsonObject,
  path: string,
  family: '0.5' | '1.x' | '2.x',
): Finding[] {
  const issued = member(value, 'issuedOn') ?? member(value, 'issued_on')
  const from = readDate(asList(issued)[0], family, 'start').iso
  const until = readDate(asList(member(value, 'expires'))[0], family, 'end').iso
  if (from === null || until === null || until >= from) return []
  return [finding('dates_inverted', { path: join(path, 'expires'), values: { a: from, b: until } })]
}
