import type { ExtraMember, JsonObject } from '../../types.js'
import { asList, isObject, member } from '../read.js'
import { badgeRules } from './structure.js'
import { join, type Rule } from './table.js'

/** Read by name wherever they stand. */
const EVERYWHERE = new Set(['@context', 'id', '@id', 'type', '@type'])

/** Members of a badge that the model has no place for, as they came, by path. */
export function extraMembers(value: JsonObject): ExtraMember[] {
  return ofNode(value, badgeRules(value), '').filter(({ path }) => path !== 'proof')
}

function ofNode(node: JsonObject, rules: readonly Rule[], path: string): ExtraMember[] {
  return Object.entries(node).flatMap(([name, value]) => {
    if (EVERYWHERE.has(name)) return []
    const rule = rules.find((one) => one.name === name)
    const place = join(path, name)
    return rule?.mapped ? ofMember(node, rule, place) : [{ path: place, value }]
  })
}

function ofMember(node: JsonObject, { name, holds }: Rule, path: string): ExtraMember[] {
  if (!holds) return []
  const value = member(node, name)
  return asList(value).flatMap((item, index) => {
    const place = Array.isArray(value) ? `${path}[${index}]` : path
    return isObject(item) ? ofNode(item, holds().rules, place) : []
  })
}
