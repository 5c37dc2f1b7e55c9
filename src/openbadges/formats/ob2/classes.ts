import { finding, type Finding } from '../../findings/report.js'
import { isClearAddress } from '../../text/address.js'
import { asList, isMissing, isObject, member, types, unwrapped } from '../../text/read.js'
import { hashState } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import {
  badHash,
  boolean,
  date,
  imageIri,
  iri,
  mailbox,
  onlyWarn,
  open,
  plain,
  textKind,
  textOrNumber,
} from '../kinds.js'
import { identityType } from '../parts.js'
import { isProofType, PROOF_TYPES, proofWordAmong } from '../proof-words.js'
import {
  checkMembers,
  isTextInLanguages,
  type Kind,
  many,
  must,
  object,
  one,
  orEqually,
  type Rule,
  sloppy,
  tellingEmpty,
  textOr,
  wrong,
} from '../rules.js'

const IDENTITY: Rule[] = [
  must(one('type', open)),
  must(one('identity', plain)),
  must(one('hashed', boolean)),
  one('salt', plain),
]

/** Recipient of 1.x and 2.x. @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#IdentityObject */
export const identity: Kind = (value, { path, family }) => {
  if (!isObject(value)) return wrong(path, value)
  const members = checkMembers(value, IDENTITY, { path, family })
  return [...members, ...agreement(value, `${path}.identity`)]
}

/** Recipient of 0.5: a hash or an address. */
export const recipientText: Kind = (value, place) => {
  if (typeof value !== 'string') return wrong(place.path, value)
  if (isClearAddress(value)) return mailbox(value, place)
  return hashState(value) === 'ok' ? [] : badHash(place.path, value)
}

/** Text for people; several languages make one text. */
export function words(name: string, ...aliases: string[]): Rule {
  return { ...one(name, textKind, ...aliases), whole: isTextInLanguages }
}

/** A badge class or issuer: its IRI here, its own rules where it is followed. */
export const linked: Kind = textOr(iri, (value, { path }) =>
  isObject(value) ? [] : wrong(path, value),
)

const IMAGE: Rule[] = [must(one('id', imageIri)), words('caption'), one('author', iri)]
/** @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#Image */
const image: Kind = textOr(imageIri, object(IMAGE))

const CRITERIA: Rule[] = [one('id', iri), words('narrative')]
/** @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#Criteria */
const criteria: Kind = textOr(iri, (value, place) => {
  if (!isObject(value)) return wrong(place.path, value)
  const empty = isMissing(member(value, 'id')) && isMissing(member(value, 'narrative'))
  const found = checkMembers(value, CRITERIA, place)
  return empty ? [...found, finding('criteria_empty', { path: place.path })] : found
})

const EVIDENCE: Rule[] = [
  one('id', iri),
  ...['narrative', 'name', 'description', 'genre', 'audience'].map((name) => words(name)),
]
const RELATED: Rule[] = [one('id', iri), one('@language', plain), one('version', textOrNumber)]

const ALIGNMENT: Rule[] = [
  must(words('targetName', 'name')),
  must(one('targetUrl', iri, 'url')),
  words('targetDescription', 'description'),
  words('targetFramework'),
  words('targetCode'),
]
const alignments = orEqually(many('alignment', object(ALIGNMENT), 'alignments'))

/** Members every class may have. */
const COMMON: Rule[] = [
  one('@language', plain),
  one('version', textOrNumber),
  many('related', textOr(iri, object(RELATED))),
  many('endorsement', linked),
]

/** One of the types says how it is proven; one that only other rules define says that it is proven by those. */
const proofTypes: Kind = (value, { path }) => {
  const all = asList(value)
  if (!all.every((type) => typeof type === 'string')) return wrong(path, value)
  if (all.some(isProofType)) return []
  const found = all.join(', ')
  if (proofWordAmong(all) !== null) return sloppy(path, found)
  const foreign = all.some((type) => classesOf({ type }).length === 0)
  return [finding(foreign ? 'verification_other' : 'type_wrong', { path, found })]
}
const VERIFICATION: Rule[] = [
  must({ ...one('type', proofTypes), whole: () => true }),
  one('creator', linked),
  one('url', iri),
]
/** @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#VerificationObject */
const verification: Kind = textOr(
  (value, place) => (/^[A-Za-z]+$/.test(value as string) ? proofTypes : iri)(value, place),
  object(VERIFICATION),
)
const proof = orEqually(one('verification', verification, 'verify'))

