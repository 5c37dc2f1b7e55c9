import { canParse, type VerificationReport } from '../../openbadges/index.js'
import { isPdf } from './carried.js'

/** What a person hands in: a file, or text from the box. */
export type BadgeInput =
  { bytes: Uint8Array; fileName: string; origin: 'upload' } | { text: string; origin: 'paste' }

/** Bytes to keep untouched, and where they came from. */
export interface HandedFile {
  bytes: Uint8Array
  fileName: string
  /** Media type by content. */
  fileType: string
  origin: 'upload' | 'paste' | 'url'
  /** The address that was pasted, for `url`. */
  sourceUrl: string | null
}

/** A pasted address is kept as what it answered, anything else as it came. */
export function handedFile(input: BadgeInput, report: VerificationReport): HandedFile {
  const { bytes, name, origin, sourceUrl } = originOf(input, report)
  const fileType = typeOf(bytes)
  return { bytes, fileName: name ?? `badge.${ENDINGS[fileType]}`, fileType, origin, sourceUrl }
}

function originOf(input: BadgeInput, report: VerificationReport) {
  if (input.origin === 'upload') return { ...input, name: nameOf(input.fileName), sourceUrl: null }
  const sourceUrl = addressIn(input.text)
  if (!sourceUrl) return { ...input, bytes: Buffer.from(input.text), name: null, sourceUrl }
  return { bytes: answerOf(report), name: null, origin: 'url' as const, sourceUrl }
}

/** The address a text consists of, or null. */
export function addressIn(text: string): string | null {
  const trimmed = text.trim()
  return /^https?:\/\/\S+$/i.test(trimmed) && canParse(trimmed) ? trimmed : null
}

/** The picture that was read, or the award as it lay in an answer. */
function answerOf({ documents, awardText }: VerificationReport): Uint8Array {
  const award = Buffer.from(awardText ?? '')
  const picture = documents.slice(0, 1).find(({ body }) => typeOf(body).startsWith('image/'))
  return picture?.body ?? documents.find(({ body }) => award.equals(body))?.body ?? award
}

/** Names come from strangers' machines: no control characters, no folders, no end without end. */
function nameOf(fileName: string): string | null {
  const last = fileName.split(/[\\/]/).at(-1) ?? ''
  return (
    last
      .replace(/\p{Cc}/gu, '')
      .slice(0, 200)
      .trim() || null
  )
}

const ENDINGS: Record<string, string> = {
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'application/json': 'json',
  'application/jwt': 'jwt',
  'text/plain': 'txt',
}

/** Media type by content, not by name. */
function typeOf(bytes: Uint8Array): keyof typeof ENDINGS {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (start.startsWith('\x89PNG')) return 'image/png'
  if (isPdf(bytes)) return 'application/pdf'
  if (/<([\w.-]+:)?svg[\s>]/.test(start)) return 'image/svg+xml'
  if (/^(\xef\xbb\xbf)?\s*[{[]/.test(start)) return 'application/json'
  return /^\s*[\w-]+\.[\w-]+\./.test(start) ? 'application/jwt' : 'text/plain'
}
