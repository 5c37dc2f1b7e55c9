import type { Context } from '../context.js'
import type { VerificationReport } from '../openbadges/index.js'
import { DiagnosedError, diagnosisOf, diagnoseAnswer, type Diagnosis } from './doctor/index.js'
import { resolvePage } from './resolve/resolve-page.js'
import { addressIn } from './source.js'

/**
 * The text of the badge a person means: itself, or what the address it consists of leads to.
 * @param isInside did the text stand in an uploaded file, rather than in the box?
 * @throws {DiagnosedError} the address leads to no badge
 */
export async function badgeBehind(
  ctx: Pick<Context, 'loadDocument'>,
  text: string,
  isInside: boolean,
): Promise<string> {
  const address = addressIn(text)
  if (address === null) return text
  const found = await resolvePage(ctx, address)
  if ('text' in found) return found.text
  throw new DiagnosedError(isInside ? insideFile(found) : found)
}

/**
 * Why a text led to no credential, although something answered.
 * @param report of a text that is an address, with no credential read
 */
export function diagnoseUnanswered(
  { documents }: Pick<VerificationReport, 'documents'>,
  isInside: boolean,
): Diagnosis {
  const last = documents.findLast((one) => one.cause !== null || one.status !== 200)
  const document = last ?? documents.at(-1)
  if (!document) return diagnosisOf('unusable_address', { site: 'This' })
  const diagnosis = diagnoseAnswer(document)
  return isInside ? insideFile(diagnosis) : diagnosis
}

function insideFile(diagnosis: Diagnosis): Diagnosis {
  const isOver = diagnosis.code === 'withdrawn'
  return {
    ...diagnosis,
    cause: `This file holds no more than the address of its badge. ${diagnosis.cause}`,
    next: isOver ? diagnosis.next : `Keep the file and try again later. ${diagnosis.next}`,
  }
}
