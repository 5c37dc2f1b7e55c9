import { OpenBadgesError } from '../errors.js'
import type { JsonObject } from '../types.js'
import { refuseTooLong } from './json-limits.js'
import { scan } from './json-scan.js'

/**
 * Reads JSON as RFC 8259 has it, once and strictly: no duplicate member names (compared after
 * unescaping), none that objects inherit (`__proto__`), no lone surrogates, no number beyond a double, within the
 * limits of json-limits.ts. One byte order mark in front is dropped.
 * @throws {OpenBadgesError} BADGE_MALFORMED; `place` names line and column, `what` stands there, and `reason`
 *   is json-cut-short, json-broken or json-name-twice. BADGE_TOO_LARGE: sound, and beyond a limit
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export function readJson(text: string): unknown {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  refuseTooLong(json)
  scan(json)
  return JSON.parse(json)
}

/**
 * The same for bytes as they were fetched.
 * @throws {OpenBadgesError} BADGE_MALFORMED, also for text that is not UTF-8; BADGE_TOO_LARGE
 */
export function readJsonBytes(bytes: Uint8Array): unknown {
  return readJson(readUtf8(bytes))
}

/** The same, when only an object will do. @throws {OpenBadgesError} BADGE_MALFORMED, BADGE_TOO_LARGE */
export function readJsonObject(text: string): JsonObject {
  const value = readJson(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as JsonObject
  throw new OpenBadgesError('BADGE_MALFORMED', 'The text is JSON, but not an object.', {
    reason: 'text-damaged',
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
      reason: 'not-utf8',
      seen: `starts with bytes ${Buffer.from(bytes.subarray(0, 8)).toString('hex')}`,
    })
  }
}
