import { asList, idOf, isObject, member, numberOf, objectOf, stringOf } from '../../text/read.js'
import type {
  Achievement,
  Alignment,
  JsonObject,
  RelatedVersion,
  Result,
  ResultDescription,
} from '../../types.js'
import { criteriaOf, imageOf, tagsOf, textOf } from '../parts.js'
import { organisationOf } from './parse.js'

/** What was achieved. @see https://www.imsglobal.org/spec/ob/v3p0/#achievement */
export function achievementOf(achievement: JsonObject): Achievement {
  const creator = objectOf(achievement, 'creator')
  return {
    id: idOf(achievement),
    name: textOf(achievement, 'name'),
    description: textOf(achievement, 'description'),
    achievementType: textOf(achievement, 'achievementType'),
    image: imageOf(member(achievement, 'image'), null),
    criteria: criteriaOf(member(achievement, 'criteria'), null),
    tags: tagsOf(member(achievement, 'tag')),
    alignments: nodes(achievement, 'alignment').map(alignmentOf),
    creator: creator && organisationOf(creator),
    version: textOf(achievement, 'version'),
    language: textOf(achievement, 'inLanguage'),
    related: nodes(achievement, 'related').flatMap(relatedOf),
    resultDescriptions: nodes(achievement, 'resultDescription').map(resultDescriptionOf),
    creditsAvailable: numberOf(achievement, 'creditsAvailable'),
    fieldOfStudy: textOf(achievement, 'fieldOfStudy'),
    specialization: textOf(achievement, 'specialization'),
    humanCode: textOf(achievement, 'humanCode'),
  }
}

/** The objects of a member that holds one or many. */
export function nodes(object: JsonObject, name: string): JsonObject[] {
  return asList(member(object, name)).filter(isObject)
}

function alignmentOf(alignment: JsonObject): Alignment {
  return {
    targetName: textOf(alignment, 'targetName'),
    targetUrl: textOf(alignment, 'targetUrl'),
    targetDescription: textOf(alignment, 'targetDescription'),
    targetFramework: textOf(alignment, 'targetFramework'),
    targetCode: textOf(alignment, 'targetCode'),
  }
}

function relatedOf(related: JsonObject): RelatedVersion[] {
  const id = idOf(related)
  return id === null ? [] : [{ id, language: stringOf(related, 'inLanguage') }]
}

/** Where a level must be reached its name is shown, not its id. */
function resultDescriptionOf(description: JsonObject): ResultDescription {
  return {
    id: idOf(description),
    name: textOf(description, 'name'),
    resultType: textOf(description, 'resultType'),
    requiredValue:
      textOf(description, 'requiredValue') ??
      levelName(description, stringOf(description, 'requiredLevel')),
  }
}

/** Name of the level with this id; the id where nothing describes it. */
function levelName(description: JsonObject, id: string | null): string | null {
  if (id === null) return null
  const level = nodes(description, 'rubricCriterionLevel').find((one) => idOf(one) === id)
  return (level && textOf(level, 'name')) ?? id
}

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
