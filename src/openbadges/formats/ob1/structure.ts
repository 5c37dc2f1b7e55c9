import { finding, type Finding } from '../../findings/report.js'
import { canonicalContextUrl } from '../../jsonld/contexts.js'
import {
  contexts,
  contextUrls,
  isMissing,
  isObject,
  member,
  objectOf,
  types,
} from '../../text/read.js'
import { OB1_CONTEXT, OB2_CONTEXT } from '../../text/data-model.js'
import { parseUrl } from '../../text/values.js'
import type { FormatId, JsonObject } from '../../types.js'
import { identity, linked, recipientText, words } from '../ob2/classes.js'
import {
  date,
  imageIriOrPath,
  iri,
  iriOrPath,
  mailbox,
  onlyWarn,
  open,
  plain,
  textKind,
  textOrNumber,
} from '../kinds.js'
import { orderFindings } from '../ob2/structure.js'
import { PROOF_TYPES, proofWordOf } from '../proof-words.js'
import {
  checkMembers,
  join,
  type Kind,
  many,
  must,
  object,
  one,
  orEqually,
  type Rule,
  sloppy,
  textOr,
} from '../rules.js'

const proofType: Kind = (value, { path }) => {
  if (PROOF_TYPES.includes(value as string)) return []
  const code = proofWordOf(value) === null ? 'type_wrong' : 'property_sloppy'
  return [finding(code, { path, found: value })]
}

const image: Kind = textOr(imageIriOrPath, object([must(one('id', imageIriOrPath))]))
const criteria: Kind = textOr(iriOrPath, object([one('id', iriOrPath), words('narrative')]))
const VERIFY: Rule[] = [must(one('type', proofType)), must(one('url', iri))]

const ASSERTION: Rule[] = [
  must(one('uid', textKind)),
  must(one('recipient', identity)),
  must(one('badge', linkedOrInside)),
  must(one('verify', object(VERIFY))),
  must(one('issuedOn', date('start'))),
  one('expires', date('end')),
  one('image', image),
  many('evidence', textOr(iriOrPath, object([one('id', iriOrPath)]))),
]

const ALIGNMENT: Rule[] = [
  must(orEqually(words('name', 'targetName'))),
  must(orEqually(one('url', iri, 'targetUrl'))),
  orEqually(words('description', 'targetDescription')),
]
const BADGE_CLASS: Rule[] = [
  must(words('name')),
  must(words('description')),
  must(one('image', image)),
  must(one('criteria', criteria)),
  must(one('issuer', linkedOrInside)),
  many('tags', textKind),
  orEqually(many('alignment', object(ALIGNMENT), 'alignments')),
]
const ISSUER: Rule[] = [
  must(words('name')),
  must(one('url', iri)),
  words('description'),
  one('image', image),
  one('email', onlyWarn(mailbox)),
  one('revocationList', iri),
]

const origin: Kind = (value, { path }) => {
  const url = parseUrl(value)
  const isBare = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search
  return isBare ? [] : [finding('iri_bad', { path, found: value })]
}
const ISSUER_05: Rule[] = [
  must(one('origin', origin)),
  must(one('name', textKind)),
  one('org', textKind),
  one('contact', onlyWarn(mailbox)),
]
const BADGE_05: Rule[] = [
  must(one('name', textKind)),
  must(one('description', textKind)),
  must(one('criteria', iriOrPath)),
  must(one('image', imageIriOrPath)),
  one('version', textOrNumber),
  must(one('issuer', object(ISSUER_05))),
]
const ASSERTION_05: Rule[] = [
  must(one('recipient', recipientText)),
  one('salt', plain),
  must(one('badge', object(BADGE_05))),
  orEqually(one('issued_on', date('start'), 'issuedOn')),
  one('expires', date('end')),
  one('evidence', textOr(iriOrPath, open)),
]

// an object in place of a URL is read, and said to be no habit of 1.x
function linkedOrInside(value: unknown, place: Parameters<Kind>[1]): Finding[] {
  if (!isObject(value)) return linked(value, place)
  return sloppy(place.path, 'embedded')
}

/**
 * An assertion of 0.5, 1.0 or 1.1 by the tables of its version.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/history/1.1-specification.html
 */
export function checkOb1Assertion(value: JsonObject, format: FormatId): Finding[] {
  if (format === 'ob0.5') {
    const found = checkMembers(value, ASSERTION_05, { path: '', family: '0.5' })
    return [finding('version_old'), ...found, ...orderFindings(value, '', '0.5')]
  }
  return [
    ...(format === 'ob1.1' ? [...typeFindings(value), ...contextFindings(value, '')] : []),
    ...checkMembers(value, ASSERTION, { path: '', family: '1.x' }),
    ...orderFindings(value, '', '1.x'),
  ]
}

/** An assertion recognised by its members alone may still call itself something else. */
function typeFindings(value: JsonObject): Finding[] {
  const named = types(value)
  if (named.length === 0 || named.includes('Assertion')) return []
  return [finding('type_wrong', { path: 'type', found: named.join(', ') })]
}

/** A badge class of 1.x. @param path from the assertion, for the findings */
export function checkOb1BadgeClass(value: JsonObject, path: string, format: FormatId): Finding[] {
  return [
    ...foreignContext(value, path, format),
    ...checkMembers(value, BADGE_CLASS, { path, family: '1.x' }),
  ]
}

/** An issuer organisation of 1.x. @param path from the assertion, for the findings */
export function checkOb1Issuer(value: JsonObject, path: string, format: FormatId): Finding[] {
  return [
    ...foreignContext(value, path, format),
    ...checkMembers(value, ISSUER, { path, family: '1.x' }),
  ]
}

// 1.0 knows no contexts, so one that is there decides nothing; in 1.1 it must be an Open Badges one
function foreignContext(value: JsonObject, path: string, format: FormatId): Finding[] {
  const isNone = format === 'ob1.0' || isMissing(member(value, '@context'))
  return isNone ? [] : contextFindings(value, path)
}

function contextFindings(value: JsonObject, path: string): Finding[] {
  const published = contextUrls(value).map(canonicalContextUrl)
  if (published.some((url) => url === OB1_CONTEXT || url === OB2_CONTEXT)) return []
  if (contexts(value).some((c) => isObject(c) && objectOf(c, 'badge') !== null)) return []
  return [finding('context_missing', { path: join(path, '@context'), found: contexts(value)[0] })]
}
