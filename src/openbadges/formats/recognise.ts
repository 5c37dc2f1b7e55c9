import { OpenBadgesError } from '../errors.js'
import { finding, type Finding } from '../findings/report.js'
import { readCredentialClaims } from '../proofs/jwt-claims.js'
import {
  asList,
  contexts,
  contextUrls,
  isMissing,
  isObject,
  member,
  objectOf,
  stringOf,
  types,
  unwrapped,
} from '../text/read.js'
import { isDataUrl } from '../text/values.js'
import type { FormatId, JsonObject, ProofKind } from '../types.js'
import type { Award, BadgeText } from './award.js'
import { describeNonAward, presentationError } from './non-award.js'
import { classesOf } from './ob2/classes.js'
import { proofWordAmong } from './proof-words.js'
import { readBadgeText } from './text.js'
import { refuseUnknownVersion } from './versions.js'

/**
 * Says by the shape alone which award this is: its version and how it is proven. `findings` holds
 * `jwt_claim_mismatch` of a JWT that carries two credentials.
 * @throws {OpenBadgesError} FORMAT_UNKNOWN when it is no award; `kind` says what it is instead, or `reason` that it is
 *   written in a version to come
 */
export function recogniseAward(badge: Exclude<BadgeText, { kind: 'url' }>): Award {
  if (badge.kind === 'json') return recogniseJson(badge.text, badge.value)
  return recogniseJws(badge)
}

/** Does the credential carry an embedded proof? */
export function hasProof(credential: JsonObject): boolean {
  return !isMissing(member(credential, 'proof'))
}

/** Does this object claim to be a credential of Open Badges 3.0? */
function isAchievementCredential(value: JsonObject): boolean {
  const named = types(value)
  if (named.includes('OpenBadgeCredential') || named.includes('AchievementCredential')) return true
  return asList(member(value, 'credentialSubject')).some(
    (subject) => isObject(subject) && types(subject).includes('AchievementSubject'),
  )
}

/** Does this object claim to be an assertion of 0.5 to 2.x? */
function isAssertion(value: JsonObject): boolean {
  const hasBadge = !isMissing(member(value, 'badge'))
  // credentials of other kinds borrow the word
  if (!hasBadge && !isMissing(member(value, 'credentialSubject'))) return false
  return types(value).includes('Assertion') || (hasBadge && !isMissing(member(value, 'recipient')))
}

function recogniseJson(text: string, value: JsonObject): Award {
  if (isAchievementCredential(value)) {
    const proofKind = hasProof(value) ? 'embedded' : 'none'
    return { format: 'ob3.0', proofKind, text, value, jws: null, findings: [] }
  }
  if (isAssertion(value)) return assertion(text, value, null)
  const enveloped = types(value).includes('EnvelopedVerifiableCredential')
    ? stringOf(value, 'id')
    : null
  if (isDataUrl(enveloped)) return recogniseEnveloped(enveloped)
  refuseUnknownVersion(value, false)
  throw describeNonAward(value)
}

/** An enveloped credential is the token in its id; a second envelope inside is none. */
function recogniseEnveloped(url: string): Award {
  const badge = readBadgeText(url)
  if (badge.kind === 'jws') return recogniseJws(badge)
  throw new OpenBadgesError('FORMAT_UNKNOWN', 'This envelope holds no signed badge.', {
    kind: 'unsupported-envelope',
    seen: url.slice(0, 40),
  })
}

function recogniseJws(badge: Extract<BadgeText, { kind: 'jws' }>): Award {
  const { text, jws } = badge
  if (isPresentationToken(jws.header, jws.payload)) throw presentationError(jws.payload)
  const { value, rival, findings } = readCredentialClaims(jws.payload)
  const credential = [value, rival].find((one) => one !== null && isAchievementCredential(one))
  if (credential) {
    const all = [...findings, ...tokenStatus(jws.payload), ...withheldFindings(jws.payload)]
    return { format: 'ob3.0', proofKind: 'jwt', text, value: credential, jws, findings: all }
  }
  if (isAssertion(jws.payload)) return assertion(text, jws.payload, badge)
  refuseUnknownVersion(value, false)
  throw describeNonAward(value)
}

/**
 * A token may keep its status in a claim, of kinds that no Open Badge knows: it stays open.
 * @see https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/#section-6.1
 * @see https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/#section-2.2.2.3
 */
function tokenStatus(claims: JsonObject): Finding[] {
  const status = member(claims, 'status')
  return status == null ? [] : [finding('status_unsupported', { path: 'status', found: status })]
}

/** Digests in a token that came without its disclosures: what they stand for is held back as well. */
function withheldFindings(claims: JsonObject): Finding[] {
  const places = [claims, objectOf(claims, 'vc') ?? {}]
  return places.some((one) => asList(member(one, '_sd')).length > 0)
    ? [finding('partly_disclosed', { path: '_sd' })]
    : []
}

function isPresentationToken(header: JsonObject, payload: JsonObject): boolean {
  return (
    /^(?:application\/)?vp\+(?:ld\+(?:json\+)?)?jwt$/i.test(stringOf(header, 'typ') ?? '') ||
    Object.hasOwn(payload, 'vp') ||
    types(payload).includes('VerifiablePresentation')
  )
}

function assertion(
  text: string,
  value: JsonObject,
  badge: Extract<BadgeText, { kind: 'jws' }> | null,
): Award {
  const shape = versionOf(value)
  // 0.5 knows no signatures: a signed text of its shape is a 1.0 badge that misses what 1.0 asks for
  const format = badge && shape === 'ob0.5' ? 'ob1.0' : shape
  const proofKind = badge ? 'signed' : declaredProof(value, format)
  return { format, proofKind, text, value, jws: badge?.jws ?? null, findings: [] }
}

function declaredProof(value: JsonObject, format: FormatId): ProofKind {
  if (format === 'ob0.5') return 'hosted'
  return verificationKind(value, format) === 'signed' ? 'signed' : 'hosted'
}

/**
 * How the assertion itself says that it is proven: `other` by a kind of verification that is defined elsewhere; null
 * when it does not say. `verification` is a word of 2.x.
 */
export function verificationKind(
  value: JsonObject,
  format: FormatId,
): 'hosted' | 'signed' | 'other' | null {
  const isLater = format === 'ob2.0' && !isMissing(member(value, 'verification'))
  const name = isLater ? 'verification' : 'verify'
  const object = objectOf(value, name)
  const named = object ? types(object) : asList(member(value, name))
  return proofWordAmong(named) ?? (named.some(isForeign) ? 'other' : null)
}

/** A type that is no class of Open Badges. */
function isForeign(type: unknown): boolean {
  return typeof type === 'string' && classesOf({ type }).length === 0
}

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
function versionOf(assertion: JsonObject): FormatId {
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
