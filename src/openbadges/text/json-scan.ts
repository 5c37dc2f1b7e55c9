import { OpenBadgesError, type RefusalReason } from '../errors.js'
import {
  MAX_JSON_DEPTH,
  MAX_JSON_ITEMS,
  MAX_JSON_MEMBERS,
  OBJECT_WEIGHT,
  tooLarge,
} from './json-limits.js'

/** What may stand next. */
type Expect = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'end'

/** Where the walk stands: offset, what may come next, open objects (their names so far) and arrays (null). */
interface Walk {
  text: string
  at: number
  expect: Expect
  levels: (Set<string> | null)[]
  members: number
  items: number
  /** The first limit that it goes beyond; from there on only its grammar is looked at. */
  beyond: Excess | null
}

/** What is too much of it. */
interface Excess {
  reason: RefusalReason
  seen: string
}

/** Stands for the names of any object that nobody will read. */
const UNREAD = new Set<string>()

const TOO_DEEP: Excess = {
  reason: 'json-too-deep',
  seen: `nested deeper than ${MAX_JSON_DEPTH}`,
}
const TOO_MANY_ITEMS: Excess = { reason: 'json-too-many-items', seen: 'too many items in lists' }
const TOO_MANY_MEMBERS: Excess = {
  reason: 'json-too-many-members',
  seen: `more than ${MAX_JSON_MEMBERS.toLocaleString('en-GB')} members`,
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * Walks the whole text without recursion and throws at the first thing that breaks a rule. What is no JSON is
 * damaged whatever its size; limits are told last.
 */
export function scan(text: string): void {
  const walk: Walk = {
    text,
    at: 0,
    expect: 'value',
    levels: [],
    members: 0,
    items: 0,
    beyond: null,
  }
  for (; walk.at < text.length;) {
    const char = text.charCodeAt(walk.at)
    if (isWhiteSpace(char)) walk.at += 1
    else if (char === QUOTE && (walk.expect === 'name' || walk.expect === 'name or }'))
      takeName(walk)
    else if (!takePunctuation(walk, char)) takeValue(walk, char)
  }
  if (walk.expect !== 'end')
    throw cutShort(text, walk.at, `the text ends where ${wanted(walk.expect)} should stand`)
  if (walk.beyond !== null) throw tooLarge(walk.beyond.seen, walk.beyond)
}

function isWhiteSpace(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09
}

/** Colon, comma or closing bracket, where it may stand. */
function takePunctuation(walk: Walk, char: number): boolean {
  const { levels, expect } = walk
  const names = levels[levels.length - 1]
  if (char === COLON && expect === ':') walk.expect = 'value'
  else if (char === COMMA && expect === ', or end') walk.expect = names ? 'name' : 'value'
  else if (closes(char, expect, names)) {
    levels.pop()
    walk.expect = levels.length > 0 ? ', or end' : 'end'
  } else return false
  walk.at += 1
  return true
}

function closes(char: number, expect: Expect, names: Set<string> | null | undefined): boolean {
  if (char === CLOSE_OBJECT) return expect === 'name or }' || (expect === ', or end' && !!names)
  if (char !== CLOSE_LIST) return false
  return expect === 'value or ]' || (expect === ', or end' && names === null)
}

function takeValue(walk: Walk, char: number): void {
  const { text, at, levels, expect } = walk
  if (expect !== 'value' && expect !== 'value or ]') throw unexpected(text, at, expect)
  if (levels[levels.length - 1] === null) countItem(walk, char)
  if (char === OPEN_OBJECT || char === OPEN_LIST) {
    if (levels.length === MAX_JSON_DEPTH) walk.beyond ??= TOO_DEEP
    const names = walk.beyond === null ? new Set<string>() : UNREAD
    levels.push(char === OPEN_OBJECT ? names : null)
    walk.expect = char === OPEN_OBJECT ? 'name or }' : 'value or ]'
    walk.at += 1
  } else {
    walk.at = char === QUOTE ? endOfString(text, at) : endOfScalar(text, at)
    walk.expect = levels.length > 0 ? ', or end' : 'end'
  }
}

function countItem(walk: Walk, char: number): void {
  walk.items += char === OPEN_OBJECT || char === OPEN_LIST ? OBJECT_WEIGHT : 1
  if (walk.items > MAX_JSON_ITEMS) walk.beyond ??= TOO_MANY_ITEMS
}

function takeName(walk: Walk): void {
  const { text, at, levels } = walk
  const end = endOfString(text, at)
  if (++walk.members > MAX_JSON_MEMBERS) walk.beyond ??= TOO_MANY_MEMBERS
  if (walk.beyond === null) takeNew(levels[levels.length - 1]!, text, at, end)
  walk.at = end
  walk.expect = ':'
}

/**
 * Names that every object of JavaScript inherits something under: whoever copies an object by its members may find
 * other members afterwards.
 */
const INHERITED = new Set(['__proto__', 'constructor', 'prototype'])

function takeNew(names: Set<string>, text: string, at: number, end: number): void {
  const raw = text.slice(at + 1, end - 1)
  const name = raw.includes('\\') ? (JSON.parse(text.slice(at, end)) as string) : raw
  if (names.has(name)) throw duplicate(text, at, name)
  if (INHERITED.has(name)) throw broken(text, at, `the name ${name}`)
  names.add(name)
}

function duplicate(text: string, at: number, name: string): OpenBadgesError {
  const [what, place] = [JSON.stringify(name.slice(0, 80)), placeOf(text, at)]
  return new OpenBadgesError('BADGE_MALFORMED', 'One name is used twice in the same object.', {
    reason: 'json-name-twice',
    seen: `duplicate member ${what}, ${place}`,
    place,
    what,
  })
}

/** Offset after the closing quote. */
function endOfString(text: string, start: number): number {
  let unicodeEscapes = false
  for (let at = start + 1; at < text.length;) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) {
      if (unicodeEscapes) refuseLoneSurrogates(text, start, at + 1)
      return at + 1
    }
    const length = char === BACKSLASH ? escapeLength(text, at) : plainLength(text, at, char)
    unicodeEscapes ||= length === 6
    at += length
  }
  throw cutShort(text, start, 'a text that does not end')
}

