import { OpenBadgesError } from '../errors.js'
import type { JsonObject } from '../types.js'

/** UTF-8 bytes of one JSON text. */
export const MAX_JSON_BYTES = 2 * 1024 * 1024
export const MAX_JSON_DEPTH = 64
/** Members of objects, counted over the whole text. */
export const MAX_JSON_MEMBERS = 20_000

/**
 * Reads JSON as RFC 8259 has it, once and strictly: no duplicate member names (compared after
 * unescaping), no lone surrogates, no number beyond a double, within the three limits above. One byte
 * order mark in front is dropped.
 * @throws {OpenBadgesError} BADGE_MALFORMED; `seen` names line, column and what stands there, and starts
 *   `duplicate member` for a name used twice
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJson(text: string): unknown {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (json.length > MAX_JSON_BYTES || Buffer.byteLength(json) > MAX_JSON_BYTES)
    throw new OpenBadgesError('BADGE_MALFORMED', 'The text is longer than 2 MiB.', {
      seen: `${json.length} characters`,
    })
  scan(json)
  return JSON.parse(json)
}

/** The same for bytes as they were fetched. @throws {OpenBadgesError} BADGE_MALFORMED, also for text that is not UTF-8 */
export function readJsonBytes(bytes: Uint8Array): unknown {
  return readJson(readUtf8(bytes))
}

/** The same, when only an object will do. @throws {OpenBadgesError} BADGE_MALFORMED */
export function readJsonObject(text: string): JsonObject {
  const value = readJson(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as JsonObject
  throw new OpenBadgesError('BADGE_MALFORMED', 'The text is JSON, but not an object.', {
    seen: text.slice(0, 80),
  })
}

/** Bytes as UTF-8 text, without a leading byte order mark. @throws {OpenBadgesError} BADGE_MALFORMED */
export function readUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new OpenBadgesError('BADGE_MALFORMED', 'The text is not UTF-8.', {
      cause,
      seen: `starts with bytes ${Buffer.from(bytes.subarray(0, 8)).toString('hex')}`,
    })
  }
}

/** What may stand next. */
type Expect = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'end'

/** One open array (`names` null) or object, with the names it has so far. */
interface Level {
  names: Set<string> | null
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Whatever cannot stand as it is inside a string: quote, backslash, control characters, lone surrogates. */
const STOP_IN_STRING = /[^ !#-[\]-\ud7ff\ue000-\u{10ffff}]/gu
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y
const LONE_SURROGATE = /\p{Surrogate}/u

/** Walks the whole text without recursion and throws at the first thing that breaks a rule. */
function scan(text: string): void {
  const levels: Level[] = []
  let expect: Expect = 'value'
  let members = 0
  let at = 0
  while (at < text.length) {
    const char = text.charCodeAt(at)
    if (char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09) {
      at += 1
      continue
    }
    const level = levels.length > 0 ? levels[levels.length - 1]! : null
    if (char === QUOTE && (expect === 'name' || expect === 'name or }')) {
      const end = endOfString(text, at)
      if (++members > MAX_JSON_MEMBERS) throw broken(text, at, 'more than 20,000 members')
      takeName(text, at, end, level!.names!)
      at = end
      expect = ':'
    } else if (char === COLON && expect === ':') {
      at += 1
      expect = 'value'
    } else if (char === COMMA && expect === ', or end') {
      at += 1
      expect = level!.names ? 'name' : 'value'
    } else if (closes(char, expect, level)) {
      levels.pop()
      at += 1
      expect = levels.length > 0 ? ', or end' : 'end'
    } else if (expect === 'value' || expect === 'value or ]') {
      if (char === OPEN_OBJECT || char === OPEN_LIST) {
        if (levels.length === MAX_JSON_DEPTH) throw broken(text, at, 'nested deeper than 64')
        const isObject = char === OPEN_OBJECT
        levels.push({ names: isObject ? new Set() : null })
        at += 1
        expect = isObject ? 'name or }' : 'value or ]'
      } else {
        at = char === QUOTE ? endOfString(text, at) : endOfScalar(text, at)
        expect = levels.length > 0 ? ', or end' : 'end'
      }
    } else throw unexpected(text, at, expect)
  }
  if (expect !== 'end') throw broken(text, at, `the text ends where ${wanted(expect)} should stand`)
}

function closes(char: number, expect: Expect, level: Level | null): boolean {
  if (char === CLOSE_OBJECT)
    return expect === 'name or }' || (expect === ', or end' && level?.names != null)
  return (
    char === CLOSE_LIST &&
    (expect === 'value or ]' || (expect === ', or end' && level?.names === null))
  )
}

function takeName(text: string, start: number, end: number, names: Set<string>): void {
  const raw = text.slice(start + 1, end - 1)
  const name = raw.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : raw
  if (names.has(name))
    throw new OpenBadgesError('BADGE_MALFORMED', 'One name is used twice in the same object.', {
      seen: `duplicate member ${JSON.stringify(name.slice(0, 80))}, ${place(text, start)}`,
    })
  names.add(name)
}

/** Offset after the closing quote. */
function endOfString(text: string, start: number): number {
  let unicodeEscapes = false
  for (let at = start + 1; ;) {
    const char = text.charCodeAt(at)
    if (char === BACKSLASH) {
      const length = escapeLength(text, at)
      unicodeEscapes ||= length > 2
      at += length
    } else if (char === QUOTE) {
      if (unicodeEscapes) refuseLoneSurrogates(text, start, at + 1)
      return at + 1
    } else at = nextStop(text, start, at)
  }
}

/** Offset of the next quote or backslash; anything else that cannot stand in a string is refused. */
function nextStop(text: string, start: number, from: number): number {
  STOP_IN_STRING.lastIndex = from
  if (!STOP_IN_STRING.test(text)) throw broken(text, start, 'a text that does not end')
  const stop = STOP_IN_STRING.lastIndex - 1
  const char = text.charCodeAt(stop)
  if (char !== QUOTE && char !== BACKSLASH)
    throw broken(text, stop, `the character ${codePoint(char)}`)
  return stop
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

function broken(text: string, at: number, what: string): OpenBadgesError {
  return new OpenBadgesError('BADGE_MALFORMED', 'The text is not sound JSON.', {
    seen: `${place(text, at)}: ${what}`,
  })
}

function place(text: string, at: number): string {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return `line ${line}, column ${at - before.lastIndexOf('\n')}`
}

function codePoint(char: number): string {
  return `U+${char.toString(16).toUpperCase().padStart(4, '0')}`
}
