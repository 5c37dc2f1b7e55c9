import { isClearAddress } from '../../text/address.js'
import { validityOf } from '../../text/data-model.js'
import { readDate } from '../../text/dates.js'
import {
  asList,
  idOf,
  isObject,
  member,
  numberOf,
  objectOf,
  plainForm,
  stringOf,
  unwrapped,
  withMembers,
} from '../../text/read.js'
import { hashState, isBlankNode } from '../../text/values.js'
import type { Credential, JsonObject, Profile, ProofKind, RecipientIdentity } from '../../types.js'
import { evidenceOf, identityType, imageOf, textOf } from '../parts.js'
import { extraMembers } from './extra.js'
import { achievementOf, resultsOf } from './parse-achievement.js'

/** What the envelope adds to the credential itself. */
interface Envelope {
  proofKind: ProofKind
  /** End set by the claim `exp`, which counts before the credential's own. */
  validUntil: string | null
}

/**
 * A 3.0 credential of either W3C data model as it came, in the words of the model. Whatever is missing or
 * unreadable is null; nothing is verified here.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#datamodels
 */
export function parseOb3(given: JsonObject, { proofKind, validUntil }: Envelope): Credential {
  const plain = plainForm(given) as JsonObject
  const value = proofKind === 'embedded' ? withWholeProfiles(plain) : plain
  const { start, end } = validityOf(value, validUntil)
  const subject = objectOf(value, 'credentialSubject') ?? {}
  return {
    format: 'ob3.0',
    proofKind,
    id: idOf(value),
    uid: null,
    name: textOf(value, 'name'),
    description: textOf(value, 'description'),
    image: imageOf(member(value, 'image'), null),
    issuer: organisationOf(member(value, 'issuer')),
    validFrom: start.iso,
    validUntil: end.iso,
    awardedDate: dateOf(value, 'awardedDate', 'start'),
    evidence: evidenceOf(member(value, 'evidence'), null),
    endorsements: [],
    language: null,
    ...subjectOf(subject),
    extra: extraMembers(given, proofKind === 'embedded'),
  }
}

/**
 * Statements are signed of a thing, wherever the badge writes them: what it says of its issuer or creator at another
 * node with the same id is read as well.
 */
function withWholeProfiles(value: JsonObject): JsonObject {
  const issuer = unwrapped(member(value, 'issuer'))
  const subject = objectOf(value, 'credentialSubject')
  const achievement = subject && objectOf(subject, 'achievement')
  const creator = achievement && objectOf(achievement, 'creator')
  const whole = withMembers(value, isObject(issuer) ? { issuer: wholeNode(issuer, value) } : {})
  if (!subject || !achievement || !creator) return whole
  const created = withMembers(achievement, { creator: wholeNode(creator, value) })
  return withMembers(whole, { credentialSubject: withMembers(subject, { achievement: created }) })
}

/** The node with what others of the same id say besides. */
function wholeNode(node: JsonObject, document: JsonObject): JsonObject {
  const id = idOf(node)
  const nodes = id === null ? [] : nodesOf(document, id)
  if (nodes.length < 2) return node
  return Object.fromEntries([...nodes, node].flatMap((one) => Object.entries(one)))
}

function nodesOf(value: unknown, id: string, found: JsonObject[] = []): JsonObject[] {
  if (Array.isArray(value)) for (const item of value) nodesOf(item, id, found)
  if (!isObject(value)) return found
  if (idOf(value) === id) found.push(value)
  for (const name in value) if (name !== '@context') nodesOf(value[name], id, found)
  return found
}

type OfSubject = Pick<
  Credential,
  | 'recipients'
  | 'recipientName'
  | 'subjectId'
  | 'achievement'
  | 'narrative'
  | 'results'
  | 'licenseNumber'
  | 'role'
  | 'term'
  | 'creditsEarned'
  | 'activityStartDate'
  | 'activityEndDate'
>

function subjectOf(subject: JsonObject): OfSubject {
  const achievement = objectOf(subject, 'achievement') ?? {}
  const recipients = asList(member(subject, 'identifier')).filter(isObject).flatMap(recipientOf)
  return {
    recipients,
    recipientName: recipientNameOf(recipients),
    subjectId: nameOf(subject),
    achievement: achievementOf(achievement),
    narrative: textOf(subject, 'narrative'),
    results: resultsOf(subject, achievement),
    licenseNumber: textOf(subject, 'licenseNumber'),
    role: textOf(subject, 'role'),
    term: textOf(subject, 'term'),
    creditsEarned: numberOf(subject, 'creditsEarned'),
    activityStartDate: dateOf(subject, 'activityStartDate', 'start'),
    activityEndDate: dateOf(subject, 'activityEndDate', 'end'),
  }
}

/** An id that names somebody: no blank node, no empty text. */
function nameOf(node: JsonObject): string | null {
  const id = idOf(node)
  return id === '' || isBlankNode(id) ? null : id
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#identitytypeenum-enumeration */
function recipientNameOf(recipients: readonly RecipientIdentity[]): string | null {
  return recipients.find(({ type, hashed }) => type === 'name' && !hashed)?.identity ?? null
}

function recipientOf(identifier: JsonObject): RecipientIdentity[] {
  const identity = stringOf(identifier, 'identityHash')
  if (identity === null) return []
  const flag = unwrapped(member(identifier, 'hashed')) === true
  const hashed = hashState(identity) === 'ok' || (flag && !isClearAddress(identity))
  const type = identityType(textOf(identifier, 'identityType') ?? '')
  return [{ type, identity, hashed, salt: textOf(identifier, 'salt') }]
}

/** An issuer, creator or other organisation, by its id alone or described. */
export function organisationOf(value: unknown): Profile {
  const one = unwrapped(value)
  const profile = isObject(one) ? one : {}
  const parent = objectOf(profile, 'parentOrg')
  return {
    id: idOf(one),
    name: textOf(profile, 'name'),
    url: textOf(profile, 'url'),
    email: textOf(profile, 'email'),
    description: textOf(profile, 'description'),
    image: imageOf(member(profile, 'image'), null),
    telephone: textOf(profile, 'phone'),
    parentOrg: parent && textOf(parent, 'name'),
  }
}

function dateOf(node: JsonObject, name: string, role: 'start' | 'end'): string | null {
  return readDate(unwrapped(member(node, name)), '3.0', role).iso
}
