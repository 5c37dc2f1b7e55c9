import { crc32, inflateSync } from 'node:zlib'
import { OpenBadgesError } from '../errors.js'
import { PNG_SIGNATURE } from '../text/file-kind.js'
import { MAX_BADGE_BYTES, tooLarge } from '../text/json-limits.js'

/** One chunk of a PNG, as views into the file. */
export interface PngChunk {
  type: string
  body: Uint8Array
  /** Length, type, body and checksum. */
  whole: Uint8Array
}

/** A text chunk: where its text lies, and how it is packed. */
export interface PngText {
  keyword: string
  type: 'iTXt' | 'tEXt' | 'zTXt'
  chunk: PngChunk
}

const MAX_CHUNKS = 100_000

/**
 * The chunks of a PNG up to and with IEND; what follows IEND is not looked at.
 * @throws {OpenBadgesError} BADGE_MALFORMED when the file is cut short or a length lies
 * @see https://www.w3.org/TR/png-3/#5Chunk-layout
 */
export function readChunks(png: Uint8Array): PngChunk[] {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  const chunks: PngChunk[] = []
  let at = PNG_SIGNATURE.length
  for (;;) {
    const length = at + 12 <= file.length ? file.readUInt32BE(at) : Infinity
    if (at + 12 + length > file.length || chunks.length === MAX_CHUNKS) throw cutShort(chunks, at)
    const type = file.toString('latin1', at + 4, at + 8)
    const whole = file.subarray(at, at + 12 + length)
    chunks.push({ type, body: whole.subarray(8, 8 + length), whole })
    if (type === 'IEND') return chunks
    at += whole.length
  }
}

function cutShort(chunks: readonly PngChunk[], at: number): OpenBadgesError {
  const last = chunks.at(-1)?.type ?? 'none'
  return new OpenBadgesError('BADGE_MALFORMED', 'The picture is cut short or damaged.', {
    reason: 'png-cut-short',
    seen: `PNG, broken at byte ${at}, last sound chunk: ${printable(last)}`,
  })
}

/** Only visible ASCII of a name written by a stranger. */
function printable(name: string): string {
  return name.replace(/[^ -~]/g, '?').slice(0, 79)
}

/** All text chunks with their keywords, in the order of the file. */
export function textChunks(chunks: readonly PngChunk[]): PngText[] {
  return chunks.flatMap((chunk) => {
    const { type, body } = chunk
    if (type !== 'iTXt' && type !== 'tEXt' && type !== 'zTXt') return []
    const end = body.subarray(0, 80).indexOf(0)
    if (end < 1) return []
    return [
      { keyword: printable(Buffer.from(body.subarray(0, end)).toString('latin1')), type, chunk },
    ]
  })
}

/** Does the checksum of the chunk hold? */
export function isCrcSound({ whole }: PngChunk): boolean {
  const file = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength)
  return crc32(file.subarray(4, -4)) === file.readUInt32BE(file.length - 4)
}

/**
 * The text of a text chunk, unpacked.
 * @throws {OpenBadgesError} BADGE_MALFORMED: not UTF-8, or badly packed. BADGE_TOO_LARGE: more than we read
 */
export function readText({ keyword, type, chunk }: PngText): string {
  const rest = chunk.body.subarray(keyword.length + 1)
  if (type === 'tEXt') return decodeLoose(rest)
  if (type === 'zTXt') return decodeLoose(unpacked(rest.subarray(1)))
  const language = rest.indexOf(0, 2)
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1)
  if (translated < 0) throw damaged('The text in the picture is incomplete.')
  const text = rest.subarray(translated + 1)
  return decodeUtf8(rest[0] === 0 ? limited(text) : unpacked(text))
}

/** `tEXt` is latin1 by the letter, yet badges written as UTF-8 are common: UTF-8 where it fits. */
function decodeLoose(bytes: Uint8Array): string {
  try {
    return decodeUtf8(limited(bytes))
  } catch (error) {
    if (bytes.length > MAX_BADGE_BYTES) throw error
    return Buffer.from(bytes).toString('latin1')
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw damaged('The text in the picture is not UTF-8.')
  }
}

function limited(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= MAX_BADGE_BYTES) return bytes
  throw tooLarge(`PNG text chunk of ${bytes.length} bytes`)
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_BADGE_BYTES })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('PNG text chunk that unpacks to more', { cause })
    throw damaged('The compressed text in the picture cannot be unpacked.', cause)
  }
}

function damaged(message: string, cause?: unknown): OpenBadgesError {
  return new OpenBadgesError('BADGE_MALFORMED', message, {
    cause,
    reason: 'png-text-damaged',
    seen: 'PNG text chunk',
  })
}

/** An uncompressed iTXt chunk, with empty language and translated keyword. */
export function textChunk(keyword: string, text: string): Buffer {
  const typed = Buffer.concat([
    Buffer.from(`iTXt${keyword}\0\0\0\0\0`, 'latin1'),
    Buffer.from(text, 'utf8'),
  ])
  const chunk = Buffer.alloc(typed.length + 8)
  chunk.writeUInt32BE(typed.length - 4, 0)
  typed.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(typed), chunk.length - 4)
  return chunk
}
