import type { JsonObject, Result } from '../../types.js'
import { idOf, member } from '../read.js'
import { textOf } from '../ob2/parse-parts.js'
import { levelName, nodes } from './parse-achievement.js'

/** Results, each with the words of the description it answers. @see https://www.imsglobal.org/spec/ob/v3p0/#result */
export function resultsOf(subject: JsonObject, achievement: JsonObject): Result[] {
  return nodes(subject, 'result').map((result) => {
    const description = descriptionOf(result, achievement)
    return {
      name: description && textOf(description, 'name'),
      value: textOf(result, 'value'),
      status: textOf(result, 'status'),
      achievedLevel: levelName(description ?? {}, idOf(member(result, 'achievedLevel'))),
    }
  })
}

/** The description that a result names; null when the achievement has none of that id. */
export function descriptionOf(result: JsonObject, achievement: JsonObject): JsonObject | null {
  const id = idOf(member(result, 'resultDescription'))
  if (id === null) return null
  return descriptionsOf(achievement).get(id) ?? null
}

/** By id, the first of each; made once, however many results ask. */
function descriptionsOf(achievement: JsonObject): ReadonlyMap<string | null, JsonObject> {
  const known = descriptions.get(achievement)
  if (known) return known
  const all = nodes(achievement, 'resultDescription').reverse()
  const made = new Map(all.map((one) => [idOf(one), one]))
  descriptions.set(achievement, made)
  return made
}

const descriptions = new WeakMap<JsonObject, ReadonlyMap<string | null, JsonObject>>()
