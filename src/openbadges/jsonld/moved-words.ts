import { finding, type Finding } from '../findings/report.js'
import { asList, idOf, isObject, member, objectOf, sameJson } from '../text/read.js'
import type { JsonObject } from '../types.js'

/**
 * As linked data, two nodes with one id are one thing, and a signature holds wherever in the badge it is said of it.
 * So what the badge says of itself, its subject, its achievement or its status must stand where it is read, and may
 * not be said of the same id at another place alone.
 * @returns context_redefines for each member that stands elsewhere; id_ambiguous where two parts that are read alike share
 *   an id and differ
 * @see https://www.w3.org/TR/json-ld11/#node-objects
 */
export function movedWords(document: JsonObject): Finding[] {
  const places = readPlaces(document)
  const findings: Finding[] = []
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => visit(item, `${path}[${index}]`))
    if (!isObject(node)) return
    for (const place of places.get(idOf(node) ?? '') ?? [])
      for (const name of movedFrom(place, node))
        findings.push(found(place.siblings.has(node), `${path}.${name}`, node[name]))
    for (const [name, item] of Object.entries(node))
      if (name !== '@context') visit(item, path ? `${path}.${name}` : name)
  }
  if (isNamedTwice(document, places)) visit(document, '')
  return findings
}

/** Nearly no badge does; only those that do are walked with paths. */
function isNamedTwice(document: JsonObject, places: ReadonlyMap<string, unknown>): boolean {
  const seen = new Set<string>()
  const visit = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(visit)
    if (!isObject(node)) return false
    const id = idOf(node)
    if (id !== null && places.has(id) && (seen.has(id) || !seen.add(id))) return true
    for (const name in node) if (name !== '@context' && visit(node[name])) return true
    return false
  }
  return places.size > 0 && visit(document)
}

/** Places of one id that all others are held against: who equals the first of its kind equals the rest. */
const MAX_PLACES = 4

/** Where a thing is read, and which of its members. */
interface ReadPlace {
  node: JsonObject
  /** Others that are read the same way. */
  siblings: ReadonlySet<JsonObject>
  reads: (name: string) => boolean
}

/** Said of things of any class, and read at each of them. */
const SHARED = new Set(['id', 'type', 'name', 'description', 'image', 'endorsement'])
const OF_CREDENTIAL = new Set([
  'issuer',
  'validFrom',
  'validUntil',
  'issuanceDate',
  'expirationDate',
  'awardedDate',
  'credentialSubject',
  'credentialStatus',
  'credentialSchema',
  'refreshService',
  'termsOfUse',
  'evidence',
  'proof',
])
const OF_SUBJECT = new Set([
  'achievement',
  'activityEndDate',
  'activityStartDate',
  'creditsEarned',
  'encodedList',
  'endorsementComment',
  'identifier',
  'licenseNumber',
  'narrative',
  'result',
  'role',
  'source',
  'statusPurpose',
  'term',
])
const OF_ACHIEVEMENT = new Set([
  'achievementType',
  'alignment',
  'creator',
  'creditsAvailable',
  'criteria',
  'fieldOfStudy',
  'humanCode',
  'resultDescription',
  'specialization',
  'tag',
])

/** Things with an id, by it. */
function readPlaces(document: JsonObject): Map<string, ReadPlace[]> {
  const places = new Map<string, ReadPlace[]>()
  const add = (
    node: JsonObject | null,
    reads: ReadPlace['reads'],
    siblings: ReadonlySet<JsonObject> = new Set(),
  ): void => {
    const id = node && idOf(node)
    if (!node || !id) return
    const known = places.get(id) ?? []
    if (known.length < MAX_PLACES) places.set(id, [...known, { node, reads, siblings }])
  }
  const subject = objectOf(document, 'credentialSubject')
  const achievement = subject && objectOf(subject, 'achievement')
  add(document, (name) => OF_CREDENTIAL.has(name))
  add(subject, (name) => OF_SUBJECT.has(name))
  add(achievement, (name) => OF_ACHIEVEMENT.has(name))
  const whole = new Set(wholeNodes(document, subject, achievement))
  for (const node of whole) add(node, (name) => !SHARED.has(name), whole)
  return places
}

/** Parts of which every member counts. */
function wholeNodes(
  document: JsonObject,
  subject: JsonObject | null,
  achievement: JsonObject | null,
): JsonObject[] {
  const lists = [
    member(document, 'credentialStatus'),
    ...['identifier', 'result'].map((name) => subject && member(subject, name)),
    achievement && member(achievement, 'resultDescription'),
  ]
  return lists.flatMap(asList).filter(isObject)
}

/** Members of another node with the same id that the place reads and does not say itself. */
function movedFrom({ node, reads }: ReadPlace, other: JsonObject): string[] {
  if (node === other) return []
  return Object.keys(other).filter((name) => reads(name) && !sameJson(node[name], other[name]))
}

function found(isSibling: boolean, path: string, value: unknown): Finding {
  return finding(isSibling ? 'id_ambiguous' : 'context_redefines', { path, found: value })
}
