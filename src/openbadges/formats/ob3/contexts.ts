import { VC1_CONTEXT, VC2_CONTEXT } from '../../text/data-model.js'
import { finding, type Finding } from '../../findings/report.js'
import { isOb3Context } from '../../jsonld/published-words.js'
import { contexts, contextUrls, isMissing, isObject, member } from '../../text/read.js'
import { isIri } from '../../text/values.js'
import type { JsonObject } from '../../types.js'

/**
 * The W3C context comes first, and one of Open Badges 3.0 is there, best as the second.
 * @returns context_missing, context_unpublished, context_order (warning), iri_bad, property_type
 * @see https://www.imsglobal.org/spec/ob/v3p0/#achievementcredential
 */
export function checkBadgeContexts(value: JsonObject): Finding[] {
  const listed = contexts(value)
  const first = listed[0] === VC1_CONTEXT || listed[0] === VC2_CONTEXT
  const place = listed.findIndex(isOb3Context)
  if (!first || place < 0) return [missing(value), ...checkContextItems(value)]
  const order = place === 1 ? [] : [finding('context_order', { path: '@context' })]
  return [...order, ...checkContextItems(value)]
}

/** The W3C context of data model 2.0 comes first. @see https://www.w3.org/TR/vc-data-model-2.0/#contexts */
export function checkVc2Contexts(value: JsonObject): Finding[] {
  const isFirst = contexts(value)[0] === VC2_CONTEXT
  return [...(isFirst ? [] : [missing(value)]), ...checkContextItems(value)]
}

function checkContextItems(value: JsonObject): Finding[] {
  if (isMissing(member(value, '@context'))) return []
  return contexts(value).flatMap((context, index) => {
    const path = `@context[${index}]`
    if (isObject(context)) return []
    if (typeof context !== 'string') return [finding('property_type', { path, found: context })]
    return isIri(context) ? [] : [finding('iri_bad', { path, found: context })]
  })
}

/** Is it the address under which people look for 3.0, in the style of the older versions? Nothing ever stood there. */
export function isUnpublishedContext(url: string): boolean {
  return /^https?:\/\/(?:www\.)?(?:w3id\.org\/openbadges|openbadgespec\.org)\/v3(?![^/#?])/i.test(
    url,
  )
}

function missing(value: JsonObject): Finding {
  const named = contextUrls(value).find(isUnpublishedContext)
  if (named)
    return finding('context_unpublished', {
      path: '@context',
      found: named,
      values: { url: named },
    })
  return finding('context_missing', { path: '@context', found: member(value, '@context') })
}
