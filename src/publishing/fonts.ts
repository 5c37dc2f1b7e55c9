import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { openSync, type Font } from 'fontkit'

/** A file of letters, and the face in it where it holds several. */
export interface FontFile {
  path: string
  /** PostScript name. */
  face: string
}

const folder = join(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
)

/** The letters that come with the program: Latin, Greek, Cyrillic, Arabic, Hebrew and more. */
export const REGULAR: FontFile = { path: join(folder, 'DejaVuSans.ttf'), face: 'DejaVuSans' }
export const BOLD: FontFile = { path: join(folder, 'DejaVuSans-Bold.ttf'), face: 'DejaVuSans-Bold' }
export const SERIF_BOLD: FontFile = {
  path: join(folder, 'DejaVuSerif-Bold.ttf'),
  face: 'DejaVuSerif-Bold',
}

/** A text and the letters that can write all of it. */
export interface Writable {
  text: string
  font: FontFile
}

/**
 * The text as it can be written: with the font wished for, else the plain one of ours, else one that the host has
 * installed. Small pictures in a text that no font of ours can draw are dropped.
 * @returns null when no font at hand can write it; it had better be left out than drawn as boxes
 */
export function writable(text: string, wished: FontFile): Writable | null {
  const plain = text.replace(PICTOGRAMS, '').replace(/\s+/g, ' ').trim()
  for (const one of [text, plain])
    for (const font of [wished, BOLD])
      if (missingIn(one, font).length === 0) return { text: one, font }
  const font = installedFontFor(plain, missingIn(plain, BOLD))
  return font && { text: plain, font }
}

const PICTOGRAMS = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\ufe0f\u200d]/gu

const own = new Map<string, Font>()

function missingIn(text: string, { path }: FontFile): number[] {
  const font = own.get(path) ?? (openSync(path) as Font)
  own.set(path, font)
  return codePointsOf(text).filter((point) => !font.hasGlyphForCodePoint(point))
}

/** Spaces and marks that are not drawn need no glyph. */
const codePointsOf = (text: string) =>
  [...text].filter((sign) => !/[\p{C}\p{Z}]/u.test(sign)).map((sign) => sign.codePointAt(0)!)

/** By blocks of 256 characters: to look through all fonts takes long, and blocks are few. */
const found = new Map<number, FontFile[]>()

function installedFontFor(text: string, [missing]: readonly number[]): FontFile | null {
  const block = missing! >> 8
  const fonts = found.get(block) ?? installedFontsWith(missing!)
  found.set(block, fonts)
  return fonts.find((font) => canWrite(font, text)) ?? null
}

function installedFontsWith(point: number): FontFile[] {
  return installedFonts().flatMap((path) => {
    const font = facesOf(path).find((one) => one.hasGlyphForCodePoint(point))
    return font ? [{ path, face: font.postscriptName }] : []
  })
}

function canWrite({ path, face }: FontFile, text: string): boolean {
  const font = facesOf(path).find((one) => one.postscriptName === face)
  return codePointsOf(text).every((point) => font?.hasGlyphForCodePoint(point))
}

function facesOf(path: string): Font[] {
  try {
    const opened = openSync(path)
    return 'fonts' in opened ? opened.fonts : [opened]
  } catch {
    return []
  }
}

const FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.local/share/fonts'),
  '/System/Library/Fonts',
]

/** Only fonts made for many scripts: to open each of hundreds would take seconds. */
const WIDE = /noto|cjk|droid.*fallback|unifont|wqy|ipa|takao|source-?han|arphic|nanum|freesans/i

function installedFonts(): string[] {
  return FOLDERS.flatMap(filesUnder)
    .filter((path) => WIDE.test(path) && /\.(ttf|otf|ttc)$/i.test(path) && !UNSUITED.test(path))
    .sort((a, b) => Number(REGULAR_FACE.test(b)) - Number(REGULAR_FACE.test(a)))
}

const REGULAR_FACE = /regular|sans/i
const UNSUITED = /mono|emoji|italic|thin|black|light|condensed/i

function filesUnder(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name))
  } catch {
    return []
  }
}