/** One, or two for a pair of surrogates; control characters and lone surrogates are refused. */
function plainLength(text: string, at: number, char: number): number {
  if (char >= 0x20 && (char < 0xd800 || char > 0xdfff)) return 1
  if (char >= 0xd800 && text.codePointAt(at)! > 0xffff) return 2
  throw broken(text, at, `the character U+${char.toString(16).toUpperCase().padStart(4, '0')}`)
}

function escapeLength(text: string, at: number): number {
  const char = text[at + 1]
  if (char !== undefined && '"\\/bfnrt'.includes(char)) return 2
  if (char === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) return 6
  throw broken(text, at, 'an escape that JSON does not know')
}

function refuseLoneSurrogates(text: string, start: number, end: number): void {
  if (LONE_SURROGATE.test(JSON.parse(text.slice(start, end)) as string))
    throw broken(text, start, 'half a character (a lone surrogate)')
}

function endOfScalar(text: string, start: number): number {
  SCALAR.lastIndex = start
  if (!SCALAR.test(text)) throw unexpected(text, start, 'value')
  const end = SCALAR.lastIndex
  const scalar = text.slice(start, end)
  if (Math.abs(Number(scalar)) === Infinity) throw broken(text, start, 'a number too large to read')
  return end
}

function unexpected(text: string, at: number, expect: Expect): OpenBadgesError {
  const found = JSON.stringify(String.fromCodePoint(text.codePointAt(at)!))
  return broken(text, at, `${found} where ${wanted(expect)} should stand`)
}

function wanted(expect: Expect): string {
  if (expect === ', or end') return 'a comma or the end of the list or object'
  if (expect === 'end') return 'nothing more'
  return expect === ':' ? 'a colon' : `a ${expect}`
}

function cutShort(text: string, at: number, what: string): OpenBadgesError {
  return broken(text, at, what, 'json-cut-short')
}

function broken(
  text: string,
  at: number,
  what: string,
  reason: RefusalReason = 'json-broken',
): OpenBadgesError {
  const place = placeOf(text, at)
  const seen = `${place}: ${what}`
  const options = { reason, seen, place, what }
  return new OpenBadgesError('BADGE_MALFORMED', 'The text is not sound JSON.', options)
}

function placeOf(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n')
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`
}
