import { asList, isObject, withoutMembers } from '../../src/openbadges/text/read.js'
import type { JsonObject } from '../../src/openbadges/types.js'
import { nodeAt, replaced, withNode } from './places.js'
import { falseValue } from './rewrite-contexts.js'
import { reword } from './rewrite-words.js'
import {
  type Rewriting,
  type Setting,
  someKeyword,
  someNode,
  withKeywords,
  withTerms,
} from './setting.js'
import { expandMember } from './statements.js'

/** Proofs that prove nothing, beside the one that does. */
const furtherProofs: Rewriting = ({ badge, draw }) => {
  const proofs = asList(badge['proof']).filter(isObject)
  const [first] = proofs
  if (!first) return null
  const broken: unknown[] = [
    first,
    { ...first, proofValue: `${String(first['proofValue']).slice(0, -4)}1111` },
    { ...first, proofPurpose: 'authentication' },
    { ...first, created: '2020-01-01T00:00:00Z' },
    { ...first, expires: '2020-01-01T00:00:00Z' },
    { ...first, id: 'urn:proof:2', previousProof: 'urn:proof:1' },
    { ...first, type: 'UnheardOfProof' },
    { ...first, verificationMethod: 'https://evil.example/key' },
    {},
    'proof',
    null,
  ]
  const proof = draw.shuffled([...proofs, draw.of(broken)])
  return { ...badge, proof: draw.maybe(0.3) ? [proof] : proof }
}

/** The proofs under another word, in a graph, a list, a set, or in a place that is not theirs. */
const proofPlace: Rewriting = (setting) => {
  const { badge, draw } = setting
  const { proof, ...rest } = badge
  const { word, terms } = someKeyword(setting, draw.of(['@graph', '@set', '@list', '@nest']))
  const iri = 'https://w3id.org/security#proof'
  const forms: JsonObject[] = [
    { ...rest, proof: asList(proof) },
    { ...rest, proof: asList(proof)[0] },
    { ...rest, proof: { [word]: proof } },
    { ...rest, [iri]: { '@graph': proof } },
    { ...rest, proof, [iri]: { '@graph': [falseValue(setting, asList(proof)[0])] } },
    { ...rest, [word]: { proof } },
    {
      ...rest,
      proof: { ...(asList(proof)[0] as JsonObject), [word]: { domain: 'school.example' } },
    },
  ]
  return withKeywords(setting, draw.of(forms), [], { word, terms })
}

/** A context in the proof: the badge's own, one of the suite, one that gives its words another meaning. */
const proofContext: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(
    setting,
    (node, at) => at[0] === 'proof' && Object.hasOwn(node, 'proofValue'),
  )
  if (!path) return null
  const names = Object.keys(nodeAt(badge, path))
  const contexts: unknown[] = [
    badge['@context'],
    'https://w3id.org/security/data-integrity/v2',
    'https://w3id.org/security/suites/ed25519-2020/v1',
    { [draw.of(names)]: null },
    { [draw.of(names)]: 'urn:school:word' },
    {},
    null,
  ]
  return withNode(badge, path, (node) => ({ ...node, '@context': draw.of(contexts) }))
}

/** What the proof says under another word, at times with something false under its own. */
const proofWords: Rewriting = async (setting) => {
  const { badge, contexts, draw } = setting
  const path = someNode(
    setting,
    (node, at) => at[0] === 'proof' && Object.hasOwn(node, 'proofValue'),
  )
  if (!path) return null
  const names = Object.keys(nodeAt(badge, path)).filter((one) => !UNSAID.has(one))
  const name = draw.of(names)
  const expanded = await expandMember(badge, { path, name }, contexts)
  if (!expanded) return null
  const value = nodeAt(badge, path)[name]
  const { members, terms } = reword(setting, expanded, value)
  const lie = { [name]: falseValue(setting, value) }
  const isDecoy = draw.maybe(0.5)
  const changed = withNode(badge, path, (node) =>
    isDecoy ? replaced(node, name, { ...members, ...lie }) : replaced(node, name, members),
  )
  const meanings = { ...terms, ...(isDecoy && { [name]: null }) }
  return Object.keys(meanings).length > 0 ? withTerms(setting, changed, path, meanings) : changed
}

const UNSAID = new Set(['type', 'proofValue', '@context', 'id'])

/** Further members of a proof, which its signature would cover if anything did. */
const proofMembers: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(
    setting,
    (node, at) => at[0] === 'proof' && Object.hasOwn(node, 'proofValue'),
  )
  if (!path) return null
  const further: JsonObject[] = [
    { challenge: null },
    { expires: null },
    { domain: [] },
    { jws: 'a..b' },
    { id: '_:p' },
    { remark: 'further' },
    { 'https://w3id.org/security#proofValue': 'z111' },
    { '@included': { id: 'urn:a:b' } },
  ]
  return withNode(badge, path, (node) => ({ ...node, ...draw.of(further) }))
}

const INHERITED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']

/** Members that every object inherits, in the badge or in a context: with a context, with lies, with what is real. */
const inheritedNames: Rewriting = (setting) => {
  const { badge, draw } = setting
  const path = someNode(setting)!
  const node = nodeAt(badge, path)
  const names = Object.keys(node).filter((one) => one !== '@context')
  if (names.length === 0) return null
  const name = draw.of(names)
  const lie = { [name]: falseValue(setting, node[name]) }
  const word = draw.maybe(0.6) ? '__proto__' : draw.of(INHERITED)
  const context = { '@context': { [name]: null, [word]: null } }
  const values: unknown[] = [
    lie,
    context,
    { ...context, ...lie },
    'text',
    null,
    [],
    { [name]: node[name] },
  ]
  const rest = draw.maybe(0.3) ? withoutMembers(node, [name]) : node
  const meaning = draw.of<unknown>([null, '@nest', '@index', 'urn:a:b', undefined, undefined])
  const changed = withNode(badge, path, () => withOwn(rest, word, draw.of(values)))
  return meaning === undefined
    ? changed
    : withTerms(setting, changed, path, withOwn({}, word, meaning))
}

/** A member of any name, never the prototype. */
function withOwn(object: JsonObject, name: string, value: unknown): JsonObject {
  return Object.fromEntries([...Object.entries(object), [name, value]])
}

export const PROOF_REWRITINGS: Record<string, Rewriting> = {
  'further proofs': furtherProofs,
  'place of the proof': proofPlace,
  'context of the proof': proofContext,
  'words of the proof': proofWords,
  'members of the proof': proofMembers,
  'inherited names': inheritedNames,
}

export type { Setting }
