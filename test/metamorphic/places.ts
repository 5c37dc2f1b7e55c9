import { isObject } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'

export type Step = string | number
export type Path = readonly Step[]

/** One member of one object of a document. */
export interface Place {
  /** Of the object. */
  path: Path
  name: string
}

/** Paths of all objects outside contexts, from the outside in. */
export function nodePaths(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => nodePaths(item, [...path, index]))
  if (!isObject(value)) return []
  const inner = Object.entries(value).flatMap(([name, item]) =>
    name === '@context' ? [] : nodePaths(item, [...path, name]),
  )
  return [path, ...inner]
}

/** All members outside contexts. */
export function placesOf(document: JsonObject): Place[] {
  return nodePaths(document).flatMap((path) =>
    Object.keys(nodeAt(document, path))
      .filter((name) => name !== '@context')
      .map((name) => ({ path, name })),
  )
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (at as JsonObject)[step], value)
}

/** The object there. */
export function nodeAt(document: JsonObject, path: Path): JsonObject {
  return valueAt(document, path) as JsonObject
}

/** A copy with another value there. */
export function withValue<T>(value: T, path: Path, put: unknown): T {
  const [step, ...rest] = path
  if (step === undefined) return put as T
  if (Array.isArray(value))
    return value.map((item: unknown, index) =>
      index === step ? withValue(item, rest, put) : item,
    ) as T
  const node = value as JsonObject
  return { ...node, [step]: withValue(node[step], rest, put) } as T
}

/** A copy whose object there is another one. */
export function withNode(
  document: JsonObject,
  path: Path,
  change: (node: JsonObject) => JsonObject,
): JsonObject {
  return withValue(document, path, change(nodeAt(document, path)))
}

/** The object with these members in the place of one; other members of these names give way. */
export function replaced(node: JsonObject, name: string, members: JsonObject): JsonObject {
  const others = Object.entries(node).filter(
    ([one]) => one === name || !Object.hasOwn(members, one),
  )
  return Object.fromEntries(
    others.flatMap(([one, value]) => (one === name ? Object.entries(members) : [[one, value]])),
  )
}

/** The path without its last step, and that step. */
export function parted(path: Path): { above: Path; last: Step } {
  return { above: path.slice(0, -1), last: path.at(-1)! }
}
