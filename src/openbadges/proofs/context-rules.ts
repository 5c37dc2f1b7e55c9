import { contexts, isObject, member, sameJson, types, withMembers } from '../formats/read.js'
import type { JsonObject } from '../types.js'
import { finding, type Finding } from '../verify/report.js'
import type { Run } from '../verify/run.js'
import { isWithin } from './expanded.js'
import { bundledContext, canonicalContextUrl } from './contexts.js'
import { expand } from './jsonld.js'

const VC_CONTEXT = /^https:\/\/www\.w3\.org\/(2018\/credentials\/v1|ns\/credentials\/v2)$/
const OB3_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.0\.\d)?\.json$/

/** Published contexts that leave the words of a badge alone, in whatever company. */
const HARMLESS =
  /^https:\/\/(www\.w3\.org\/ns\/credentials\/status\/v1|w3id\.org\/(security\/(data-integrity|multikey|suites)\/.*|vc\/status-list\/2021\/v1)|purl\.imsglobal\.org\/spec\/ob\/v3p0\/extensions\.json)$/

/** Keywords that a badge may write out; their aliases `id` and `type` are the rule. */
const KEYWORDS = new Set(['@context', '@language', '@value', '@direction', '@type', '@id'])

/**
 * Do the words of the credential mean what the standard says? A signature covers what words mean under the
 * badge's own contexts, while people are shown what they say.
 * @returns context_redefines, context_unknown, property_type (keywords that no badge needs)
 * @see https://www.w3.org/TR/json-ld11/#protected-term-definitions
 */
export async function contextFindings(value: JsonObject, run: Run): Promise<Finding[]> {
  const findings = keywordFindings(value)
  const listed = contexts(value)
  const standard = listed.filter(isVocabulary)
  if (listed.every(isHarmless) && standard.length <= 2) return findings
  const [own, plain] = await Promise.all([
    expand(value, run),
    expand(withMembers(value, { '@context': standard }), run),
  ])
  const problem = own.problem ?? plain.problem
  // other troubles of JSON-LD are told by the proof that stumbles over them, and mean nothing to a token
  if (problem) return problem.code.startsWith('context_') ? [...findings, problem] : findings
  const lost = isWithin(plain.value ?? [], own.value ?? [])
  return lost === null ? findings : [...findings, redefined(lost)]
}

function isHarmless(context: unknown): boolean {
  if (typeof context !== 'string' || !bundledContext(context)) return false
  return isVocabulary(context) || HARMLESS.test(context)
}

function isVocabulary(context: unknown): boolean {
  if (typeof context !== 'string') return false
  return VC_CONTEXT.test(context) || OB3_CONTEXT.test(canonicalContextUrl(context))
}

function redefined(iri: string): Finding {
  const word = iri.split(/[#/]/).at(-1) || iri
  return finding('context_redefines', { path: word, found: iri })
}

/** Contexts and keywords below the top: a node may change what its words mean only where it is a text of its own. */
function keywordFindings(value: JsonObject): Finding[] {
  const findings: Finding[] = []
  const own = member(value, '@context')
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) node.forEach((item, index) => visit(item, `${path}[${index}]`))
    if (!isObject(node)) return
    for (const [name, item] of Object.entries(node)) {
      const place = path ? `${path}.${name}` : name
      if (name.startsWith('@') && !KEYWORDS.has(name))
        findings.push(finding('property_type', { path: place, found: item }))
      if (name === '@context' && !mayRedefine(node) && !sameJson(item, own))
        findings.push(finding('context_redefines', { path: place, found: item }))
      if (name !== '@context') visit(item, place)
    }
  }
  visit(value, '')
  return findings
}

function mayRedefine(node: JsonObject): boolean {
  const own = types(node)
  return ['VerifiableCredential', 'EndorsementCredential', 'Extension'].some((type) =>
    own.includes(type),
  )
}
