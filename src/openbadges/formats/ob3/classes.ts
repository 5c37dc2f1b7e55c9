import { type Finding } from '../../findings/report.js'
import { isClearAddress } from '../../text/address.js'
import { member, stringOf, unwrapped } from '../../text/read.js'
import { hashState } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import * as kind from '../kinds.js'
import {
  aside,
  checkNode,
  join,
  many,
  must,
  type NodeClass,
  one,
  part,
  parts,
  type Rule,
  textOr,
} from '../rules.js'
import {
  ACHIEVEMENT_TYPES,
  IDENTIFIER_TYPES,
  RESULT_STATUSES,
  RESULT_TYPES,
  TARGET_TYPES,
} from './vocabulary.js'

// what endorsements say and whether it is true is a check of its own
export const ENDORSEMENTS = [many('endorsement', kind.open), many('endorsementJwt', kind.plain)]

/** An image by its address alone, or described. */
const IMAGE_OR_IRI = textOr(kind.imageIri, (value, place) => checkNode(value, IMAGE, place))

/** @see https://www.imsglobal.org/spec/ob/v3p0/#image */
const IMAGE: NodeClass = {
  type: 'Image',
  rules: [must(one('id', kind.imageIri)), one('caption', kind.textKind)],
}

export function image(): Rule {
  return one('image', IMAGE_OR_IRI)
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#geocoordinates */
const GEO: NodeClass = {
  type: 'GeoCoordinates',
  rules: [must(one('latitude', kind.number)), must(one('longitude', kind.number))],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#address */
const ADDRESS: NodeClass = {
  type: 'Address',
  rules: [
    ...['addressCountry', 'addressRegion', 'addressLocality', 'streetAddress'].map((name) =>
      one(name, kind.textKind),
    ),
    one('addressCountryCode', kind.plain),
    ...['postOfficeBoxNumber', 'postalCode'].map((name) => one(name, kind.code)),
    part('geo', () => GEO),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#identifierentry */
const IDENTIFIER_ENTRY: NodeClass = {
  type: 'IdentifierEntry',
  rules: [
    must(one('identifier', kind.code)),
    must(one('identifierType', kind.word(IDENTIFIER_TYPES))),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#identityobject */
const IDENTITY_OBJECT: NodeClass = {
  type: 'IdentityObject',
  rules: [
    must(one('hashed', kind.boolean)),
    must(one('identityHash', kind.identityHash)),
    must(one('identityType', kind.word(IDENTIFIER_TYPES))),
    one('salt', kind.plain),
  ],
  whole: hashFindings,
}

/** What calls itself hashed is a hash; a clear address that does so gives itself away, and is read as one. */
function hashFindings(value: JsonObject, path: string): Finding[] {
  const found = stringOf(value, 'identityHash')
  const isHashed = unwrapped(member(value, 'hashed')) === true
  if (!isHashed || !found || isClearAddress(found) || hashState(found) !== 'none') return []
  return kind.badHash(join(path, 'identityHash'), found)
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#profile */
export const PROFILE: NodeClass = {
  type: 'Profile',
  rules: [
    must(one('id', kind.iri)),
    one('name', kind.textKind),
    one('url', kind.iri),
    one('phone', kind.code),
    one('description', kind.textKind),
    image(),
    one('email', kind.mailbox),
    part('parentOrg', () => PROFILE),
    ...ENDORSEMENTS,
    aside(part('address', () => ADDRESS)),
    aside(parts('otherIdentifier', () => IDENTIFIER_ENTRY)),
    aside(one('dateOfBirth', kind.day)),
    ...[
      'official familyName givenName additionalName patronymicName',
      'honorificPrefix honorificSuffix familyNamePrefix',
    ]
      .flatMap((names) => names.split(' '))
      .map((name) => aside(one(name, kind.textKind))),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#alignment */
const ALIGNMENT: NodeClass = {
  type: 'Alignment',
  rules: [
    must(one('targetName', kind.textKind)),
    must(one('targetUrl', kind.iri)),
    one('targetCode', kind.code),
    one('targetDescription', kind.textKind),
    one('targetFramework', kind.textKind),
    aside(one('targetType', kind.word(TARGET_TYPES))),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#criteria */
const CRITERIA: NodeClass = {
  type: null,
  rules: [one('id', kind.iriOrBlank), one('narrative', kind.textKind)],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#related */
const RELATED: NodeClass = {
  type: 'Related',
  rules: [
    must(one('id', kind.iri)),
    one('inLanguage', kind.language),
    aside(one('version', kind.code)),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#rubriccriterionlevel */
const RUBRIC_LEVEL: NodeClass = {
  type: 'RubricCriterionLevel',
  rules: [
    must(one('id', kind.iri)),
    must(one('name', kind.textKind)),
    parts('alignment', () => ALIGNMENT),
    one('description', kind.textKind),
    one('level', kind.textKind),
    one('points', kind.code),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#resultdescription */
const RESULT_DESCRIPTION: NodeClass = {
  type: 'ResultDescription',
  rules: [
    must(one('id', kind.iri)),
    must(one('name', kind.textKind)),
    must(one('resultType', kind.word(RESULT_TYPES))),
    one('requiredValue', kind.code),
    aside(parts('alignment', () => ALIGNMENT)),
    aside(many('allowedValue', kind.code)),
    aside(one('requiredLevel', kind.iri)),
    aside(parts('rubricCriterionLevel', () => RUBRIC_LEVEL)),
    aside(one('valueMax', kind.code)),
    aside(one('valueMin', kind.code)),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#achievement */
const ACHIEVEMENT: NodeClass = {
  type: 'Achievement',
  rules: [
    must(one('id', kind.iri)),
    must(one('name', kind.textKind)),
    must(one('description', kind.textKind)),
    must(part('criteria', () => CRITERIA)),
    one('achievementType', kind.word(ACHIEVEMENT_TYPES)),
    parts('alignment', () => ALIGNMENT),
    part('creator', () => PROFILE),
    one('creditsAvailable', kind.number),
    one('fieldOfStudy', kind.textKind),
    one('humanCode', kind.code),
    image(),
    one('inLanguage', kind.language),
    aside(parts('otherIdentifier', () => IDENTIFIER_ENTRY)),
    parts('related', () => RELATED),
    parts('resultDescription', () => RESULT_DESCRIPTION),
    one('specialization', kind.textKind),
    many('tag', kind.textKind),
    one('version', kind.code),
    ...ENDORSEMENTS,
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#result */
const RESULT: NodeClass = {
  type: 'Result',
  rules: [
    one('achievedLevel', kind.iri),
    aside(parts('alignment', () => ALIGNMENT)),
    one('resultDescription', kind.iri),
    one('status', kind.word(RESULT_STATUSES)),
    one('value', kind.code),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#evidence */
export const EVIDENCE: NodeClass = {
  type: 'Evidence',
  rules: [
    one('id', kind.iriOrBlank),
    ...['narrative', 'name', 'description', 'genre', 'audience'].map((name) =>
      one(name, kind.textKind),
    ),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#achievementsubject */
export const ACHIEVEMENT_SUBJECT: NodeClass = {
  type: 'AchievementSubject',
  rules: [
    one('id', kind.iriOrBlank),
    must(part('achievement', () => ACHIEVEMENT)),
    parts('identifier', () => IDENTITY_OBJECT),
    parts('result', () => RESULT),
    aside(part('source', () => PROFILE)),
    aside(image()),
    one('activityStartDate', kind.date('start')),
    one('activityEndDate', kind.date('end')),
    one('creditsEarned', kind.number),
    one('licenseNumber', kind.code),
    one('narrative', kind.textKind),
    one('role', kind.textKind),
    one('term', kind.textKind),
  ],
}

/** @see https://www.imsglobal.org/spec/ob/v3p0/#endorsementsubject */
export const ENDORSEMENT_SUBJECT: NodeClass = {
  type: 'EndorsementSubject',
  rules: [must(one('id', kind.iri)), one('endorsementComment', kind.textKind)],
}
