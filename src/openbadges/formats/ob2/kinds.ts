import { finding, type Finding } from '../../findings/report.js'
import { readDate } from '../../text/dates.js'
import { isObject, text as readText } from '../../text/read.js'
import { canParse, isBlankNode, isDataUrl, isEmail, isIri } from '../../text/values.js'
import type { Kind, Place } from './table.js'

/** Longest text, and longest data URI, in UTF-16 units (verification.md 2.9). */
const MAX_TEXT = 64 * 1024
const MAX_DATA_URI = 1024 * 1024 * 1.4

/** Text for people: plain, a number in its place, or in languages. @see https://www.w3.org/TR/json-ld11/#string-internationalization */
export const text: Kind = (value, { path }) => {
  if (typeof value === 'string') return tooLong(value, MAX_TEXT) ? wrong(path, value) : []
  if (typeof value === 'number') return [finding('property_sloppy', { path, found: String(value) })]
  return isObject(value) && readText(value) !== null ? [] : wrong(path, value)
}

/** An array that is one text in several languages. */
export function isTextInLanguages(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((v) => isObject(v) && Object.hasOwn(v, '@value'))
}

/** Text or number, as versions are. */
export const textOrNumber: Kind = (value, place) =>
  typeof value === 'number' ? [] : text(value, place)

/** Plain text only: identities, salts, PEM. */
export const plainText: Kind = (value, { path }) =>
  typeof value === 'string' && !tooLong(value, MAX_TEXT) ? [] : wrong(path, value)

/** An absolute IRI; a blank node is no id. */
export const iri: Kind = (value, { path, required }) => {
  if (typeof value !== 'string') return wrong(path, value)
  if (isBlankNode(value))
    return required ? [finding('property_missing', { path, found: value })] : []
  return isIri(value) && !tooLong(value, MAX_TEXT)
    ? []
    : [finding('iri_bad', { path, found: value })]
}

/** An IRI, or a path that the address of its document completes. */
export const iriOrPath: Kind = (value, { path }) => {
  if (typeof value !== 'string') return wrong(path, value)
  return !/[\s<>]/.test(value) && canParse(value, 'https://host.invalid/')
    ? []
    : [finding('iri_bad', { path, found: value })]
}

/** An IRI or a data URI. */
export const imageIri: Kind = (value, place) => {
  if (!isDataUrl(value)) return iri(value, place)
  return tooLong(value, MAX_DATA_URI) ? wrong(place.path, value) : []
}

/** The same where older badges also write paths. */
export const imageIriOrPath: Kind = (value, place) =>
  (isDataUrl(value) ? imageIri : iriOrPath)(value, place)

/** A date in the forms of its family (verification.md 2.8). */
export function date(role: 'start' | 'end'): Kind {
  return (value, { path, family, required }) => {
    const { state, iso } = readDate(value, family, role)
    if (state === 'ok') return []
    if (state === 'bad') return [finding('date_bad', { path, found: value })]
    if (required && iso === null) return [finding('property_missing', { path, found: value })]
    if (state === 'absent') return []
    return [finding('date_sloppy', { path, found: value })]
  }
}

/** Exactly one `@` with text on both sides. */
export const email: Kind = (value, { path }) =>
  typeof value === 'string' && isEmail(value.replace(/^mailto:/i, '')) ? [] : wrong(path, value)

/** True or false; their names as text are read too. */
export const boolean: Kind = (value, { path }) => {
  if (typeof value === 'boolean') return []
  return value === 'true' || value === 'false'
    ? [finding('property_sloppy', { path, found: value })]
    : wrong(path, value)
}

/** Anything: what the class leaves open, or what another check judges. */
export const open: Kind = () => []

/** A value of a form that its member does not allow. */
export function wrong(path: string, found: unknown): Finding[] {
  return [finding('property_type', { path, found })]
}

/** The kind, and what it finds only as a warning. */
export function onlyWarn(kind: Kind): Kind {
  return (value: unknown, place: Place) =>
    kind(value, place).map((f) => ({ ...f, outcome: 'passed', severity: 'warning' }))
}

function tooLong(value: string, most: number): boolean {
  return value.length > most
}
