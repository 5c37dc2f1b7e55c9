import sharp from 'sharp'
import type { AchievementSlug } from './organisations.js'

/** The two forms of one badge picture. */
export interface DrawnPicture {
  svg: Uint8Array
  png: Uint8Array
}

const PICTURE_PIXELS = 400

/** Draws the picture of an achievement: a coloured shape, a lighter one in it, white lines. */
export async function drawPicture(slug: AchievementSlug): Promise<DrawnPicture> {
  const [shape, lines] = DRAWINGS[slug]
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><g>${shape}</g>` +
    '<g fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">' +
    `${lines}</g></svg>`
  const svg = Buffer.from(text)
  const png = await sharp(svg, { density: (72 * PICTURE_PIXELS) / 120 })
    .resize(PICTURE_PIXELS, PICTURE_PIXELS)
    .png()
    .toBuffer()
  return { svg: new Uint8Array(svg), png: new Uint8Array(png) }
}

const DRAWINGS: Record<AchievementSlug, readonly [shape: string, lines: string]> = {
  bees: [
    '<path fill="#c98a14" d="M60 4 108 32v56L60 116 12 88V32z"/><path fill="#e2a92e" d="M60 14 99 37v46L60 106 21 83V37z"/>',
    '<ellipse cx="60" cy="66" rx="17" ry="24"/><path d="M44 60h32M45 74h30M52 44l-9-12M68 44l9-12"/>',
  ],
  knots: [
    '<circle cx="60" cy="60" r="56" fill="#1d4e6b"/><circle cx="60" cy="60" r="46" fill="#2a6a8f"/>',
    '<path d="M34 74c10-34 42-34 52-6M34 50c12 32 42 34 52 4"/>',
  ],
  care: [
    '<path fill="#8b3a52" d="M60 4c20 10 34 12 48 12 0 50-14 84-48 100C26 100 12 66 12 16c14 0 28-2 48-12z"/><path fill="#a94c68" d="M60 15c16 8 27 10 38 10-1 40-13 66-38 80-25-14-37-40-38-80 11 0 22-2 38-10z"/>',
    '<path d="M60 84C36 68 36 48 48 46c8-1 12 8 12 8s4-9 12-8c12 2 12 22-12 38z"/>',
  ],
  code: [
    '<rect x="8" y="8" width="104" height="104" rx="26" fill="#3d3a7c"/><rect x="17" y="17" width="86" height="86" rx="19" fill="#524ea3"/>',
    '<path d="M46 44 30 60l16 16M74 44l16 16-16 16M66 38 54 82"/>',
  ],
  tree: [
    '<path fill="#235c3c" d="M60 4 98 18l16 38-12 40-42 20-42-20L6 56l16-38z"/><path fill="#34794f" d="M60 16 90 27l12 30-9 31-33 15-33-15-9-31 12-30z"/>',
    '<path d="M60 92V50M60 68 46 56M60 62l14-12M60 30c-17 0-23 12-21 21 2 9 12 10 21 10s19-1 21-10c2-9-4-21-21-21z"/>',
  ],
  safety: [
    '<path fill="#a33b22" d="M60 6 116 104H4z"/><path fill="#c4553a" d="M60 26 100 96H20z"/>',
    '<path d="M60 52v22M60 86v.5"/>',
  ],
}
