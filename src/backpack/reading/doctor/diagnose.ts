import { OpenBadgesError } from '../../../openbadges/index.js'
import type { BadgeInput } from '../source.js'
import { DiagnosedError, type Diagnosis, diagnosisOf } from './diagnosis.js'
import { diagnoseFile } from './refusal.js'
import { diagnoseText } from './text.js'

/**
 * Why something that was handed in could not be taken in.
 * @param error whatever adding or examining it threw
 * @returns `our_fault` for what is no fault of the input; log such an error
 */
export function diagnose(error: unknown, input: BadgeInput): Diagnosis {
  if (error instanceof DiagnosedError) return error.diagnosis
  if (!(error instanceof OpenBadgesError)) return diagnosisOf('our_fault')
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
