import { XMLParser } from 'fast-xml-parser'
import { unbake, type Unbaked } from '../../../openbadges/index.js'
import type { PdfContents } from './contents.js'

/**
 * The badges a PDF carries, in the order in which they count: an entry of the document information, XMP, attached
 * pictures and texts. The text of a page is no badge.
 * @see https://openbadgefactory.com/badgenewsobfcase19/ badges in PDF, with the badge in its metadata
 */
export function badgeTexts({ entries, xmp, attachments }: PdfContents): Unbaked[] {
  const texts = [...entries, ...(xmp === null ? [] : xmpTexts(xmp))]
    .filter(
      ([key, value]) =>
        (isBadgeKey(key) && /^\s*(?:\{|https?:|eyJ)/i.test(value)) || isBadgeText(value),
    )
    .map(([, text]): Unbaked => ({ text, carrier: 'text', findings: [] }))
  return [...texts, ...attachments.flatMap(({ bytes }) => attachedBadge(bytes))]
}

/** `openbadges`, `openbadgecredential` and their misspellings, as keywords of pictures have them. */
function isBadgeKey(key: string): boolean {
  return /^open[_-]?badges?[_-]?(?:credential|assertion)?$/i.test(key.replace(/^.*:/, ''))
}

/** Is this text a badge, wherever it stands: JSON about a recipient, or a compact token? */
function isBadgeText(text: string): boolean {
  if (/^\s*\{/.test(text)) return /"(?:recipient|credentialSubject)"\s*:/.test(text)
  return /^\s*eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+\s*$/.test(text)
}

function attachedBadge(bytes: Uint8Array): Unbaked[] {
  try {
    const unbaked = unbake(bytes)
    return unbaked.carrier !== 'text' || isBadgeText(unbaked.text) ? [unbaked] : []
  } catch {
    return []
  }
}

const XMP = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
})

/** Every element and attribute of an XMP packet with its text. */
function xmpTexts(xmp: string): [string, string][] {
  if (/<!DOCTYPE/i.test(xmp)) return []
  try {
    return textsIn('', XMP.parse(xmp))
  } catch {
    return []
  }
}

function textsIn(name: string, node: unknown): [string, string][] {
  if (typeof node === 'string') return [[name, unescaped(node)]]
  if (Array.isArray(node)) return node.flatMap((one) => textsIn(name, one))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    key.startsWith('xmlns') ? [] : textsIn(key === '#text' ? name : key, value),
  )
}

/** Only the five names and numbers of XML; a packet defines no others. */
function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|quot|apos|amp));/gi,
    (whole, ...found) => {
      const [hex, decimal, name] = found as (string | undefined)[]
      if (name) return NAMED[name.toLowerCase()] ?? whole
      const code = hex ? parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
