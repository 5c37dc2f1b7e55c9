import { OpenBadgesError } from '../../../openbadges/index.js'

/** Why a PDF gave no badge. */
export type PdfProblem = 'pdf_without_badge' | 'pdf_locked' | 'pdf_unreadable'

/** Thrown for a PDF that gives no badge; `seen` tells what is in it. */
export class PdfError extends OpenBadgesError {
  override name = 'PdfError'
  readonly problem: PdfProblem

  constructor(problem: PdfProblem, seen: string) {
    super('IMAGE_UNSUPPORTED', MESSAGES[problem], { seen })
    this.problem = problem
  }
}

const MESSAGES: Record<PdfProblem, string> = {
  pdf_without_badge: 'This PDF has no badge inside it.',
  pdf_locked: 'This PDF is protected with a password.',
  pdf_unreadable: 'This PDF is damaged, or too complicated to be read.',
}
