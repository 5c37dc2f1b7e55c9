import { readDataUrl } from '../carriers/unbake.js'
import { OpenBadgesError, type OpenBadgesErrorOptions } from '../errors.js'
import { splitJws } from '../proofs/jws.js'
import { splitSdJwt } from '../proofs/sd-jwt.js'
import { isAddressText } from '../text/address.js'
import { MAX_BADGE_BYTES, refuseTooLong, tooLarge } from '../text/json-limits.js'
import { readJson } from '../text/json.js'
import { isObject } from '../text/read.js'
import { canParse } from '../text/values.js'
import type { BadgeText } from './award.js'

/** Times that a wrapper (quotes, data URL) is taken off before the text must be plain. */
const MAX_WRAPPERS = 2
/** Characters of a text with its wrappers: a picture of 5 MiB in base64 still fits. */
const MAX_TEXT_LENGTH = 8 * 1024 * 1024

/**
 * Takes a badge text apart: address, JSON object, compact JWS or SD-JWT; whether it is an award is decided later.
 * @param baked the text came out of a picture, so it claims to be a badge whatever it looks like
 * @throws {OpenBadgesError} BADGE_MALFORMED: it claims to be JSON or JWS (starts with `{`, has three dotted
 *   parts, holds `"@context"`, or is baked) and cannot be read. BADGE_TOO_LARGE: it is beyond a limit.
 *   FORMAT_UNKNOWN: any other text; `kind` and `seen` name what it is
 */
export function readBadgeText(text: string, baked = false): BadgeText {
  return readWrapped(text, baked, MAX_WRAPPERS)
}

function readWrapped(text: string, baked: boolean, wrappers: number): BadgeText {
  if (text.length > MAX_TEXT_LENGTH) throw tooLarge(`${text.length} characters`)
  const trimmed = text.replace(/^\ufeff/, '').trim()
  if (/^https?:\/\/\S+$/i.test(trimmed) && canParse(trimmed)) return { kind: 'url', url: trimmed }
  if (wrappers > 0) {
    const inner = unquoted(trimmed) ?? readDataUrl(trimmed)
    if (inner !== null)
      return typeof inner === 'string'
        ? readWrapped(inner, baked, wrappers - 1)
        : readWrapped(inner.text, baked || inner.baked, wrappers - 1)
  }
  return readPlain(trimmed, baked)
}

function readPlain(text: string, baked: boolean): BadgeText {
  refuseTooLong(text)
  if (text.startsWith('{')) return readObject(text)
  if (text.startsWith('[')) throw listed(text, baked)
  if (isEncrypted(text)) throw encrypted(text)
  if (isDisclosing(text)) return { kind: 'jws', text, jws: splitSdJwt(text) }
  if (isDotted(text)) return { kind: 'jws', text, jws: splitJws(text) }
  if (baked || text.includes('"@context"')) throw malformed(text)
  throw unknownText(text, describe(text))
}

function readObject(text: string): BadgeText {
  const value = readJson(text)
  if (isObject(value)) return { kind: 'json', text, value }
  throw malformed(text)
}

/** A list is no badge however many it holds, unless it cannot be read at all. */
function listed(text: string, baked: boolean): OpenBadgesError {
  try {
    const list = readJson(text) as unknown[]
    const count = list.length === 1 ? '1 item' : `${list.length} items`
    return new OpenBadgesError(
      'FORMAT_UNKNOWN',
      `This is a list of ${count}, not one badge. Add each of them by itself.`,
      { kind: 'list', seen: `list of ${count}` },
    )
  } catch (error) {
    const meant = baked || text.includes('"@context"') || /^\[\s*["{[\]]/.test(text)
    const isOurs = (error as OpenBadgesError).code === 'BADGE_TOO_LARGE'
    return meant || isOurs ? (error as OpenBadgesError) : unknownText(text, describe(text))
  }
}

/** The text inside one JSON string literal, else null. */
function unquoted(text: string): string | null {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length > MAX_BADGE_BYTES) return null
  try {
    return readJson(text) as string
  } catch {
    return null
  }
}

/** Three dotted parts: strictly those of a JWS, or those of one that was wrapped or padded on its way. */
function isDotted(text: string): boolean {
  return (
    /^[\w-]+\.[\w-]*\.[\w-]*$/.test(text) || /^ey[\w+/=-]*\s*\.[\w+/=\s-]*\.[\w+/=\s-]*$/.test(text)
  )
}

/** A signed text, `~`, and what it discloses: an SD-JWT, perhaps wrapped or padded on its way. */
function isDisclosing(text: string): boolean {
  return /^ey[\w+/=\s-]*(?:\.[\w+/=\s-]*){2}~[\w.~+/=\s-]*$/.test(text)
}

/** Five dotted parts: a JWE, which holds a credential in a form that this library does not open. */
function isEncrypted(text: string): boolean {
  return /^ey[\w-]+(?:\.[\w-]*){4}$/.test(text)
}

function describe(text: string): string {
  if (text === '') return 'nothing'
  if (/^<(?:!doctype\s+html|html)/i.test(text)) return 'a web page'
  if (text.startsWith('<')) return 'markup'
  if (/^https?:/i.test(text)) return 'an address with something wrong in it'
  if (isAddressText(text)) return 'an e-mail address'
  return 'a text'
}

function encrypted(text: string): OpenBadgesError {
  return unknownText(text, 'an encrypted token (JWE)', {
    kind: 'unsupported-envelope',
    reason: 'token-encrypted',
  })
}

function unknownText(
  text: string,
  what: string,
  options: OpenBadgesErrorOptions = { kind: 'unknown' },
): OpenBadgesError {
  return new OpenBadgesError('FORMAT_UNKNOWN', `This is ${what}, not a badge.`, {
    ...options,
    seen: firstWords(text),
  })
}

function malformed(text: string): OpenBadgesError {
  return new OpenBadgesError(
    'BADGE_MALFORMED',
    'The badge text is damaged: it is neither JSON, nor a signed text (JWS), nor an address.',
    { reason: 'text-damaged', seen: firstWords(text) },
  )
}

/** The beginning of a text, for the reader. */
function firstWords(text: string): string {
  return text.slice(0, 200).replace(/\s+/g, ' ').slice(0, 80)
}
