import type { FormatId, JsonObject } from '../types.js'
import {
  contexts,
  contextUrls,
  isMissing,
  isObject,
  member,
  objectOf,
  types,
  unwrapped,
} from './read.js'

/** Addresses under which the context of 2.0 (2.1 has the same data model) is named. */
const V2_CONTEXTS =
  /^https?:\/\/(?:w3id\.org\/openbadges\/v2|openbadgespec\.org\/v2\/context\.json|purl\.imsglobal\.org\/spec\/ob\/v2p1\/(?:context\/)?ob_v2p1\.jsonld)$/
const V1_CONTEXTS =
  /^https?:\/\/(?:w3id\.org\/openbadges\/v1|openbadgespec\.org\/v1\/context\.json)$/
const VOCABULARY = 'https://w3id.org/openbadges#'

/**
 * The version of an assertion by its shape, first match wins. A member of another version is a loose form, not a change
 * of version: `uid`, `verify` or a recipient object make a badge 1.0 (only a `uid` beside all the words of 0.5 does
 * not, for issuers of 0.5 wrote it too), and 0.5 and 1.0 know no `@context`.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/history/1.1-specification.html
 */
export function versionOf(assertion: JsonObject): FormatId {
  const urls = contextUrls(assertion)
  if (urls.some((url) => V2_CONTEXTS.test(url)) || contexts(assertion).some(isOpenBadgesContext))
    return 'ob2.0'
  if (urls.some((url) => V1_CONTEXTS.test(url))) return 'ob1.1'
  return versionByMembers(assertion)
}

function versionByMembers(assertion: JsonObject): FormatId {
  const has = (name: string): boolean => !isMissing(member(assertion, name))
  const recipient = unwrapped(member(assertion, 'recipient'))
  // types came with contexts: a type beside a context of no published kind is a later version without its own
  if (has('@context') && isTyped(assertion)) return 'ob2.0'
  if (has('verify')) return 'ob1.0'
  if (typeof recipient === 'string' && isFirstVersion(assertion)) return 'ob0.5'
  if (has('uid')) return 'ob1.0'
  if (isObject(recipient)) return isOfSecond(assertion) || has('@context') ? 'ob2.0' : 'ob1.0'
  if (typeof recipient === 'string' || isFirstVersion(assertion)) return 'ob0.5'
  if (isOfSecond(assertion)) return 'ob2.0'
  return isObject(member(assertion, 'badge')) ? 'ob0.5' : 'ob1.0'
}

function isTyped(assertion: JsonObject): boolean {
  return types(assertion).includes('Assertion')
}

function isOfSecond(assertion: JsonObject): boolean {
  return isTyped(assertion) || !isMissing(member(assertion, 'verification'))
}

function isFirstVersion(assertion: JsonObject): boolean {
  const badge = objectOf(assertion, 'badge')
  const issuer = badge && objectOf(badge, 'issuer')
  return (
    (issuer !== null && Object.hasOwn(issuer, 'origin')) ||
    Object.hasOwn(assertion, 'issued_on') ||
    (badge !== null && member(badge, 'version') === '0.5.0')
  )
}

/** An inline context that defines the words of an assertion in the vocabulary of Open Badges. */
function isOpenBadgesContext(context: unknown): boolean {
  if (!isObject(context)) return false
  if (member(context, '@vocab') === VOCABULARY) return true
  const term = member(context, 'Assertion') ?? member(context, 'badge')
  const iri = isObject(term) ? member(term, '@id') : term
  return typeof iri === 'string' && expanded(iri, context).startsWith(VOCABULARY)
}

function expanded(iri: string, context: JsonObject): string {
  const [prefix, name] = iri.split(/:(.*)/s) as [string, string?]
  const base = member(context, prefix)
  return typeof base === 'string' && name !== undefined ? base + name : iri
}
