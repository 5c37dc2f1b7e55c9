import { isObject, sameJson } from '../formats/read.js'
import type { JsonObject } from '../types.js'

/**
 * Is everything that an expanded document says also said by another one? Lists keep their order in expansion,
 * so each value must be met in turn; what only the other one says does not matter.
 * @param said expanded with the standard's contexts alone: its words are those that people are shown
 * @param within the same document expanded with all of its own contexts
 * @returns null when it is, else the IRI of the first property that is not
 */
export function isWithin(said: unknown[], within: unknown[]): string | null {
  let at = 0
  let lost: string | null = null
  for (const item of said) {
    let found = false
    while (!found && at < within.length) {
      const missing = nodeWithin(item, within[at++])
      found = missing === null
      lost ??= missing
    }
    if (!found) return lost ?? '@value'
    lost = null
  }
  return null
}

function nodeWithin(said: unknown, within: unknown): string | null {
  if (!isObject(said) || !isObject(within)) return sameJson(said, within) ? null : '@value'
  for (const [name, value] of Object.entries(said)) {
    const lost = memberWithin(name, value, within)
    if (lost !== null) return lost
  }
  return null
}

function memberWithin(name: string, said: unknown, node: JsonObject): string | null {
  const within = Object.hasOwn(node, name) ? node[name] : undefined
  if (name === '@type' && Array.isArray(said)) return typesWithin(said, within)
  if (name.startsWith('@') && !Array.isArray(said)) return sameJson(said, within) ? null : name
  // words without a meaning in the standard, such as `prefix:word`, are left to the badge's own contexts
  if (!name.startsWith('@') && !/^https?:/.test(name)) return null
  if (!Array.isArray(said)) return sameJson(said, within) ? null : name
  const lost = isWithin(said, Array.isArray(within) ? within : [])
  return lost?.startsWith('@') ? name : lost
}

function typesWithin(said: unknown[], within: unknown): string | null {
  const own = new Set(Array.isArray(within) ? within : [])
  const words = said.filter((type) => typeof type === 'string' && /^https?:/.test(type))
  const lost = words.find((type) => !own.has(type))
  return lost === undefined ? null : (lost as string)
}
