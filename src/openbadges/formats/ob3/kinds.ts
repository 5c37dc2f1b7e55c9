import { finding, type Finding } from '../../findings/report.js'
import { readDate } from '../../text/dates.js'
import { isObject } from '../../text/read.js'
import { hashState, isBlankNode, isDataUrl, isIri } from '../../text/values.js'
import { type Kind, sloppy, wrong } from './table.js'

/** Tags are short words; a repeated group over a very long text would overflow. */
const LANGUAGE = /^(?=.{1,200}$)[a-z]{1,8}(-[a-z0-9]{1,8})*$/i

/** Text for people: plain, a value object, a map of languages, or a list of value objects. */
export const text: Kind = (value, path) => {
  if (isObject(value) && !Object.hasOwn(value, '@value')) return languageMap(value, path)
  if (typeof value === 'number') return sloppy(path, String(value))
  return languageText(value, path)
}

/**
 * Text as the W3C data model has it: plain, a value object, or a list of those.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#language-and-base-direction
 */
export const languageText: Kind = (value, path) => {
  if (Array.isArray(value))
    return value.flatMap((item, index) => languageText(item, `${path}[${index}]`))
  return typeof value === 'string' || isValueObject(value) ? [] : wrong(path, value)
}

const VALUE_MEMBERS = new Set(['@value', '@language', '@direction'])

function isValueObject(value: unknown): boolean {
  if (!isObject(value) || !Object.keys(value).every((name) => VALUE_MEMBERS.has(name))) return false
  const { '@value': said, '@language': language, '@direction': direction } = value
  const isLanguage = typeof language === 'string' && LANGUAGE.test(language)
  return (
    typeof said === 'string' &&
    (language == null || isLanguage) &&
    (direction == null || direction === 'ltr' || direction === 'rtl')
  )
}

function languageMap(value: object, path: string): Finding[] {
  const entries = Object.entries(value)
  const isMap = entries.every(
    ([language, said]) => LANGUAGE.test(language) && (typeof said === 'string' || said === null),
  )
  return isMap && entries.length > 0 ? [] : wrong(path, value)
}

/** A string for machines: codes, hashes, salts. */
export const plain: Kind = (value, path) => (typeof value === 'string' ? [] : wrong(path, value))

/** A string for machines, where numbers are met too. */
export const code: Kind = (value, path) =>
  typeof value === 'number' ? sloppy(path, String(value)) : plain(value, path)

/** An absolute IRI; where an id is mandatory a blank node is none. */
export const iri: Kind = (value, path) => {
  if (typeof value !== 'string') return wrong(path, value)
  return isIri(value) && !isBlankNode(value) ? [] : bad(path, value)
}

/** An absolute IRI, or a blank node, which is as good as no id. */
export const iriOrBlank: Kind = (value, path) => (isBlankNode(value) ? [] : iri(value, path))

/** An IRI or a data URI. */
export const imageIri: Kind = (value, path) => (isDataUrl(value) ? [] : iri(value, path))

/** A date with time and zone. @see https://www.w3.org/TR/xmlschema11-2/#dateTimeStamp */
export const date: Kind = (value, path) => {
  const { state } = readDate(value, '3.0')
  if (state === 'ok') return []
  return [finding(state === 'sloppy' ? 'date_sloppy' : 'date_bad', { path, found: value })]
}

/** A day, `YYYY-MM-DD`. */
export const day: Kind = (value, path) => {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  const isReal = isDay && readDate(`${value}T00:00:00Z`, '3.0').state === 'ok'
  return isReal ? [] : [finding('date_bad', { path, found: value })]
}

/** A number; its digits as text are read too. */
export const number: Kind = (value, path) => {
  if (typeof value === 'number') return []
  const isText = typeof value === 'string' && /^-?\d{1,15}(\.\d+)?$/.test(value)
  return isText ? sloppy(path, value) : wrong(path, value)
}

/** True or false. */
export const boolean: Kind = (value, path) => (typeof value === 'boolean' ? [] : wrong(path, value))

/** Exactly one `@` with text on both sides; `mailto:` in front is read too. */
export const email: Kind = (value, path) =>
  typeof value === 'string' && /^[^\s@]+@[^\s@]+$/.test(value) ? [] : wrong(path, value)

/** A language tag (BCP 47); a malformed one is only a warning. */
export const language: Kind = (value, path) => {
  if (typeof value !== 'string') return wrong(path, value)
  return LANGUAGE.test(value) ? [] : sloppy(path, value)
}

/** Clear text or `algorithm$hex`. */
export const identityHash: Kind = (value, path) => {
  if (hashState(value) === 'bad') return [finding('hash_bad', { path, found: value })]
  return plain(value, path)
}

/** One of these words, or one of the issuer's own (`ext:…`); an unknown word is only a warning. */
export function word(known: ReadonlySet<string>): Kind {
  return (value, path) => {
    if (typeof value !== 'string') return wrong(path, value)
    return known.has(value) || value.startsWith('ext:') ? [] : sloppy(path, value)
  }
}

/** The one kind for strings, the other for everything else. */
export function stringOr(string: Kind, other: Kind): Kind {
  return (value, path) => (typeof value === 'string' ? string : other)(value, path)
}

function bad(path: string, found: unknown): Finding[] {
  return [finding('iri_bad', { path, found })]
}
