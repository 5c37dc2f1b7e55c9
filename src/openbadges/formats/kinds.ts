import { finding, type Finding } from '../findings/report.js'
import { isAddressText } from '../text/address.js'
import { readDate } from '../text/dates.js'
import { isObject, text as readText } from '../text/read.js'
import { canParse, hashState, isBlankNode, isDataUrl, isIri } from '../text/values.js'
import { type Kind, type Place, sloppy, wrong } from './rules.js'

/** Longest text, and longest data URI, in UTF-16 units, of versions before 3.0; that one sets no limits. */
const MAX_TEXT = 64 * 1024
const MAX_DATA_URI = 1024 * 1024 * 1.4

/** Tags are short words; a repeated group over a very long text would overflow. */
const LANGUAGE = /^(?=.{1,200}$)[a-z]{1,8}(-[a-z0-9]{1,8})*$/i

/**
 * Text for people: plain, a number in its place, or in languages; in 3.0 also a list of those.
 * @see https://www.w3.org/TR/json-ld11/#string-internationalization
 */
export const textKind: Kind = (value, place) => {
  const { path, family } = place
  if (typeof value === 'number') return sloppy(path, String(value))
  if (family === '3.0')
    return isObject(value) && !Object.hasOwn(value, '@value')
      ? languageMap(value, path)
      : languageText(value, place)
  if (typeof value === 'string') return plain(value, place)
  return isObject(value) && readText(value) !== null ? [] : wrong(path, value)
}

/**
 * Text as the W3C data model has it: plain, a value object, or a list of those.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#language-and-base-direction
 */
export const languageText: Kind = (value, place) => {
  const { path } = place
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      languageText(item, { ...place, path: `${path}[${index}]` }),
    )
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

/** A string for machines: identities, codes, hashes, salts, PEM. */
export const plain: Kind = (value, { path, family }) =>
  typeof value === 'string' && !isTooLong(value, MAX_TEXT, family) ? [] : wrong(path, value)

/** A string for machines, where numbers are met too. */
export const code: Kind = (value, place) =>
  typeof value === 'number' ? sloppy(place.path, String(value)) : plain(value, place)

/** Text or number, as versions are. */
export const textOrNumber: Kind = (value, place) =>
  typeof value === 'number' ? [] : textKind(value, place)

/** An absolute IRI. A blank node is none: before 3.0 it is as good as nothing. */
export const iri: Kind = (value, { path, family, required }) => {
  if (typeof value !== 'string') return wrong(path, value)
  if (isBlankNode(value) && family !== '3.0')
    return required ? [finding('property_missing', { path, found: value })] : []
  return isIri(value) && !isBlankNode(value) && !isTooLong(value, MAX_TEXT, family)
    ? []
    : badIri(path, value)
}

/** An absolute IRI, or a blank node, which is as good as no id. */
export const iriOrBlank: Kind = (value, place) => (isBlankNode(value) ? [] : iri(value, place))

/** An IRI, or a path that the address of its document completes. */
export const iriOrPath: Kind = (value, { path }) => {
  if (typeof value !== 'string') return wrong(path, value)
  const isFit = !/[\s<>]/.test(value) && canParse(value, 'https://host.invalid/')
  return isFit ? [] : badIri(path, value)
}

/** An IRI or a data URI. */
export const imageIri: Kind = (value, place) => {
  if (!isDataUrl(value)) return iri(value, place)
  return isTooLong(value, MAX_DATA_URI, place.family) ? wrong(place.path, value) : []
}

/** The same where older badges also write paths. */
export const imageIriOrPath: Kind = (value, place) =>
  (isDataUrl(value) ? imageIri : iriOrPath)(value, place)

/**
 * A date in the forms of its family.
 * @param role a day alone, where the family allows it, means its first second as a start, its last as an end
 */
export function date(role: 'start' | 'end'): Kind {
  return (value, { path, family, required }) => {
    const { state, iso } = readDate(value, family, role)
    if (state === 'ok') return []
    if (state === 'bad' || (state === 'absent' && family === '3.0'))
      return [finding('date_bad', { path, found: value })]
    if (required && iso === null) return [finding('property_missing', { path, found: value })]
    return state === 'absent' ? [] : [finding('date_sloppy', { path, found: value })]
  }
}

/** A day, `YYYY-MM-DD`. */
export const day: Kind = (value, { path }) => {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
  const isReal = isDay && readDate(`${value}T00:00:00Z`, '3.0').state === 'ok'
  return isReal ? [] : [finding('date_bad', { path, found: value })]
}

/** A number; its digits as text are read too. */
export const number: Kind = (value, { path }) => {
  if (typeof value === 'number') return []
  const isText = typeof value === 'string' && /^-?\d{1,15}(\.\d+)?$/.test(value)
  return isText ? sloppy(path, value) : wrong(path, value)
}

/** True or false; before 3.0 their names as text are read too. */
export const boolean: Kind = (value, { path, family }) => {
  if (typeof value === 'boolean') return []
  const isName = (value === 'true' || value === 'false') && family !== '3.0'
  return isName ? sloppy(path, value) : wrong(path, value)
}

/** An e-mail address, `mailto:` in front or not. */
export const mailbox: Kind = (value, { path }) => (isAddressText(value) ? [] : wrong(path, value))

/** A language tag (BCP 47); a malformed one is only a warning. */
export const language: Kind = (value, { path }) => {
  if (typeof value !== 'string') return wrong(path, value)
  return LANGUAGE.test(value) ? [] : sloppy(path, value)
}

/** Clear text or `algorithm$hex`. */
export const identityHash: Kind = (value, place) =>
  hashState(value) === 'bad' ? badHash(place.path, value) : plain(value, place)

/** One of these words, or one of the issuer's own (`ext:…`); an unknown word is only a warning. */
export function word(known: ReadonlySet<string>): Kind {
  return (value, { path }) => {
    if (typeof value !== 'string') return wrong(path, value)
    return known.has(value) || value.startsWith('ext:') ? [] : sloppy(path, value)
  }
}

/** Anything: what the class leaves open, or what another check verifies. */
export const open: Kind = () => []

/** The kind, and what it finds only as a warning. */
export function onlyWarn(kind: Kind): Kind {
  return (value: unknown, place: Place) =>
    kind(value, place).map((f) => ({ ...f, outcome: 'passed', severity: 'warning' }))
}

/** What means to be a hash, or should be one, and is none. */
export function badHash(path: string, found: unknown): Finding[] {
  return [finding('hash_bad', { path, found })]
}

function badIri(path: string, found: unknown): Finding[] {
  return [finding('iri_bad', { path, found })]
}

function isTooLong(value: string, most: number, family: Place['family']): boolean {
  return family !== '3.0' && value.length > most
}
