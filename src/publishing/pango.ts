import sharp from 'sharp'
import { BOLD, REGULAR, SERIF_BOLD, writable, type FontFile } from './fonts.js'
import { escapeMarkup } from './markup.js'

/** A piece of writing as a picture. */
export interface Drawn {
  image: Buffer
  width: number
  height: number
}

export interface PangoStyle {
  font: FontFile
  /** Height of the letters in pixels. */
  size: number
  colour: string
  /** Lines are broken here, and their direction follows their content. */
  width: number
  maxLines: number
}

/** Pango’s name of each font that comes with the program. */
const FAMILIES = new Map([
  [REGULAR, 'DejaVu Sans'],
  [BOLD, 'DejaVu Sans Bold'],
  [SERIF_BOLD, 'DejaVu Serif Bold'],
])

let registered: Promise<unknown> | undefined

/** A font file named once stays known to the process; a machine may have no fonts at all. */
function registerFonts(): Promise<unknown> {
  registered ??= Promise.all(
    [...FAMILIES].map(([{ path }, family]) =>
      sharp({ text: { text: '.', font: `${family} 10`, fontfile: path } })
        .png()
        .toBuffer(),
    ),
  )
  return registered
}

/** Characters of which any could be seen on a picture. */
const MAX_DRAWN = 1000

/** @returns null when no font at hand can write it, or it is empty */
export async function drawText(text: string, style: PangoStyle): Promise<Drawn | null> {
  const written = writable(text.slice(0, MAX_DRAWN).replace(/\s+/g, ' ').trim(), style.font)
  if (!written || !/[^\p{C}\p{Z}\p{M}]/u.test(written.text)) return null
  await registerFonts()
  return drawShortened(written.text, style)
}

/** Cut at a word, with “…”, until it fits. */
async function drawShortened(text: string, style: PangoStyle): Promise<Drawn> {
  const drawn = await draw(text, style)
  const lineHeight = style.size * LINE_HEIGHT
  if (drawn.height <= lineHeight * (style.maxLines + 0.5) || text.length < 8) return drawn
  const kept = text.slice(0, Math.max(4, Math.floor(text.length * 0.85)))
  const atWord = kept.replace(/…$/, '').replace(/(?<!\s)\s+\S*$/, '')
  return drawShortened(`${atWord}…`, style)
}

const LINE_HEIGHT = 1.2

async function draw(text: string, { font, size, colour, width }: PangoStyle): Promise<Drawn> {
  const markup = `<span foreground="${colour}">${escapeMarkup(text)}</span>`
  const drawn = await sharp({
    text: {
      text: markup,
      font: `${FAMILIES.get(font) ?? 'sans'} ${Math.round(size * POINTS_PER_PIXEL)}`,
      width,
      wrap: 'word-char',
      rgba: true,
      dpi: 96,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true })
  const { width: inkWidth, height } = drawn.info
  return { image: drawn.data, width: inkWidth, height }
}

/** At 96 dots per inch. */
const POINTS_PER_PIXEL = 72 / 96
