import { unbake, type Unbaked } from '../openbadges/index.js'
import { badgeTexts } from './pdf/badge-texts.js'
import { PdfError } from './pdf/pdf-error.js'
import { readContents } from './pdf/read-contents.js'

/** A PDF may begin with a few bytes of something else. */
const PDF_WINDOW_BYTES = 1024

/**
 * Takes the badge out of a file somebody handed in: what `unbake` reads, and PDF.
 * @throws {OpenBadgesError} as `unbake`
 * @throws {PdfError} a PDF that gives no badge
 */
export async function unbakeFile(file: Uint8Array): Promise<Unbaked> {
  return isPdf(file) ? unbakePdf(file) : unbake(file)
}

/** Is it a PDF by its first bytes? */
export function isPdf(file: Uint8Array): boolean {
  const start = Buffer.from(file.subarray(0, PDF_WINDOW_BYTES)).toString('latin1')
  return /^(?:[\s\ufeff]|\xef\xbb\xbf)*%PDF-\d/.test(start)
}

async function unbakePdf(file: Uint8Array): Promise<Unbaked> {
  const contents = await readContents(file)
  const [badge] = badgeTexts(contents)
  if (badge) return badge
  const { pages, attachments } = contents
  throw new PdfError(
    'pdf_without_badge',
    `PDF, pages: ${pages}, attached files: ${attachments.length}`,
  )
}
