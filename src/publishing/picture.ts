import sharp from 'sharp'
import type { OverlayOptions } from 'sharp'
import { drawSvg } from '../backpack/reading/svg-drawing.js'
import { BOLD, REGULAR, SERIF_BOLD } from './fonts.js'
import { ACCENT, CANVAS, iconSvg, INK, INK_SOFT, LINE, SURFACE, TONES } from './icon.js'
import { type Drawn, drawText, type PangoStyle } from './pango.js'
import { PICTURE_HEIGHT, PICTURE_WIDTH, type PrintedVerdict } from './published.js'

/** What a share picture says, top to bottom. */
export interface PictureText {
  /** A word or two above the title; may be empty. */
  above: string
  title: string
  /** Name of the issuer, or what the collection holds. */
  below: string
  /** What is proven of the issuer; never cut. Empty for a collection. */
  beside: string
  verdict: PrintedVerdict
}

const MARGIN = 72
const FRAME = 380
const GAP = 56

/**
 * The picture a network shows beside a shared link.
 * @param pictures of badges, one to six, as PNG or SVG; broken ones are left out
 * @returns PNG
 */
export async function drawSharePicture(
  words: PictureText,
  pictures: readonly Uint8Array[],
): Promise<Buffer> {
  const tiles = await drawTiles(pictures)
  const left = tiles.length > 0 ? MARGIN + FRAME + GAP : MARGIN
  const layers = [...tiles, ...(await drawWords(words, left)), await brand(left)]
  return sharp(background(tiles.length > 0))
    .composite(layers.flat())
    .png({ compressionLevel: 9 })
    .toBuffer()
}

function background(hasPictures: boolean): Buffer {
  const top = (PICTURE_HEIGHT - FRAME) / 2
  const frame = `<rect x="${MARGIN}" y="${top}" width="${FRAME}" height="${FRAME}" rx="20" fill="${SURFACE}" stroke="${LINE}" stroke-width="2"/>`
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}">` +
      `<rect width="100%" height="100%" fill="${CANVAS}"/>${hasPictures ? frame : ''}` +
      `<rect y="${PICTURE_HEIGHT - 12}" width="100%" height="12" fill="${ACCENT}"/></svg>`,
  )
}

/** One picture large, up to four in squares, up to six in three columns. */
async function drawTiles(pictures: readonly Uint8Array[]): Promise<OverlayOptions[]> {
  const drawn: Drawn[] = []
  const shown = pictures.slice(0, 6)
  const columns = shown.length === 1 ? 1 : shown.length <= 4 ? 2 : 3
  const cell = (FRAME - 40) / columns
  for (const one of shown) {
    const tile = await drawTile(one, Math.floor(cell - (columns > 1 ? 16 : 0)))
    if (tile) drawn.push(tile)
  }
  const rows = Math.ceil(drawn.length / columns)
  const top = (PICTURE_HEIGHT - rows * cell) / 2
  return drawn.map(({ image, width, height }, index) => {
    const inRow = Math.min(columns, drawn.length - Math.floor(index / columns) * columns)
    const start = MARGIN + (FRAME - inRow * cell) / 2
    return {
      input: image,
      left: Math.round(start + (index % columns) * cell + (cell - width) / 2),
      top: Math.round(top + Math.floor(index / columns) * cell + (cell - height) / 2),
    }
  })
}

/** @returns null when the bytes are no picture that can be drawn */
export async function drawTile(bytes: Uint8Array, pixels: number): Promise<Drawn | null> {
  const drawable = isPng(bytes) ? bytes : await drawSvg(bytes, pixels)
  if (drawable === null) return null
  try {
    const drawn = await sharp(drawable, { limitInputPixels: 40_000_000 })
      .timeout({ seconds: 5 })
      .resize(pixels, pixels, { fit: 'inside' })
      .png()
      .toBuffer({ resolveWithObject: true })
    return { image: drawn.data, width: drawn.info.width, height: drawn.info.height }
  } catch {
    return null
  }
}

const isPng = (bytes: Uint8Array) => bytes[0] === 0x89

async function drawWords(
  { above, title, below, beside, verdict }: PictureText,
  left: number,
): Promise<OverlayOptions[]> {
  const width = PICTURE_WIDTH - left - MARGIN
  const style = (size: number, font = REGULAR, colour = INK_SOFT, maxLines = 1): PangoStyle => ({
    font,
    size,
    colour,
    width,
    maxLines,
  })
  const titleSize = title.length > 60 ? 40 : title.length > 30 ? 48 : 58
  const lines = [
    { drawn: await drawText(above, style(26)), space: 22 },
    { drawn: await drawText(title, style(titleSize, SERIF_BOLD, INK, 4)), space: 26 },
    { drawn: await drawText(below, style(30, REGULAR, INK_SOFT, 2)), space: beside ? 8 : 40 },
    { drawn: await drawText(beside, style(26, BOLD, INK_SOFT, BESIDE_LINES)), space: 40 },
    { drawn: await drawVerdict(verdict, width), space: 0 },
  ].filter((line): line is { drawn: Drawn; space: number } => line.drawn !== null)
  const height = lines.reduce((sum, { drawn, space }) => sum + drawn.height + space, 0)
  return stacked(lines, left, Math.max(40, (PICTURE_HEIGHT - 30 - height) / 2))
}

/** Room for the longest host beside the website it gives. */
const BESIDE_LINES = 6

function stacked(
  lines: { drawn: Drawn; space: number }[],
  left: number,
  start: number,
): OverlayOptions[] {
  let top = start
  return lines.map(({ drawn, space }) => {
    const placed = { input: drawn.image, left, top: Math.round(top) }
    top += drawn.height + space
    return placed
  })
}

const SEAL = 56

/** Shape, word, and under it the day. */
async function drawVerdict(
  { state, word, line }: PrintedVerdict,
  width: number,
): Promise<Drawn | null> {
  const room = { width: width - SEAL - 20, maxLines: 1 }
  const tone = TONES[state]
  const head = await drawText(word, { font: BOLD, size: 32, colour: tone, ...room })
  const small = { font: REGULAR, size: 22, colour: INK_SOFT, ...room, maxLines: 5 }
  const tail = await drawText(line, small)
  const parts: OverlayOptions[] = [{ input: iconSvg(state, tone, SEAL), left: 0, top: 4 }]
  if (head) parts.push({ input: head.image, left: SEAL + 20, top: 0 })
  const tailTop = (head?.height ?? 0) + 12
  if (tail) parts.push({ input: tail.image, left: SEAL + 20, top: tailTop })
  const height = Math.max(SEAL + 8, tailTop + (tail?.height ?? 0))
  const image = await sharp({ create: { width, height, channels: 4, background: '#0000' } })
    .composite(parts)
    .png()
    .toBuffer()
  return { image, width, height }
}

async function brand(left: number): Promise<OverlayOptions[]> {
  const top = PICTURE_HEIGHT - 62
  const style = { font: BOLD, size: 22, colour: ACCENT, width: 300, maxLines: 1 }
  const name = await drawText('Haversack', style)
  const icon = { input: iconSvg('bag', ACCENT, 28), left, top: top - 4 }
  return name ? [icon, { input: name.image, left: left + 38, top: top + 2 }] : [icon]
}
