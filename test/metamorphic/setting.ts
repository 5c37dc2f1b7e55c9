import { asList, isObject, member } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import type { Draw } from './draw.js'
import { nodeAt, nodePaths, type Path, type Place, placesOf, withNode } from './places.js'
import type { Contexts } from './statements.js'

/** A badge to be rewritten, and the choices to make. */
export interface Setting {
  badge: JsonObject
  contexts: Contexts
  draw: Draw
}

/** Another text of the badge; null where this badge has no place for it. */
export type Rewriting = (setting: Setting) => Promise<JsonObject | null> | JsonObject | null

/** Members that name and type a node, under any of their names. */
export const NAMING = new Set(['id', '@id', 'type', '@type', '@value', '@language'])

/** A place in the badge that fits. */
export function somePlace(
  { badge, draw }: Setting,
  fits: (value: unknown, place: Place) => boolean,
): Place | null {
  const places = placesOf(badge).filter((place) =>
    fits(nodeAt(badge, place.path)[place.name], place),
  )
  const decisive = places.filter(({ path, name }) => isDecisive([...path, name]))
  return mostly(draw, decisive, places)
}

/** Where the dates, status, earner, result and title stand: half of all rewritings try these few places. */
const DECISIVE =
  /^(validUntil|validFrom|expirationDate|issuanceDate|issuer|credentialSubject|credentialSubject\.achievement\.name|(credentialStatus|credentialSubject\.(identifier|result))(\.\d+)?(\.\w+)?)$/

const isDecisive = (path: Path) => DECISIVE.test(path.join('.'))

/** One of the first list in half of the cases, if there is any. */
function mostly<T>(draw: Draw, first: readonly T[], all: readonly T[]): T | null {
  const list = first.length > 0 && draw.maybe(0.5) ? first : all
  return list.length > 0 ? draw.of(list) : null
}

/** A member that says something: no id, no type, not the proof as a whole. */
export function someStatement(setting: Setting, fits: (value: unknown) => boolean = () => true) {
  return somePlace(
    setting,
    (value, { path, name }) =>
      !NAMING.has(name) && !isSignature(path, name) && value !== null && fits(value),
  )
}

/** What a proof is made of, and never covers. */
function isSignature(path: Path, name: string): boolean {
  return name === 'proofValue' || (path.length === 0 && name === 'proof')
}

/** A node that fits. */
export function someNode(
  { badge, draw }: Setting,
  fits: (node: JsonObject, path: Path) => boolean = () => true,
): Path | null {
  const paths = nodePaths(badge).filter((path) => fits(nodeAt(badge, path), path))
  return mostly(
    draw,
    paths.filter((path) => path.length === 0 || isDecisive(path)),
    paths,
  )
}

const ORDINARY = ['remark', 'further', 't', 'school:word', 'expires', 'revoked', 'title', 'Word']
const INHERITED = ['constructor', 'prototype', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']

/** A name for a further term that no published context has; now and then one that every object inherits. */
export function freshName({ draw }: Setting): string {
  return draw.maybe(0.9) ? `${draw.of(ORDINARY)}${draw.below(90)}` : draw.of(INHERITED)
}

/** The badge with terms defined where they hold for this node: at the top, at the node, or between. */
export function withTerms(
  { draw }: Pick<Setting, 'draw'>,
  badge: JsonObject,
  path: Path,
  terms: JsonObject,
): JsonObject {
  const inline = { ...(draw.maybe(0.1) && { '@version': 1.1 }), ...terms }
  const holders = nodePaths(badge).filter(
    (one) => one.length <= path.length && one.every((step, index) => step === path[index]),
  )
  const at = draw.maybe(0.6) || path[0] === 'proof' ? [] : draw.of(holders)
  return withNode(badge, at, (node) => ({
    ...node,
    '@context': withInline(draw, member(node, '@context'), inline),
  }))
}

/** Mostly behind the others, where an honest issuer's stands; only there does it see their terms. */
function withInline(draw: Draw, context: unknown, inline: JsonObject): unknown {
  if (context === undefined) return draw.maybe(0.5) ? inline : [inline]
  const listed = asList(context)
  const at = draw.maybe(0.75) ? listed.length : draw.below(listed.length + 1)
  const known = listed[at - 1]
  if (isObject(known) && draw.maybe(0.5)) return listed.with(at - 1, { ...known, ...inline })
  return listed.toSpliced(at, 0, inline)
}

/** A keyword as it is, or under a name of its own. */
export interface Keyword {
  word: string
  /** What defines the name. */
  terms: JsonObject | null
}

export function someKeyword(setting: Setting, keyword: string): Keyword {
  if (setting.draw.maybe(0.4)) return { word: keyword, terms: null }
  const word = freshName(setting)
  const definition = setting.draw.maybe(0.7) ? keyword : { '@id': keyword }
  return { word, terms: { [word]: definition } }
}

/** The badge with the terms of these keywords, if they need any. */
export function withKeywords(
  setting: Setting,
  badge: JsonObject,
  path: Path,
  ...keywords: Keyword[]
): JsonObject {
  const terms = Object.assign({}, ...keywords.map((one) => one.terms)) as JsonObject
  return Object.keys(terms).length > 0 ? withTerms(setting, badge, path, terms) : badge
}
