import { OpenBadgesError } from '../errors.js'
import type { FormatId, JsonObject, ProofKind } from '../types.js'
import { finding, type Finding } from '../verify/report.js'
import type { Award, BadgeText } from './award.js'
import { readCredentialClaims } from './jwt-claims.js'
import { describeNonAward, presentationError } from './non-award.js'
import { versionOf } from './ob-version.js'
import { asList, isMissing, isObject, member, objectOf, stringOf, types } from './read.js'
import { classesOf } from './ob2/classes.js'
import { proofWordAmong } from './proof-words.js'
import { readBadgeText } from './text.js'

/**
 * Says by the shape alone which award this is: its version and how it is proven (verification.md 1.2 to
 * 1.5). `findings` holds `jwt_claim_mismatch` of a JWT that carries two credentials.
 * @throws {OpenBadgesError} FORMAT_UNKNOWN when it is no award; `kind` says what it is instead
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
export function isAchievementCredential(value: JsonObject): boolean {
  const named = types(value)
  if (named.includes('OpenBadgeCredential') || named.includes('AchievementCredential')) return true
  return asList(member(value, 'credentialSubject')).some(
    (subject) => isObject(subject) && types(subject).includes('AchievementSubject'),
  )
}

/** Does this object claim to be an assertion of 0.5 to 2.x? */
export function isAssertion(value: JsonObject): boolean {
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
  if (enveloped?.startsWith('data:')) return recogniseEnveloped(enveloped)
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
