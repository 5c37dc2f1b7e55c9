import { type PngChunk, readChunks, textChunk, textChunks } from '../carriers/png.js'
import { BADGE_KEYWORDS } from '../carriers/unbake.js'
import { OpenBadgesError } from '../errors.js'
import { recogniseAward } from '../formats/recognise.js'
import { readBadgeText } from '../formats/text.js'
import { PNG_SIGNATURE, sortFile } from '../text/file-kind.js'
import { refuseTooLong } from '../text/json-limits.js'
import type { FormatId } from '../types.js'
import { bakeSvg } from './svg-bake.js'

/**
 * Writes a badge text into a picture, in the place of any badge it held. In a PNG: one uncompressed iTXt
 * chunk before the first IDAT, all other chunks as they were. In an SVG: one element at the start of the root,
 * all other characters as they were.
 * @param image whole PNG or SVG
 * @param text JSON, compact JWS or the URL of a hosted badge, as it is to come out again
 * @param version decides keyword or element; without it the text is looked at
 * @throws {OpenBadgesError} IMAGE_UNSUPPORTED: neither PNG nor SVG. BADGE_MALFORMED: a damaged picture; a text
 *   that is empty or holds characters that the picture cannot carry. BADGE_TOO_LARGE: a text beyond what we read
 * @see https://www.imsglobal.org/spec/ob/v3p0/#baked-badge https://www.imsglobal.org/spec/ob/v2p0/baking/
 */
export function bake(image: Uint8Array, text: string, version?: FormatId): Uint8Array {
  refuseUnfit(text)
  const { kind, seen } = sortFile(image)
  const format = version ?? formatOf(text)
  if (kind === 'png') return bakePng(image, text, format)
  if (kind === 'svg') return bakeSvg(image, text, format)
  throw new OpenBadgesError('IMAGE_UNSUPPORTED', 'A badge can be baked into PNG and SVG only.', {
    seen,
  })
}

function refuseUnfit(text: string): void {
  refuseTooLong(text)
  if (text === '' || /\p{Surrogate}/u.test(text))
    throw new OpenBadgesError('BADGE_MALFORMED', 'This text cannot be baked into a picture.', {
      reason: 'text-damaged',
      seen: text === '' ? 'empty text' : `${text.length} characters`,
    })
}

/** The version that the text shows; a URL or a text of no known version is carried as those before 3.0. */
function formatOf(text: string): FormatId {
  try {
    const badge = readBadgeText(text)
    return badge.kind === 'url' ? 'ob2.0' : recogniseAward(badge).format
  } catch {
    return 'ob2.0'
  }
}

function bakePng(png: Uint8Array, text: string, format: FormatId): Uint8Array {
  const chunks = readChunks(png)
  const old = new Set(badgeChunks(chunks))
  const kept = chunks.filter((chunk) => !old.has(chunk))
  const place = kept.findIndex(({ type }) => type === 'IDAT' || type === 'IEND')
  const keyword = format === 'ob3.0' ? 'openbadgecredential' : 'openbadges'
  return Buffer.concat([
    PNG_SIGNATURE,
    ...kept.slice(0, place).map(({ whole }) => whole),
    textChunk(keyword, text),
    ...kept.slice(place).map(({ whole }) => whole),
  ])
}

function badgeChunks(chunks: readonly PngChunk[]): PngChunk[] {
  return textChunks(chunks)
    .filter(({ keyword }) => (BADGE_KEYWORDS as readonly string[]).includes(keyword))
    .map(({ chunk }) => chunk)
}
