import { finding, type Finding } from '../../openbadges/findings/report.js'
import { checkVc2Contexts } from '../../openbadges/formats/ob3/contexts.js'
import * as kind from '../../openbadges/formats/kinds.js'
import { checkOrderOfDates } from '../../openbadges/formats/ob3/structure.js'
import {
  checkMembers,
  checkNode,
  exact,
  join,
  type Kind,
  many,
  memberOf,
  must,
  type NodeClass,
  one,
  type Rule,
  textOr,
  wrong,
} from '../../openbadges/formats/rules.js'
import { typeTermFindings } from '../../openbadges/formats/ob3/type-terms.js'
import { readDate } from '../../openbadges/text/dates.js'
import { asList, isMissing, isObject, member, types } from '../../openbadges/text/read.js'
import type { JsonObject } from '../../openbadges/types.js'

/** Known by name only: it gives every word a meaning. */
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'
const EXAMPLES_CONTEXT = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }
const CONTEXTS = new Map([[EXAMPLES, EXAMPLES_CONTEXT]])

/** An id, alone and a URL; a blank node is none. */
const id = one('id', kind.iri)

/** Names and descriptions: an array holds the same text in several languages. */
const TEXTS = [many('name', kind.languageText), many('description', kind.languageText)]

function node(rules: readonly Rule[]): Kind {
  return (value, place) =>
    checkNode(value, { type: null, rules: rules.map(exact) } satisfies NodeClass, place)
}

/** A word; whether it maps to a URL is for the contexts to say. */
const word: Kind = (value, place) =>
  value === '' ? wrong(place.path, value) : kind.plain(value, place)
const type = must(many('type', word))

/** An issuer by its URL alone, or described. */
const issuer = textOr(kind.iri, node([must(id), ...TEXTS]))

/** A subject says something, be it only who it is. @see https://www.w3.org/TR/vc-data-model-2.0/#credential-subject */
const subject: Kind = (value, place) => {
  const { path } = place
  if (!isObject(value)) return wrong(path, value)
  if (Object.keys(value).length === 0) return [finding('property_missing', { path })]
  return checkMembers(value, [exact(id)], place)
}

/** No looser form, and no leap second. @see https://www.w3.org/TR/xmlschema11-2/#dateTimeStamp */
const dateTimeStamp: Kind = (value, { path }) => {
  const isStrict = readDate(value, '3.0').state === 'ok' && !/:60/.test(String(value))
  return isStrict ? [] : [finding('date_bad', { path, found: value })]
}

const DIGESTS = ['digestSRI', 'digestMultibase']

const RULES: readonly Rule[] = [
  id,
  type,
  must(one('issuer', issuer)),
  must(many('credentialSubject', subject)),
  one('validFrom', dateTimeStamp),
  one('validUntil', dateTimeStamp),
  ...TEXTS,
  many('credentialSchema', node([must(id), type])),
  many('credentialStatus', node([id, type])),
  ...['refreshService', 'termsOfUse', 'evidence'].map((name) => many(name, node([id, type]))),
  many('proof', node([type])),
  many('relatedResource', node([must(id), ...DIGESTS.map((name) => one(name, kind.plain))])),
]

/**
 * The W3C data model of credentials 2.0, by the document alone: no network, no proof, no clock.
 * @returns findings of `structure`; no failed one means that the document conforms
 * @see https://www.w3.org/TR/vc-data-model-2.0/
 */
export async function checkVcStructure(value: JsonObject): Promise<Finding[]> {
  return [
    ...checkVc2Contexts(value),
    ...(types(value).includes('VerifiableCredential') ? [] : [noCredential(value)]),
    ...checkMembers(value, RULES.map(exact), { path: '', family: '3.0' }),
    ...singleIdFindings(value),
    ...checkOrderOfDates(value),
    ...resourceFindings(value),
    ...(await typeTermFindings(value, { contexts: CONTEXTS })),
  ]
}

function noCredential(value: JsonObject): Finding {
  return finding('type_wrong', { path: 'type', found: member(value, 'type') })
}

/** An id is one text, not even a list of one. */
function singleIdFindings(value: JsonObject): Finding[] {
  const places: [path: string, node: unknown][] = [
    ['', value],
    ...['issuer', 'credentialSubject', 'credentialStatus', 'credentialSchema'].flatMap((name) =>
      asList(member(value, name)).map((item): [string, unknown] => [name, item]),
    ),
  ]
  return places.flatMap(([path, item]) => {
    const found = isObject(item) ? memberOf(item, 'id') : undefined
    return Array.isArray(found) && !isMissing(found) ? wrong(join(path, 'id'), found) : []
  })
}

/** A related resource is named once, with a digest. @see https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources */
function resourceFindings(value: JsonObject): Finding[] {
  const path = 'relatedResource'
  const resources = asList(member(value, path)).filter(isObject)
  const ids = new Set(resources.map((resource) => memberOf(resource, 'id')))
  const twice = ids.size < resources.length ? [finding('property_many', { path })] : []
  const bare = resources.filter((resource) =>
    DIGESTS.every((name) => isMissing(member(resource, name))),
  )
  return [...twice, ...bare.map(() => finding('property_missing', { path: `${path}.digestSRI` }))]
}
