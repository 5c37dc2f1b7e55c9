import { finding, type Finding } from '../../findings/report.js'
import { VALIDITY_NAMES, validityOf, dateNamesOf } from '../../text/data-model.js'
import { asList, isMissing, isObject, member, stringOf, types, unwrapped } from '../../text/read.js'
import { isBlankNode, isHttpUrl } from '../../text/values.js'
import type { JsonObject } from '../../types.js'
import { ACHIEVEMENT_SUBJECT, ENDORSEMENTS, EVIDENCE, image, PROFILE } from './classes.js'
import { checkBadgeContexts } from './contexts.js'
import * as kind from '../kinds.js'
import {
  aside,
  checkMembers,
  checkNeededTypes,
  checkNode,
  many,
  memberOf,
  must,
  type NodeClass,
  one,
  part,
  parts,
  type Rule,
  textOr,
} from '../rules.js'

/** The credential itself. */
const TOP = { path: '', family: '3.0' } as const

const BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential']

/** A part of the W3C data model that another check reads: its `type` is mandatory, its `id` an IRI. */
function typed(...required: string[]): NodeClass {
  const rules = [one('id', kind.iri), one('type', kind.open)]
  return {
    type: null,
    rules: rules.map((rule) => (required.includes(rule.name) ? must(rule) : rule)),
  }
}

const SCHEMA = typed('id', 'type')
const SERVICE = typed('id', 'type')
const TYPED = typed('type')

/** A profile, or its id alone. */
const ISSUER = textOr(kind.iri, (value, place) => checkNode(value, PROFILE, place))

/** Members of any credential, whatever it says of its subject. */
function credentialRules({ start, end }: { start: string; end: string }): Rule[] {
  return [
    must(one('id', kind.iri)),
    must({ ...one('issuer', ISSUER), holds: () => PROFILE }),
    must(one(start, kind.date('start'))),
    one(end, kind.date('end')),
    // names of the other data model count as well
    ...VALIDITY_NAMES.filter((name) => name !== start && name !== end).map((name) =>
      one(name, kind.date('start')),
    ),
    one('name', kind.textKind),
    one('description', kind.textKind),
    aside(parts('credentialSchema', () => SCHEMA)),
    aside(parts('credentialStatus', () => TYPED)),
    aside(part('refreshService', () => SERVICE)),
    aside(parts('termsOfUse', () => TYPED)),
  ]
}

/** The class of a badge; the names of its dates follow its data model. */
export function badgeRules(value: JsonObject): Rule[] {
  return [
    ...credentialRules(dateNamesOf(value)),
    one('awardedDate', kind.date('start')),
    image(),
    must(part('credentialSubject', () => ACHIEVEMENT_SUBJECT)),
    parts('evidence', () => EVIDENCE),
    ...ENDORSEMENTS,
  ]
}

/**
 * Every rule of the 3.0 data model that the text alone decides, at any depth; endorsements inside are left
 * to their own check.
 * @returns findings of `structure`, each with its path; empty when nothing is to be said
 * @see https://www.imsglobal.org/spec/ob/v3p0/#achievementcredential
 */
export function checkOb3Structure(value: JsonObject): Finding[] {
  return [
    ...checkBadgeContexts(value),
    ...checkBadgeTypes(value),
    ...checkMembers(value, badgeRules(value), TOP),
    ...checkOrderOfDates(value),
    ...issuerFindings(value),
    ...subjectFindings(value),
    ...statusIdFindings(value),
  ]
}

/**
 * The rules of an endorsement: as of a badge, but with a subject of its own.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential
 */
export function checkEndorsementStructure(value: JsonObject, subject: NodeClass): Finding[] {
  const rules = [
    ...credentialRules(dateNamesOf(value)),
    must(part('credentialSubject', () => subject)),
    many('endorsement', kind.open),
  ]
  return [
    ...checkNeededTypes(value, ['VerifiableCredential', 'EndorsementCredential'], ''),
    ...checkMembers(value, rules, TOP),
    ...checkOrderOfDates(value),
  ]
}

function checkBadgeTypes(value: JsonObject): Finding[] {
  const named = types(value)
  const own = BADGE_TYPES.find((type) => named.includes(type)) ?? BADGE_TYPES[0]!
  return checkNeededTypes(value, ['VerifiableCredential', own], '')
}

/** The end lies not before the start. @see https://www.w3.org/TR/vc-data-model-2.0/#validity-period */
export function checkOrderOfDates(value: JsonObject): Finding[] {
  const { start, end } = validityOf(value)
  if (start.iso === null || end.iso === null || Date.parse(end.iso) >= Date.parse(start.iso))
    return []
  return [finding('dates_inverted', { path: end.name, found: end.iso })]
}

function issuerFindings(value: JsonObject): Finding[] {
  const issuer = unwrapped(member(value, 'issuer'))
  if (isMissing(issuer)) return []
  const findings: Finding[] = []
  if (!isObject(issuer) || isMissing(member(issuer, 'name')))
    findings.push(finding('issuer_name_missing', { path: 'issuer' }))
  const id = isObject(issuer) ? memberOf(issuer, 'id') : issuer
  if (isHttpUrl(id) && id.startsWith('http:'))
    findings.push(finding('insecure_url', { path: 'issuer', found: id }))
  return findings
}

/** Who earned it is said, and for what is said. @see https://www.imsglobal.org/spec/ob/v3p0/#verification */
function subjectFindings(value: JsonObject): Finding[] {
  const subject = unwrapped(member(value, 'credentialSubject'))
  if (!isObject(subject)) return []
  const id = memberOf(subject, 'id')
  const unnamed = isMissing(id) || isBlankNode(id)
  const findings: Finding[] = []
  if (unnamed && isMissing(member(subject, 'identifier')))
    findings.push(finding('subject_unidentified', { path: 'credentialSubject' }))
  return [...findings, ...criteriaFindings(subject)]
}

function criteriaFindings(subject: JsonObject): Finding[] {
  const achievement = unwrapped(member(subject, 'achievement'))
  const criteria = isObject(achievement) ? unwrapped(member(achievement, 'criteria')) : null
  if (!isObject(criteria)) return []
  if (!isMissing(memberOf(criteria, 'id')) || !isMissing(member(criteria, 'narrative'))) return []
  return [finding('criteria_empty', { path: 'credentialSubject.achievement.criteria' })]
}

/** Open Badges demands an id of a status entry, the W3C does not. */
function statusIdFindings(value: JsonObject): Finding[] {
  return asList(member(value, 'credentialStatus'))
    .filter((entry) => isObject(entry) && stringOf(entry, 'id') === null)
    .map(() =>
      finding('property_missing', {
        path: 'credentialStatus.id',
        outcome: 'passed',
        severity: 'warning',
      }),
    )
}
