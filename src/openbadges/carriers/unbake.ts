import { OpenBadgesError } from '../errors.js'
import { finding, type Finding } from '../findings/report.js'
import { splitDataUrl } from '../text/data-url.js'
import { sortFile } from '../text/file-kind.js'
import { readUtf8 } from '../text/json.js'
import { isCrcSound, type PngText, readChunks, readText, textChunks } from './png.js'
import { type BadgeElement, malformedSvg, outlineSvg } from './svg.js'

/** What a file carries: the badge text exactly as it was baked in, or the text that the file is. */
export interface Unbaked {
  text: string
  carrier: 'png' | 'svg' | 'text'
  /** `image_several_badges`, `image_crc`. */
  findings: Finding[]
}

/** Keywords of badges in a PNG, the one that counts first; the third is a misspelling met in the wild. */
export const BADGE_KEYWORDS = ['openbadgecredential', 'openbadges', 'openbadge'] as const
/** A learner record baked into a picture. */
const RECORD_KEYWORD = 'clrcredential'
/** Further badge chunks that are unpacked only to compare them. */
const MAX_COMPARED_CHUNKS = 8

/**
 * Takes the badge text out of a PNG or SVG; a text file is its own text.
 * What is found first is verified, even if another chunk would fare better.
 * @param file whole file; callers cap its size
 * @throws {OpenBadgesError} IMAGE_UNSUPPORTED: another kind of picture or document. IMAGE_UNBAKED: a picture
 *   without badge. BADGE_MALFORMED: a damaged file, text that is not UTF-8. BADGE_TOO_LARGE: a text beyond what we
 *   read. FORMAT_UNKNOWN: a baked learner record, or bytes of no known kind. `seen` tells what was found
 * @see https://www.imsglobal.org/spec/ob/v3p0/#png-extracting
 */
export function unbake(file: Uint8Array): Unbaked {
  const { kind, seen, name } = sortFile(file)
  if (kind === 'png') return unbakePng(file)
  if (kind === 'svg') return unbakeSvg(file)
  if (kind === 'text') return { text: decode(file), carrier: 'text', findings: [] }
  if (kind === 'picture')
    throw new OpenBadgesError(
      'IMAGE_UNSUPPORTED',
      'Badges are carried by PNG and SVG pictures only. Download the badge again from its issuer.',
      { seen, what: name },
    )
  throw isDamagedPng(file) ? damagedPng(seen) : unknownBytes(seen)
}

/** `\x89PNG` with other bytes after it: the file went through a transfer meant for text. */
function isDamagedPng(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(1, 4)).toString('latin1') === 'PNG'
}

function damagedPng(seen: string): OpenBadgesError {
  return new OpenBadgesError('BADGE_MALFORMED', 'The picture was damaged on its way.', {
    reason: 'png-garbled',
    seen: `starts ${seen}`,
  })
}

function unknownBytes(seen: string): OpenBadgesError {
  return new OpenBadgesError('FORMAT_UNKNOWN', 'This file is neither a picture nor a text.', {
    kind: 'unknown',
    reason: 'bytes-unknown',
    seen: seen === '' ? 'empty file' : `starts ${seen}`,
  })
}

function decode(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    throw new OpenBadgesError('BADGE_MALFORMED', 'The text of the file is not UTF-8.', {
      reason: 'not-utf8',
      seen: Buffer.from(file.subarray(0, 40)).toString('latin1'),
    })
  }
}

function unbakePng(file: Uint8Array): Unbaked {
  const texts = textChunks(readChunks(file))
  const candidates = inOrderOfRank(texts)
  const first = candidates[0]
  if (!first) throw withoutBadge(texts)
  const text = readText(first)
  const findings: Finding[] = []
  if (!isCrcSound(first.chunk)) findings.push(finding('image_crc', { found: first.keyword }))
  if (holdsAnother(candidates.slice(1), text))
    findings.push(several(candidates.map(({ keyword }) => keyword)))
  return { text, carrier: 'png', findings }
}

/** By keyword, then iTXt before the older two, then as they stand. */
function inOrderOfRank(texts: readonly PngText[]): PngText[] {
  const ranked = texts.map((text) => ({ text, rank: rankOf(text) }))
  return ranked
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ text }) => text)
}

function rankOf({ keyword, type }: PngText): number {
  const rank = (BADGE_KEYWORDS as readonly string[]).indexOf(keyword)
  return rank < 0 ? Infinity : 2 * rank + (type === 'iTXt' ? 0 : 1)
}

function holdsAnother(others: readonly PngText[], text: string): boolean {
  return others.length > MAX_COMPARED_CHUNKS || others.some((other) => differs(other, text))
}

function differs(other: PngText, text: string): boolean {
  try {
    return readText(other).trim() !== text.trim()
  } catch {
    return true
  }
}

function several(found: readonly string[]): Finding {
  return finding('image_several_badges', {
    found: found.slice(0, 8).join(', '),
    values: { count: String(found.length) },
  })
}

function withoutBadge(texts: readonly PngText[]): OpenBadgesError {
  const keywords = texts.slice(0, 20).map(({ keyword }) => keyword)
  const seen = `PNG, text chunks: ${keywords.join(', ') || 'none'}`
  if (keywords.includes(RECORD_KEYWORD))
    return new OpenBadgesError(
      'FORMAT_UNKNOWN',
      'This picture holds a learner record, not a badge.',
      {
        kind: 'record',
        seen,
      },
    )
  return unbaked(seen)
}

function unbaked(seen: string): OpenBadgesError {
  return new OpenBadgesError('IMAGE_UNBAKED', 'This picture has no badge inside it.', { seen })
}

function unbakeSvg(file: Uint8Array): Unbaked {
  const { badges } = outlineSvg(decode(file))
  const ranked = [...badges].sort(
    (a, b) => Number(b.kind === 'credential') - Number(a.kind === 'credential'),
  )
  const first = ranked[0]
  if (!first) throw unbaked('SVG without badge element')
  if (first.usesEntities)
    throw malformedSvg('entities of its own in the badge element', { reason: 'svg-entities' })
  const text = carriedText(first)
  const others = ranked.slice(1).some((other) => carriedText(other).trim() !== text.trim())
  const findings = others ? [several(ranked.map(({ kind }) => kind))] : []
  return { text, carrier: 'svg', findings }
}

/** A body that is a JSON object; else the attribute; else whatever the body is. */
function carriedText({ body, verify }: BadgeElement): string {
  return isJsonObject(body) || verify === null ? body : verify
}

function isJsonObject(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What a data URL held; `baked` when it was a picture. */
interface DataUrlText {
  text: string
  baked: boolean
}

const TEXT_TYPES =
  /^(?:text\/(?:plain|json)|application\/(?:[\w.+-]*json|[\w.+-]*\+sd-jwt|jwt|[\w.+-]*\+jwt|jose))$/
const IMAGE_TYPES = /^image\/(?:png|svg\+xml)$/

/**
 * Opens a `data:` URL of JSON, JWT, PNG or SVG; null when the text is none, or one of another type.
 * @throws {OpenBadgesError} what unbaking throws; BADGE_MALFORMED when its bytes cannot be decoded
 * @see https://www.rfc-editor.org/rfc/rfc2397
 */
export function readDataUrl(url: string): DataUrlText | null {
  const { type, bytes } = splitDataUrl(url) ?? { type: '' }
  if (!bytes) return null
  if (IMAGE_TYPES.test(type)) return { text: unbake(bytes()).text, baked: true }
  return TEXT_TYPES.test(type) ? { text: readUtf8(bytes()), baked: false } : null
}
