import { isClearAddress } from '../text/address.js'
import { asList, idOf, isObject, member, stringOf, text, types, unwrapped } from '../text/read.js'
import { canParse, hashState, isDataUrl, isHttpUrl } from '../text/values.js'
import type {
  Alignment,
  Criteria,
  Evidence,
  ExtraMember,
  Image,
  JsonObject,
  Profile,
  RecipientIdentity,
  RelatedVersion,
} from '../types.js'

/** First text under one of these names. */
export function textOf(object: JsonObject, ...names: string[]): string | null {
  for (const name of names) {
    const found = text(member(object, name))
    if (found !== null && found !== '') return found
  }
  return null
}

/** Recipient of 1.x and 2.x. */
export function recipientOf(value: unknown): RecipientIdentity[] {
  const recipient = unwrapped(value)
  if (!isObject(recipient)) return []
  const identity = textOf(recipient, 'identity')
  if (identity === null) return []
  const flag = String(member(recipient, 'hashed')) === 'true'
  const hashed = hashState(identity) === 'ok' || (flag && !isClearAddress(identity))
  const salt = textOf(recipient, 'salt')
  return [{ type: identityType(types(recipient)[0] ?? 'email'), identity, hashed, salt }]
}

/** `email` for every spelling of it, else as written. */
export function identityType(type: string): string {
  return /(^|[#/:])email(Address)?$/i.test(type) ? 'email' : type
}

/** @param base completes a path; null leaves it out */
export function imageOf(value: unknown, base: string | null): Image | null {
  const image = unwrapped(value)
  const url = idOf(image)
  if (url === null || url === '') return null
  const caption = isObject(image) ? textOf(image, 'caption') : null
  const absolute = completed(url, base)
  return absolute === null ? null : { url: absolute, caption }
}

/** A web address or data URI; a path completed; null for anything else. */
function completed(url: string, base: string | null): string | null {
  if (isHttpUrl(url) || isDataUrl(url)) return url
  return base !== null && canParse(url, base) ? new URL(url, base).href : null
}

export function criteriaOf(value: unknown, base: string | null): Criteria {
  const criteria = unwrapped(value)
  const id = idOf(criteria)
  const narrative = isObject(criteria) ? textOf(criteria, 'narrative') : null
  return { id: id === null || id === '' ? null : (completed(id, base) ?? id), narrative }
}

/** @param base completes paths of 0.5 and 1.x */
export function evidenceOf(value: unknown, base: string | null): Evidence[] {
  return asList(value).flatMap((item) => {
    const part = isObject(item) ? item : {}
    const id = idOf(item)
    const found = {
      id: id ? (completed(id, base) ?? id) : null,
      name: textOf(part, 'name'),
      description: textOf(part, 'description'),
      narrative: textOf(part, 'narrative'),
      genre: textOf(part, 'genre'),
      audience: textOf(part, 'audience'),
    }
    return Object.values(found).every((v) => v === null) ? [] : [found]
  })
}

export function alignmentsOf(badge: JsonObject): Alignment[] {
  const listed = ['alignment', 'alignments'].flatMap((name) => asList(member(badge, name)))
  return listed.filter(isObject).map((alignment) => ({
    targetName: textOf(alignment, 'targetName', 'name'),
    targetUrl: textOf(alignment, 'targetUrl', 'url'),
    targetDescription: textOf(alignment, 'targetDescription', 'description'),
    targetFramework: textOf(alignment, 'targetFramework'),
    targetCode: textOf(alignment, 'targetCode'),
  }))
}

export function relatedOf(badge: JsonObject): RelatedVersion[] {
  return asList(member(badge, 'related')).flatMap((item) => {
    const id = idOf(item)
    const language = isObject(item) ? stringOf(item, '@language') : null
    return id === null ? [] : [{ id, language }]
  })
}

export function tagsOf(value: unknown): string[] {
  return asList(value)
    .map(text)
    .filter((tag): tag is string => tag !== null && tag !== '')
}

/** @param id the one that counts @param base completes paths */
export function profileOf(
  value: JsonObject | null,
  id: string | null,
  base: string | null,
): Profile {
  const profile = value ?? {}
  return {
    id,
    name: textOf(profile, 'name'),
    url: textOf(profile, 'url'),
    email: textOf(profile, 'email'),
    description: textOf(profile, 'description'),
    image: imageOf(member(profile, 'image'), base),
    telephone: textOf(profile, 'telephone'),
    parentOrg: null,
  }
}

/** Members that the model has no place for, as they came. */
export function extraOf(
  value: JsonObject | null,
  path: string,
  known: ReadonlySet<string>,
): ExtraMember[] {
  return Object.entries(value ?? {})
    .filter(([name]) => !known.has(name))
    .map(([name, extra]) => ({ path: path ? `${path}.${name}` : name, value: extra }))
}
