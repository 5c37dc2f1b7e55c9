import { isClearAddress } from '../../text/address.js'
import { readDate } from '../../text/dates.js'
import { member, objectOf, text } from '../../text/read.js'
import { hashState } from '../../text/values.js'
import type { Credential, JsonObject, RecipientIdentity } from '../../types.js'
import { EMPTY } from '../ob2/parse.js'
import { criteriaOf, evidenceOf, extraOf, imageOf, profileOf, textOf } from '../parts.js'

/**
 * An assertion of 0.5, class and issuer inside, as a credential in 3.0 words.
 * @param address where it lies, its only id; null when it is not known
 */
export function parseOb05(assertion: JsonObject, address: string | null): Credential {
  const badge = objectOf(assertion, 'badge') ?? {}
  const issuer = objectOf(badge, 'issuer') ?? {}
  const origin = textOf(issuer, 'origin')
  const issued = member(assertion, 'issued_on') ?? member(assertion, 'issuedOn')
  const validFrom = readDate(issued, '0.5', 'start').iso
  return {
    ...EMPTY,
    format: 'ob0.5',
    proofKind: 'hosted',
    id: address,
    uid: text(member(assertion, 'uid')),
    issuer: issuerOf(issuer, origin),
    validFrom,
    validUntil: readDate(member(assertion, 'expires'), '0.5', 'end').iso,
    awardedDate: validFrom,
    recipients: recipientOf(assertion),
    achievement: {
      ...EMPTY.achievement,
      name: textOf(badge, 'name'),
      description: textOf(badge, 'description'),
      version: textOf(badge, 'version'),
      image: imageOf(member(badge, 'image'), origin),
      criteria: criteriaOf(member(badge, 'criteria'), origin),
    },
    evidence: evidenceOf(member(assertion, 'evidence'), origin),
    extra: [
      ...extraOf(assertion, '', ASSERTION_MEMBERS),
      ...extraOf(badge, 'badge', BADGE_MEMBERS),
      ...extraOf(issuer, 'badge.issuer', ISSUER_MEMBERS),
    ],
  }
}

function issuerOf(issuer: JsonObject, origin: string | null): Credential['issuer'] {
  return {
    ...profileOf(issuer, origin, origin),
    url: origin,
    email: textOf(issuer, 'contact'),
    parentOrg: textOf(issuer, 'org'),
  }
}

function recipientOf(assertion: JsonObject): RecipientIdentity[] {
  const identity = textOf(assertion, 'recipient')
  if (identity === null) return []
  const hashed = hashState(identity) === 'ok' || !isClearAddress(identity)
  return [{ type: 'email', identity, hashed, salt: textOf(assertion, 'salt') }]
}

const ASSERTION_MEMBERS: ReadonlySet<string> = new Set([
  ...['uid', 'recipient', 'salt', 'badge', 'issued_on', 'issuedOn', 'expires', 'evidence'],
  ...['verify', 'revoked'],
])
const BADGE_MEMBERS: ReadonlySet<string> = new Set([
  ...['name', 'description', 'image', 'criteria', 'version', 'issuer'],
])
const ISSUER_MEMBERS: ReadonlySet<string> = new Set(['origin', 'name', 'org', 'contact'])
