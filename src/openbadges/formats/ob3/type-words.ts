import { bundledContext, canonicalContextUrl } from '../../proofs/contexts.js'
import type { JsonObject } from '../../types.js'
import { contexts, isObject, member, types } from '../read.js'
import { VC1_CONTEXT, VC2_CONTEXT } from './contexts.js'

const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/'
const SECURITY = 'https://w3id.org/security/'

const OTHERS = [
  [`${OB3}extensions.json`],
  [`${SECURITY}suites/ed25519-2020/v1`],
  [`${SECURITY}data-integrity/v2`],
]

function ob3(...names: string[]): string[] {
  return names.map((name) => OB3 + name)
}

/**
 * First context → groups of which one or none each may follow. The first two of Open Badges 3.0 were made for
 * data model 1.1 alone. A test holds all of them to JSON-LD.
 */
export const USUAL_COMPANY: ReadonlyMap<unknown, readonly (readonly string[])[]> = new Map([
  [
    VC1_CONTEXT,
    [
      ob3('context.json', 'context-3.0.1.json', 'context-3.0.2.json', 'context-3.0.3.json'),
      ...OTHERS,
    ],
  ],
  [VC2_CONTEXT, [ob3('context-3.0.2.json', 'context-3.0.3.json'), ...OTHERS]],
])

/**
 * A quick yes for most badges: only published contexts in a usual company, and only types that these map to
 * URLs. A no says nothing; then JSON-LD has to tell.
 */
export function isPlainlyWorded(value: JsonObject): boolean {
  const listed = contexts(value)
  if (!listed.every((one) => typeof one === 'string') || !isUsualCompany(listed)) return false
  const known = listed.map((url) => bundledContext(url)?.['@context']).filter(isObject)
  return typesWithin(value)?.every((type) => known.some((c) => isMapped(type, c))) ?? false
}

function isUsualCompany([first, ...others]: string[]): boolean {
  const company = USUAL_COMPANY.get(first)
  if (!company) return false
  const groups = others.map((url) =>
    company.findIndex((group) => group.includes(canonicalContextUrl(url))),
  )
  return !groups.includes(-1) && new Set(groups).size === groups.length
}

/** Types of all nodes but of proofs and endorsements; null when one within has a context of its own. */
function typesWithin(value: JsonObject): string[] | null {
  const found: string[] = []
  const visit = (node: unknown, isTop: boolean): boolean => {
    if (Array.isArray(node)) return node.every((item) => visit(item, false))
    if (!isObject(node)) return true
    if (!isTop && Object.hasOwn(node, '@context')) return false
    found.push(...types(node))
    return Object.entries(node).every(([name, item]) => APART.has(name) || visit(item, false))
  }
  return visit(value, true) ? found : null
}

const APART = new Set(['@context', 'proof', 'endorsement'])

function isMapped(type: string, context: JsonObject): boolean {
  const term = member(context, type)
  const iri = isObject(term) ? member(term, '@id') : term
  return typeof iri === 'string' && /^https?:\/\//.test(iri)
}
