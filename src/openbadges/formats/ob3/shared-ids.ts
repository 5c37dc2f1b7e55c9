import type { JsonObject } from '../../types.js'
import { finding, type Finding } from '../../verify/report.js'
import { isObject, types } from '../read.js'
import { isBlankNode } from '../values.js'
import { join, memberOf } from './table.js'

/** Things of their own; a subject may well be the same person or organisation as an issuer. */
const THINGS = [
  'Achievement',
  'EndorsementCredential',
  'OpenBadgeCredential',
  'AchievementCredential',
  'Profile',
  'ResultDescription',
  'RubricCriterionLevel',
]

/** The two names of one class. */
const SAME = new Map([['AchievementCredential', 'OpenBadgeCredential']])

/**
 * One id for two things of different classes: as linked data they would be one thing with the members of
 * both.
 * @returns type_wrong at the second of them
 */
export function sharedIdFindings(value: JsonObject): Finding[] {
  const seen = new Map<string, string>()
  const findings: Finding[] = []
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => visit(item, `${path}[${index}]`))
    if (!isObject(node)) return
    const id = memberOf(node, 'id')
    const type = thingOf(node)
    if (typeof id === 'string' && !isBlankNode(id) && type) {
      const known = seen.get(id) ?? type
      seen.set(id, known)
      if (known !== type)
        findings.push(finding('type_wrong', { path: join(path, 'id'), found: id }))
    }
    for (const [name, item] of Object.entries(node))
      if (name !== '@context') visit(item, join(path, name))
  }
  visit(value, '')
  return findings
}

function thingOf(node: JsonObject): string | undefined {
  const named = types(node)
  const type = THINGS.find((thing) => named.includes(thing))
  return SAME.get(type ?? '') ?? type
}
