import { finding, type Finding } from '../../findings/report.js'
import { descriptionOf, nodes } from '../../formats/ob3/parse-achievement.js'
import { asList, idOf, isMissing, member, objectOf, stringOf, text } from '../../text/read.js'
import type { Credential, JsonObject } from '../../types.js'

/**
 * Do the results fit the scale that the achievement itself describes, and reach what it requires?
 * @returns result_unlinked, result_below_required (warnings)
 * @see https://www.imsglobal.org/spec/ob/v3p0/#result
 */
export function checkResults(value: JsonObject): Finding[] {
  const subject = objectOf(value, 'credentialSubject') ?? {}
  const achievement = objectOf(subject, 'achievement') ?? {}
  const results = nodes(subject, 'result')
  const surplus =
    results.length > MAX_RESULTS ? [unlinked('credentialSubject.result', `${results.length}`)] : []
  const told = results.slice(0, MAX_RESULTS).flatMap((result, index) => {
    const path = `credentialSubject.result[${index}]`
    const named = stringOf(result, 'resultDescription')
    if (named === null) return []
    const description = descriptionOf(result, achievement)
    if (!description) return [unlinked(`${path}.resultDescription`, named)]
    return [
      ...scaleFindings(result, description, path),
      ...requiredFindings(result, description, path),
    ]
  })
  return [...told, ...surplus]
}

/** Results held against their scales. */
const MAX_RESULTS = 200

function scaleFindings(result: JsonObject, description: JsonObject, path: string): Finding[] {
  const findings: Finding[] = []
  const value = text(member(result, 'value'))
  if (value !== null && !isOnScale(value, description))
    findings.push(unlinked(`${path}.value`, value))
  const level = stringOf(result, 'achievedLevel')
  if (level !== null && !levelIds(description).includes(level))
    findings.push(unlinked(`${path}.achievedLevel`, level))
  if (stringOf(description, 'resultType') === 'Status' && isMissing(member(result, 'status')))
    findings.push(unlinked(`${path}.status`, 'none'))
  return findings
}

function isOnScale(value: string, description: JsonObject): boolean {
  const allowed = allowedValues(description)
  if (allowed.length > 0) return allowed.includes(value)
  const [number, min, max] = [value, ...limits(description)].map(toNumber)
  if (number == null) return true
  return (min == null || number >= min) && (max == null || number <= max)
}

function requiredFindings(result: JsonObject, description: JsonObject, path: string): Finding[] {
  const isBelow =
    isBelowValue(text(member(result, 'value')), description) ||
    isBelowLevel(stringOf(result, 'achievedLevel'), description)
  return isBelow ? [finding('result_below_required', { path })] : []
}

/** Allowed values are listed from the lowest to the highest. */
function isBelowValue(value: string | null, description: JsonObject): boolean {
  const required = text(member(description, 'requiredValue'))
  if (value === null || required === null) return false
  const allowed = allowedValues(description)
  if (allowed.includes(required))
    return allowed.includes(value) && allowed.indexOf(value) < allowed.indexOf(required)
  const [number, least] = [toNumber(value), toNumber(required)]
  return number !== null && least !== null && number < least
}

/** Levels are compared by their points; without points only the required level itself is sure to reach it. */
function isBelowLevel(level: string | null, description: JsonObject): boolean {
  const required = stringOf(description, 'requiredLevel')
  if (level === null || required === null || level === required) return false
  const [points, least] = [level, required].map((id) => pointsOf(id, description))
  return points != null && least != null && points < least
}

function pointsOf(id: string, description: JsonObject): number | null {
  const level = nodes(description, 'rubricCriterionLevel').find((one) => idOf(one) === id)
  return level ? toNumber(text(member(level, 'points'))) : null
}

function allowedValues(description: JsonObject): (string | null)[] {
  return asList(member(description, 'allowedValue')).map(text)
}

function limits(description: JsonObject): (string | null)[] {
  return ['valueMin', 'valueMax'].map((name) => text(member(description, name)))
}

function levelIds(description: JsonObject): (string | null)[] {
  return nodes(description, 'rubricCriterionLevel').map(idOf)
}

function toNumber(value: string | null | undefined): number | null {
  const number = value?.trim().replace(/(?<!\s)\s*%$/, '') ?? ''
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(number) ? Number(number.replace(',', '.')) : null
}

function unlinked(path: string, found: string): Finding {
  return finding('result_unlinked', { path, found })
}

/** Notes of one kind in a report. */
const MAX_NOTES = 20
/** Addresses that run or show something when followed. */
const UNSAFE = /^(javascript|vbscript|data|file|blob|filesystem|about):/i

/** What reading the badge for people brings up: unsafe evidence links, members the model has no place for. */
export function readingFindings({ evidence, extra }: Credential): Finding[] {
  const unsafe = evidence.flatMap(({ id }, i) =>
    id !== null && UNSAFE.test(id.trim())
      ? [finding('evidence_unsafe', { path: `evidence[${i}]`, found: id })]
      : [],
  )
  const notes = extra
    .slice(0, MAX_NOTES)
    .map(({ path, value }) => finding('property_unknown', { path, found: value }))
  return [...unsafe, ...notes]
}
