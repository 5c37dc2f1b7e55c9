import { readDate } from '../../text/dates.js'
import { member, objectOf, text } from '../../text/read.js'
import type { Credential, FormatId, JsonObject, ProofKind } from '../../types.js'
import {
  alignmentsOf,
  criteriaOf,
  evidenceOf,
  extraOf,
  imageOf,
  profileOf,
  recipientOf,
  relatedOf,
  tagsOf,
  textOf,
} from '../parts.js'

/** One object of a badge: read by published names, and as it came. */
export interface ParsedPart {
  value: JsonObject | null
  original: JsonObject | null
  /** The id that counts. */
  id: string | null
  /** Its address: completes paths. */
  address: string | null
}

/** An award of 1.x or 2.x with what it links to. */
interface AwardParts {
  format: FormatId
  proofKind: ProofKind
  assertion: ParsedPart & { value: JsonObject }
  badge: ParsedPart
  issuer: ParsedPart
}

/** Assertion, badge class and issuer of 1.x and 2.x as one credential in 3.0 words. */
export function parseOb2({ format, proofKind, assertion, badge, issuer }: AwardParts): Credential {
  const { value } = assertion
  const family = format === 'ob2.0' ? '2.x' : '1.x'
  const validFrom = readDate(first(member(value, 'issuedOn')), family, 'start').iso
  return {
    ...EMPTY,
    format,
    proofKind,
    id: assertion.id,
    uid: text(member(value, 'uid')),
    image: imageOf(member(value, 'image'), assertion.address),
    issuer: profileOf(issuer.value, issuer.id, issuer.address),
    validFrom,
    validUntil: readDate(first(member(value, 'expires')), family, 'end').iso,
    awardedDate: validFrom,
    recipients: recipientOf(member(value, 'recipient')),
    recipientName: recipientNameOf(value),
    achievement: achievementOf(badge),
    evidence: evidenceOf(member(value, 'evidence'), assertion.address),
    narrative: textOf(value, 'narrative'),
    language: textOf(value, '@language'),
    extra: [
      ...extraOf(assertion.original, '', ASSERTION_MEMBERS),
      ...extraOf(badge.original, 'badge', BADGE_MEMBERS),
      ...extraOf(issuer.original, 'badge.issuer', ISSUER_MEMBERS),
    ],
  }
}

function achievementOf({ value, id, address }: ParsedPart): Credential['achievement'] {
  const badge = value ?? {}
  return {
    ...EMPTY.achievement,
    id,
    name: textOf(badge, 'name'),
    description: textOf(badge, 'description'),
    image: imageOf(member(badge, 'image'), address),
    criteria: criteriaOf(member(badge, 'criteria'), address),
    tags: tagsOf(member(badge, 'tags')),
    alignments: alignmentsOf(badge),
    version: textOf(badge, 'version'),
    language: textOf(badge, '@language'),
    related: relatedOf(badge),
  }
}

/** @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#Extensions recipientProfile */
function recipientNameOf(assertion: JsonObject): string | null {
  const profiles = ['extensions:recipientProfile', 'recipientProfile'].map((name) =>
    objectOf(assertion, name),
  )
  return profiles.flatMap((profile) => (profile ? [textOf(profile, 'name')] : []))[0] ?? null
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

const COMMON_MEMBERS = ['@context', 'id', '@id', 'type', '@type', 'endorsement', '@language']
const ASSERTION_MEMBERS: ReadonlySet<string> = new Set([
  ...COMMON_MEMBERS,
  ...['uid', 'recipient', 'badge', 'verification', 'verify', 'issuedOn', 'expires', 'image'],
  ...['evidence', 'narrative', 'revoked', 'revocationReason'],
])
const BADGE_MEMBERS: ReadonlySet<string> = new Set([
  ...COMMON_MEMBERS,
  ...['name', 'description', 'image', 'criteria', 'issuer', 'tags', 'alignment', 'alignments'],
  ...['version', 'related'],
])
const ISSUER_MEMBERS: ReadonlySet<string> = new Set([
  ...COMMON_MEMBERS,
  ...['name', 'url', 'email', 'description', 'image', 'telephone', 'publicKey', 'verification'],
  'revocationList',
])

/** A credential that says nothing. */
export const EMPTY: Credential = {
  format: 'ob2.0',
  proofKind: 'none',
  id: null,
  uid: null,
  name: null,
  description: null,
  image: null,
  issuer: profileOf(null, null, null),
  validFrom: null,
  validUntil: null,
  awardedDate: null,
  recipients: [],
  recipientName: null,
  subjectId: null,
  achievement: {
    id: null,
    name: null,
    description: null,
    achievementType: null,
    image: null,
    criteria: { id: null, narrative: null },
    tags: [],
    alignments: [],
    creator: null,
    version: null,
    language: null,
    related: [],
    resultDescriptions: [],
    creditsAvailable: null,
    fieldOfStudy: null,
    specialization: null,
    humanCode: null,
  },
  evidence: [],
  narrative: null,
  results: [],
  endorsements: [],
  licenseNumber: null,
  role: null,
  term: null,
  creditsEarned: null,
  activityStartDate: null,
  activityEndDate: null,
  language: null,
  extra: [],
}