const ASSERTION: Rule[] = [
  must(one('id', iri)),
  must(one('recipient', identity)),
  must(one('badge', linked)),
  must(proof),
  must(one('issuedOn', date('start'))),
  tellingEmpty(one('expires', date('end'))),
  one('image', image),
  many('evidence', textOr(iri, object(EVIDENCE))),
  words('narrative'),
  one('revoked', boolean),
  words('revocationReason'),
  ...COMMON,
]

const BADGE_CLASS: Rule[] = [
  must(one('id', iri)),
  must(words('name')),
  must(words('description')),
  must(one('image', image)),
  must(one('criteria', criteria)),
  must(one('issuer', linked)),
  many('tags', textKind),
  alignments,
  ...COMMON,
]

const POLICY: Rule[] = [
  many('allowedOrigins', plain),
  many('startsWith', iri),
  one('verificationProperty', open),
]

/** A key; the PEM, or a JWK in its place. */
const KEY: Rule[] = [
  one('id', iri),
  one('owner', iri),
  one('created', onlyWarn(date('start'))),
  must(orEqually(one('publicKeyPem', open, 'publicKeyJwk'))),
]
/** In a profile a key may be there by its id alone. */
const listedKey: Kind = (value, place) => {
  const isNamed = isObject(value) && !isMissing(member(value, 'id'))
  return object(isNamed ? KEY.map((rule) => ({ ...rule, required: false })) : KEY)(value, place)
}

const PROFILE: Rule[] = [
  must(one('id', iri)),
  must(words('name')),
  must(one('url', iri)),
  must(one('email', mailbox)),
  one('telephone', onlyWarn(plain)),
  words('description'),
  one('image', image),
  many('publicKey', textOr(iri, listedKey)),
  orEqually(one('verification', object(POLICY), 'verify')),
  one('revocationList', iri),
  ...COMMON,
]

const CLAIM: Rule[] = [must(one('id', iri)), words('endorsementComment')]
const ENDORSEMENT: Rule[] = [
  must(one('id', iri)),
  must(one('claim', object(CLAIM))),
  must(one('issuer', linked)),
  must(one('issuedOn', date('start'))),
  must(proof),
  tellingEmpty(one('expires', date('end'))),
  one('revoked', boolean),
  ...COMMON,
]

const revokedEntry: Kind = textOr(iri, (value, { path }) => {
  if (!isObject(value)) return wrong(path, value)
  const named = !isMissing(member(value, 'id')) || !isMissing(member(value, 'uid'))
  return named ? [] : [finding('property_missing', { path: `${path}.id` })]
})
const REVOCATION_LIST: Rule[] = [
  one('id', iri),
  one('issuer', linked),
  many('revokedAssertions', revokedEntry),
]

/** Classes of the vocabulary with a table, by type. */
export const CLASSES: ReadonlyMap<string, readonly Rule[]> = new Map([
  ['Assertion', ASSERTION],
  ['BadgeClass', BADGE_CLASS],
  ['Issuer', PROFILE],
  ['Profile', PROFILE],
  ['Endorsement', ENDORSEMENT],
  ['CryptographicKey', KEY],
  ['AlignmentObject', ALIGNMENT],
  ['RevocationList', REVOCATION_LIST],
  ['IdentityObject', []],
  ['Image', IMAGE],
  ['Criteria', CRITERIA],
  ['Evidence', EVIDENCE],
  ['VerificationObject', VERIFICATION],
  ...[...PROOF_TYPES, 'Extension', 'TypeValidation', 'FrameValidation'].map(
    (name): [string, readonly Rule[]] => [name, []],
  ),
])

/** The classes of the vocabulary among an object's types. */
export function classesOf(value: Record<string, unknown>): string[] {
  return types(value)
    .map((type) => type.replace(/^(https:\/\/w3id\.org\/openbadges#|obi:)/, ''))
    .filter((type) => CLASSES.has(type))
}

/** Whether the identity has the form that `hashed` and `type` announce. */
function agreement(recipient: JsonObject, path: string): Finding[] {
  const value = unwrapped(member(recipient, 'identity'))
  if (typeof value !== 'string' || value === '') return []
  const hashed = String(unwrapped(member(recipient, 'hashed'))) === 'true'
  const state = hashState(value)
  if (state === 'bad') return badHash(path, value)
  if (state === 'ok') return hashed ? [] : sloppy(path, value)
  if (hashed) return isClearAddress(value) ? sloppy(path, value) : badHash(path, value)
  const named = types(recipient).some((type) => identityType(type) === 'email')
  return named ? mailbox(value, { path, family: '2.x', required: true }) : []
}
