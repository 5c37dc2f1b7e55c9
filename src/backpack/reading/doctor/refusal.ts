import type { OpenBadgesError } from '../../../openbadges/index.js'
import { PdfError } from '../pdf/pdf-error.js'
import { type Diagnosis, type DiagnosisCode, diagnosisOf } from './diagnosis.js'
import { diagnosePicture, sizeOf } from './picture.js'
import { diagnoseText } from './text.js'

/** Why a file is no badge. @param error what the library threw over it */
export function diagnoseFile(
  error: OpenBadgesError,
  file: Uint8Array,
  fileName: string | null,
): Diagnosis {
  if (file.length === 0) return diagnosisOf('empty_file', {}, ['0 bytes'])
  if (error instanceof PdfError)
    return diagnosisOf(error.problem, {}, [error.seen ?? '', sizeOf(file)])
  if (error.code === 'IMAGE_UNSUPPORTED' || error.code === 'IMAGE_UNBAKED')
    return diagnosePicture(error, file, fileName)
  const damaged = damageOf(error)
  const seen = [error.seen ?? '', sizeOf(file)]
  if (damaged) return diagnosisOf(damaged, { what: WRONG_TEXT }, seen)
  const carrier = carrierOf(file)
  if (carrier) return diagnoseText(error, error.seen ?? '', carrier)
  return ofTextFile(diagnoseText(error, new TextDecoder().decode(file)), seen)
}

const WRONG_TEXT = 'its text is incomplete, packed wrongly or not in UTF-8'

/** Damage to the file itself, before any badge could be read. */
function damageOf({ code, seen, message, kind }: OpenBadgesError): DiagnosisCode | null {
  if (code === 'FORMAT_UNKNOWN')
    return kind === 'unknown' && /neither a picture/.test(message) ? 'unknown_file' : null
  if (seen?.startsWith('PNG, broken')) return 'cut_short'
  if (/damaged on its way/.test(message)) return 'damaged_on_way'
  if (seen?.startsWith('SVG, entities')) return 'svg_doctype'
  if (seen?.startsWith('SVG,')) return 'svg_damaged'
  if (seen === 'PNG text chunk') return 'baked_text_damaged'
  return /text of the file is not UTF-8/.test(message) ? 'not_utf8' : null
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
