/** What a PNG tells of itself, read loosely: it may be damaged. */
export interface PngFacts {
  width: number
  height: number
  /** Kinds of chunks, each once, in order. */
  chunks: string[]
  /** Keyword and beginning of each text that is not packed. */
  texts: { keyword: string; value: string }[]
  /** Bytes of notes that cameras, phones and editors write (Exif), as text. */
  notes: string
}

const MAX_CHUNKS = 2000
const MAX_VALUE_BYTES = 4096

/** Facts about a PNG picture. @returns null for a file that is none */
export function readPngFacts(file: Uint8Array): PngFacts | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 33 || bytes.toString('latin1', 1, 4) !== 'PNG') return null
  const facts: PngFacts = {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    chunks: [],
    texts: [],
    notes: '',
  }
  let at = 8
  for (let count = 0; at + 8 <= bytes.length && count < MAX_CHUNKS; count += 1) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = Math.min(at + 8 + length, at + 8 + MAX_VALUE_BYTES, bytes.length)
    take(facts, type, bytes.subarray(at + 8, end))
    at += 12 + length
  }
  return facts
}

function take(facts: PngFacts, type: string, body: Buffer): void {
  if (/^[A-Za-z]{4}$/.test(type) && !facts.chunks.includes(type)) facts.chunks.push(type)
  if (type === 'eXIf') facts.notes += visible(body.toString('latin1'))
  if (type !== 'tEXt' && type !== 'iTXt') return
  const end = body.indexOf(0)
  if (end < 1) return
  const rest = body.subarray(end + 1)
  const value = type === 'iTXt' ? rest.subarray(translatedEnd(rest)) : rest
  facts.texts.push({ keyword: visible(body.toString('latin1', 0, end)), value: value.toString() })
}

/** Behind two flags, the language and the translated keyword. */
function translatedEnd(rest: Buffer): number {
  const language = rest.indexOf(0, 2)
  return language < 0 ? rest.length : rest.indexOf(0, language + 1) + 1
}

const visible = (text: string) => text.replace(/[^ -~]+/g, ' ').trim()
