import { prologueOf } from './xml-prologue.js'

/** What a file is by its first bytes, never by its name. */
type FileKind = 'png' | 'svg' | 'text' | 'binary' | 'picture'

interface FileSort {
  kind: FileKind
  /** What was seen, in words, e.g. `JPEG (ff d8 ff)`. */
  seen: string
  /** How people call it, e.g. `JPEG`; null where that is of no use. */
  name?: string
}

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Magic numbers of files that people mistake for baked pictures: offset, bytes in latin1, name. */
const MAGIC: readonly (readonly [offset: number, bytes: string, name: string])[] = [
  [0, '\xff\xd8\xff', 'JPEG'],
  [0, 'GIF8', 'GIF'],
  [8, 'WEBP', 'WebP'],
  [0, 'BM', 'BMP'],
  [0, 'II*\0', 'TIFF'],
  [0, 'MM\0*', 'TIFF'],
  [0, '%PDF-', 'PDF'],
  [4, 'ftypavif', 'AVIF'],
  [4, 'ftyphei', 'HEIC'],
  [4, 'ftypmif1', 'HEIC'],
  [0, '\0\0\x01\0', 'ICO'],
  [0, '\xff\x0a', 'JPEG XL'],
  [0, '\x00\x00\x00\x0cJXL ', 'JPEG XL'],
  [0, '8BPS', 'Photoshop'],
  [0, '\xc5\xd0\xd3\xc6', 'EPS'],
  [0, '%!PS', 'PostScript'],
  [0, 'PK\x03\x04', 'ZIP'],
]

/** Bytes looked at to find the root element of an SVG: prologue, comments and licence texts come first. */
const SVG_WINDOW_BYTES = 64 * 1024

/** Sorts a file by its bytes: PNG, SVG, another known picture or document, text, or anything else. */
export function sortFile(file: Uint8Array): FileSort {
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, SVG_WINDOW_BYTES))
  const hex = [...head.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  if (head.subarray(0, 8).equals(PNG_SIGNATURE)) return { kind: 'png', seen: `PNG (${hex})` }
  const start = head.toString('latin1', 0, 32)
  const magic = MAGIC.find(([offset, bytes]) => start.startsWith(bytes, offset))
  if (magic && !(magic[2] === 'BMP' && isPlainText(head)))
    return { kind: 'picture', seen: `${magic[2]} (${hex})`, name: magic[2] }
  if (isSvg(head.toString('utf8'))) return { kind: 'svg', seen: 'SVG' }
  return isPlainText(head) ? { kind: 'text', seen: 'text' } : { kind: 'binary', seen: hex }
}

/** Is the first element an `svg`, after white space, declarations and comments? */
function isSvg(text: string): boolean {
  const prologue = prologueOf(text)
  return prologue !== null && /^<(?:[\w.-]{1,40}:)?svg[\s/>]/.test(text.slice(prologue.end))
}

/** No control characters but white space. */
function isPlainText(head: Buffer): boolean {
  return !head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte))
}
