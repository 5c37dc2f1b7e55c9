import { type Finding, unbake } from '../../openbadges/index.js'
import { badgeTexts } from './pdf/badge-texts.js'
import { PdfError } from './pdf/pdf-error.js'
import { readContents } from './pdf/read-contents.js'

/** The badge text of a file; `findings` only for text out of a carrier: what stands there claims to be a badge. */
export interface CarriedText {
  text: string
  findings: Finding[] | undefined
}

/**
 * The badge text in a file: a picture, a PDF, or the text itself.
 * @throws {OpenBadgesError} as `unbake`
 * @throws {PdfError} a PDF that gives no badge
 */
export async function textIn(file: Uint8Array): Promise<CarriedText> {
  if (isPdf(file)) return textInPdf(file)
  const { text, carrier, findings } = unbake(file)
  return { text, findings: carrier === 'text' ? undefined : findings }
}

/** Is it a PDF by its first bytes? */
export function isPdf(file: Uint8Array): boolean {
  const start = Buffer.from(file.subarray(0, PDF_WINDOW_BYTES)).toString('latin1')
  return /^(?:\s|\xef\xbb\xbf)*%PDF-\d/.test(start)
}

/** White space may come before the first words of a PDF. */
const PDF_WINDOW_BYTES = 1024

async function textInPdf(file: Uint8Array): Promise<CarriedText> {
  const contents = await readContents(file)
  const [badge] = badgeTexts(contents)
  if (badge) return badge
  const { pages, attachments } = contents
  throw new PdfError(
    'pdf_without_badge',
    `PDF, pages: ${pages}, attached files: ${attachments.length}`,
  )
}
