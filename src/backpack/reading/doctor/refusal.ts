import type { OpenBadgesError, RefusalReason } from '../../../openbadges/index.js'
import { PdfError } from '../pdf/pdf-error.js'
import type { BadgeInput } from '../source.js'
import { type Diagnosis, type DiagnosisCode, diagnosisOf } from './diagnosis.js'
import { diagnosePicture, sizeOf } from './picture.js'
import { diagnoseText } from './text.js'

/** Why something that was handed in is no badge. @param error what the library threw over it */
export function diagnoseRefusal(error: OpenBadgesError, input: BadgeInput): Diagnosis {
  if (input.origin === 'upload') return diagnoseFile(error, input.bytes, input.fileName)
  return error.code.startsWith('IMAGE_')
    ? diagnoseFile(error, pictureIn(input.text), null)
    : diagnoseText(error, input.text)
}

/** A pasted picture is one in a data address. */
function pictureIn(text: string): Buffer {
  const comma = text.indexOf(',')
  return Buffer.from(text.slice(comma + 1), 'base64')
}

/** Why a file is no badge. @param error what the library threw over it */
export function diagnoseFile(
  error: OpenBadgesError,
  file: Uint8Array,
  fileName: string | null,
): Diagnosis {
  if (file.length === 0) return diagnosisOf('empty_file', {}, ['0 bytes'])
  const seen = [error.seen ?? '', sizeOf(file)]
  if (error instanceof PdfError) return diagnosisOf(error.problem, {}, seen)
  if (error.code === 'IMAGE_UNSUPPORTED' || error.code === 'IMAGE_UNBAKED')
    return diagnosePicture(error, file, fileName)
  const damaged = error.reason && DAMAGED[error.reason]
  if (damaged) return diagnosisOf(damaged, { damage: error.reason }, seen)
  const carrier = carrierOf(file)
  if (carrier) return diagnoseText(error, error.seen ?? '', carrier)
  return ofTextFile(diagnoseText(error, new TextDecoder().decode(file)), seen)
}

/** Damage to the file itself, before any badge could be read. */
const DAMAGED: Partial<Record<RefusalReason, DiagnosisCode>> = {
  'bytes-unknown': 'unknown_file',
  'not-utf8': 'not_utf8',
  'png-cut-short': 'cut_short',
  'png-garbled': 'damaged_on_way',
  'png-text-damaged': 'baked_text_damaged',
  'svg-damaged': 'svg_damaged',
  'svg-entities': 'svg_doctype',
}

function carrierOf(file: Uint8Array): string | null {
  const start = Buffer.from(file.subarray(0, 65_536)).toString('latin1')
  if (start.startsWith('\x89PNG')) return 'inside a PNG picture'
  return /<(?:[\w.-]+:)?svg[\s>]/.test(start) && !/<html/i.test(start)
    ? 'inside an SVG drawing'
    : null
}

/** The same texts, when they came as a file. */
const AS_FILE: Partial<Record<DiagnosisCode, DiagnosisCode>> = {
  web_page_text: 'saved_page',
  empty_text: 'empty_file',
}

function ofTextFile(diagnosis: Diagnosis, seen: readonly string[]): Diagnosis {
  const code = AS_FILE[diagnosis.code]
  return code ? diagnosisOf(code, {}, [...diagnosis.seen, seen.at(-1) ?? '']) : diagnosis
}
