import {
  asWritten,
  type CheckResult,
  type Credential,
  hostOf,
  inUtc,
} from '../../openbadges/index.js'
import type { Shows } from '../../store/shares.js'
import { daysIn } from './days-in.js'
import { searchFor } from './many-texts.js'
import type { Earner } from './redact.js'
import { allSpellings, onlyLetters } from './spellings.js'

/** Does a text name what a link hides? */
export type Hidden = (text: string) => boolean

/** Shorter texts, as letters, are looked for as whole words only. */
const MIN_LETTERS = 8
/** Characters of a text that tell it from others. */
const MAX_SOUGHT = 1000
/** Parts of a name that are looked for. */
const MIN_PART = 3
/** Names of evidence are common words; only longer texts are looked for. */
const MIN_TEXT_LENGTH = 20
/** Alphabets that write words without spaces. */
const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u
/** Parts of names that are words of their own. */
const PARTICLES = new Set(
  'and bin ibn ben ter van von der den des del dos das los las che the und mac san abu'.split(' '),
)

/**
 * What must not stand anywhere in what a link shows, in whatever spelling: to whom the badge was awarded and the
 * addresses of its earner always; names, days, evidence and the addresses of the award as far as they are hidden.
 * @returns null when there is nothing of the kind
 */
export function hiddenIn(
  credential: Credential,
  checks: readonly CheckResult[],
  shows: Shows,
  { name, addresses }: Earner,
): Hidden | null {
  const names = shows.name ? [] : namesOf(credential, name)
  const texts = [
    ...identitiesOf(credential),
    ...addresses,
    ...names,
    ...(shows.evidence ? [] : evidenceOf(credential)),
    ...(shows.name && shows.evidence && shows.dates ? [] : addressesOf(credential, checks)),
  ]
  const days = shows.dates ? new Set<string>() : daysOf(credential)
  if (texts.length + days.size === 0) return null
  const isWhole = searchOf(texts, [], days)
  const hasPart = searchOf([], names.flatMap(partsOf), new Set())
  const withoutIssuer = issuerTaker(credential)
  return (text) => isWhole(text) || hasPart(withoutIssuer(text))
}

/** A part of a name is a word that may stand in the issuer's name or host as well, and tells nothing there. */
function issuerTaker({ issuer }: Credential): (text: string) => string {
  const hosts = [issuer.id, issuer.url].map(hostOf).filter((host) => host !== null)
  const isName = (text: string) => text === issuer.name
  return (text) =>
    isName(text) ? '' : hosts.reduce((left, host) => left.replaceAll(host, ' '), text)
}

function searchOf(texts: readonly string[], parts: readonly string[], days: Set<string>): Hidden {
  const sought = [
    ...new Set(texts.map((text) => onlyLetters(allSpellings(text.slice(0, MAX_SOUGHT))))),
  ]
  const isLong = (text: string) => text.length >= MIN_LETTERS || WITHOUT_SPACES.test(text)
  const both = sought.filter(isLong).flatMap((text) => [text, reversed(text)])
  const isThere = searchFor(both)
  const short = sought.filter((text) => text.length >= MIN_PART && !isLong(text))
  const words = new Set([...short, ...parts].flatMap((word) => [word, reversed(word)]))
  const known = new Map<string, boolean>()
  return (text) => {
    const seen = known.get(text) ?? tells(text)
    known.set(text, seen)
    return seen
  }

  function tells(text: string): boolean {
    const spelled = allSpellings(text)
    if (isThere(onlyLetters(spelled)) || hasWord(spelled, words)) return true
    return days.size > 0 && [...daysIn(spelled)].some((day) => days.has(day))
  }
}

const reversed = (text: string) => [...text].reverse().join('')

/** Words between spaces, whatever signs are in them, and between signs. */
function hasWord(text: string, words: ReadonlySet<string>): boolean {
  if (words.size === 0) return false
  const all = [...text.split(/\s+/), ...text.split(/[^\p{L}\p{M}\p{N}]+/u)]
  return all.some((word) => words.has(onlyLetters(word)))
}

/**
 * The same value without what is hidden: a text that names it is left out whole, for of what is left of one, most can be
 * guessed.
 */
export function scrub<Value>(value: Value, isHidden: Hidden | null): Value {
  return isHidden === null ? value : (scrubbed(value, isHidden) as Value)
}

function scrubbed(value: unknown, isHidden: Hidden): unknown {
  if (typeof value === 'string') return isHidden(value) ? leftOut(value) : value
  if (Array.isArray(value)) return value.map((one) => scrubbed(one, isHidden))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => OURS.has(name) || !isHidden(name))
      .map(([name, one]) => [name, OURS.has(name) ? one : scrubbed(one, isHidden)]),
  )
}

/** Longer texts are sentences, in whose place one can stand. */
const MAX_TITLE = 60
const LEFT_OUT = 'A text of this badge is left out here: it names what its owner hides.'

function leftOut(text: string): string {
  if (!/\s/.test(text.trim())) return '…'
  return text.length > MAX_TITLE ? LEFT_OUT : '(left out here)'
}

/** What we wrote into a report ourselves, and words of a closed list. */
const OURS: ReadonlySet<string> = new Set(
  'by carrier cause check clause code fetchedAt format kind outcome proofKind severity sha256'.split(
    ' ',
  ),
)

function identitiesOf({ recipients, subjectId }: Credential): string[] {
  const told = recipients.flatMap(({ identity, salt }) => (salt ? [identity, salt] : [identity]))
  return subjectId ? [...told, subjectId] : told
}

function namesOf({ recipientName, licenseNumber }: Credential, name: string): string[] {
  return [name, recipientName, licenseNumber].filter((one) => one !== null)
}

function partsOf(name: string): string[] {
  return name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(onlyLetters)
    .filter((part) => part.length >= MIN_PART && !PARTICLES.has(part))
}

function evidenceOf({ evidence, narrative }: Credential): string[] {
  const texts = evidence.flatMap((one) => [one.name, one.description, one.narrative])
  const links = evidence.map(({ id }) => id)
  return [
    ...links.filter((id) => id !== null),
    ...[narrative, ...texts].filter((text) => text !== null && text.length >= MIN_TEXT_LENGTH),
  ] as string[]
}

/** Each day as it was written and in UTC, and its month. */
function daysOf(credential: Credential): Set<string> {
  const { validFrom, validUntil, awardedDate, activityStartDate, activityEndDate } = credential
  const days = [validFrom, validUntil, awardedDate, activityStartDate, activityEndDate]
    .filter((date) => typeof date === 'string' && !Number.isNaN(Date.parse(date)))
    .flatMap((date) => [date!, inUtc(date!), asWritten(date!).toISOString()])
    .map((date) => date.slice(0, 10))
  return new Set(days.flatMap((day) => [day, day.slice(0, 7)]))
}

/** Where the issuer shows the award with everything in it. */
function addressesOf({ id }: Credential, checks: readonly CheckResult[]): string[] {
  const hosted = checks.filter(({ check }) => check === 'hosted' || check === 'refresh')
  const asked = hosted.flatMap(({ findings }) => findings.flatMap(({ evidence }) => evidence))
  return [...(id === null ? [] : [id]), ...asked.map(({ url }) => url)]
}
