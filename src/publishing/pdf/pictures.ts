import sharp from 'sharp'
import { iconSvg, TONES } from '../icon.js'
import { drawTile } from '../picture.js'
import type { Shape } from '../published.js'

/** Icons of verdicts as PNG, by shape. */
export type Icons = ReadonlyMap<Shape, Buffer>

const ICON_PIXELS = 96

export async function drawIcons(shapes: Iterable<Shape>): Promise<Icons> {
  const icons = new Map<Shape, Buffer>()
  for (const shape of new Set(shapes)) {
    const svg = iconSvg(shape, TONES[shape], ICON_PIXELS)
    icons.set(shape, await sharp(svg, { density: 288 }).resize(ICON_PIXELS).png().toBuffer())
  }
  return icons
}

/**
 * A picture of a badge for paper: on white, with few colours, for a clear background doubles its size.
 * @returns null when there is none or it is broken
 */
export async function paperPicture(
  bytes: Uint8Array | null,
  pixels: number,
): Promise<Buffer | null> {
  const tile = bytes && (await drawTile(bytes, pixels))
  if (!tile) return null
  return sharp(tile.image).flatten({ background: '#ffffff' }).png({ palette: true }).toBuffer()
}
