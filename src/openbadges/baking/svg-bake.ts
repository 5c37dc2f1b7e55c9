import { BADGE_NAMESPACES, outlineSvg, type SvgOutline } from '../carriers/svg.js'
import { OpenBadgesError } from '../errors.js'
import { readJson } from '../text/json.js'
import { isObject, objectOf, stringOf } from '../text/read.js'
import { isHttpUrl } from '../text/values.js'
import type { FormatId, JsonObject } from '../types.js'

/**
 * Puts one badge element into an SVG, at the start of its root, and takes older ones out; every other byte
 * stays. JSON goes into the body, escaped where XML cannot hold it; JWS and URL into `verify`.
 * @throws {OpenBadgesError} BADGE_MALFORMED: no sound SVG, or a text with characters that XML cannot hold
 * @see https://www.imsglobal.org/spec/ob/v3p0/#svg
 */
export function bakeSvg(image: Uint8Array, text: string, format: FormatId): Uint8Array {
  const svg = decodeSvg(image)
  const element = badgeElement(text, format)
  const outline = outlineSvg(svg)
  const root = openingTagEnd(svg, outline.start)
  const parts = [
    svg.slice(0, root.end),
    root.closing ? `>${element}</${root.name}>` : `>${element}`,
  ]
  parts.push(...keptParts(svg, root.after, outline))
  return Buffer.from(parts.join(''), 'utf8')
}

function decodeSvg(image: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(image)
  } catch {
    throw new OpenBadgesError('BADGE_MALFORMED', 'The SVG picture is not UTF-8.', {
      reason: 'not-utf8',
    })
  }
}

interface OpeningTag {
  name: string
  /** Does it close itself (`/>`)? */
  closing: boolean
  /** Offset of the `>` or `/>`. */
  end: number
  /** Offset behind it. */
  after: number
}

/** The opening tag that starts here ends at the first `>` outside quotes. */
function openingTagEnd(svg: string, start: number): OpeningTag {
  const [tag, name] =
    /^<([^\s/>"']+)(?=[\s/>])(?:[^"'>]|"[^"]*"|'[^']*')*>/.exec(svg.slice(start)) ?? []
  if (tag === undefined || name === undefined)
    throw new OpenBadgesError('BADGE_MALFORMED', 'The SVG picture is damaged.', {
      reason: 'svg-damaged',
    })
  const closing = tag.endsWith('/>')
  const after = start + tag.length
  return { name, closing, end: after - (closing ? 2 : 1), after }
}

/** What follows the opening tag, without the badge elements there were. */
function keptParts(svg: string, from: number, { badges }: SvgOutline): string[] {
  const parts: string[] = []
  let at = from
  for (const { start, end } of badges) {
    if (start < at) continue
    parts.push(svg.slice(at, start))
    at = end
  }
  return [...parts, svg.slice(at)]
}

function badgeElement(text: string, format: FormatId): string {
  const kind = format === 'ob3.0' ? 'credential' : 'assertion'
  const json = jsonObjectOf(text)
  const body = json ? cdata(withoutForbidden(text, true)) : ''
  const verify = json ? hostedUrlOf(json, kind) : withoutForbidden(text, false)
  const attribute = verify === null ? '' : ` verify="${escapeAttribute(verify)}"`
  const open = `<openbadges:${kind} xmlns:openbadges="${BADGE_NAMESPACES[kind]}"${attribute}`
  return body === '' ? `${open}/>` : `${open}>${body}</openbadges:${kind}>`
}

function jsonObjectOf(text: string): JsonObject | null {
  try {
    const value = readJson(text)
    return isObject(value) && !text.startsWith('\ufeff') ? value : null
  } catch {
    return null
  }
}

/** Where a hosted assertion lives: 2.0 wants it beside the body. */
function hostedUrlOf(json: JsonObject, kind: 'credential' | 'assertion'): string | null {
  if (kind === 'credential') return null
  const verify = objectOf(json, 'verify') ?? objectOf(json, 'verification')
  const url = (verify && stringOf(verify, 'url')) ?? stringOf(json, 'id')
  return isHttpUrl(url) ? url : null
}

/** Characters that no XML 1.0 document may hold, even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Inside JSON such a character has another spelling; elsewhere it cannot be carried. */
function withoutForbidden(text: string, isJson: boolean): string {
  return text.replace(FORBIDDEN, (character) => {
    if (isJson) return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    throw new OpenBadgesError('BADGE_MALFORMED', 'This text cannot be baked into an SVG picture.', {
      reason: 'text-damaged',
      seen: `U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    })
  })
}

/** Readers of XML turn carriage returns into line feeds, but for those written as a number. */
function cdata(text: string): string {
  return text
    .split('\r')
    .map((part) => (part === '' ? '' : `<![CDATA[${part.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`))
    .join('&#13;')
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
