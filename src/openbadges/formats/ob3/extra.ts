import { asList, contexts, isObject, member, withoutMembers } from '../../text/read.js'
import type { ExtraMember, JsonObject } from '../../types.js'
import { expandName, vocabularyOf } from '../ob2/vocabulary.js'
import { badgeRules } from './structure.js'
import { join, type Rule } from '../rules.js'

/** Read by name wherever they stand. */
const EVERYWHERE = new Set(['@context', 'id', '@id', 'type', '@type'])

/** What checks of their own read and tell. */
const READ_BY_CHECKS = ['proof', 'credentialStatus']

/** How a member is called in its path. */
type Label = (name: string) => string

/**
 * Members of a badge that the model has no place for, as they came, by path.
 * @param signsStatements then a word that the badge defines itself is called by its IRI, for that is what was signed,
 *   and not the word
 */
export function extraMembers(value: JsonObject, signsStatements: boolean): ExtraMember[] {
  const { terms } = vocabularyOf(signsStatements ? contexts(value).filter(isObject) : [])
  const label = (name: string) => (terms.has(name) ? (expandName(name, terms) ?? name) : name)
  return ofNode(withoutMembers(value, READ_BY_CHECKS), badgeRules(value), '', label)
}

function ofNode(
  node: JsonObject,
  rules: readonly Rule[],
  path: string,
  label: Label,
): ExtraMember[] {
  return Object.entries(node).flatMap(([name, value]) => {
    if (EVERYWHERE.has(name)) return []
    const rule = rules.find((one) => one.name === name)
    const place = join(path, rule ? name : label(name))
    return rule?.mapped ? ofMember(node, rule, place, label) : [{ path: place, value }]
  })
}

function ofMember(
  node: JsonObject,
  { name, holds }: Rule,
  path: string,
  label: Label,
): ExtraMember[] {
  if (!holds) return []
  const value = member(node, name)
  return asList(value).flatMap((item, index) => {
    const place = Array.isArray(value) ? `${path}[${index}]` : path
    return isObject(item) ? ofNode(item, holds().rules, place, label) : []
  })
}
