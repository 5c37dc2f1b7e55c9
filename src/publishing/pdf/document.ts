import PDFDocument from 'pdfkit'
import { REGULAR, type FontFile } from '../fonts.js'
import { INK } from '../icon.js'

/** Everything in points; A4 is 595 by 842. */
export const MARGIN = 56
/** Room at the foot of each page for the way to the live page. */
export const FOOT = 116
const PAGE_WIDTH = 595.28
export const TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

export type Doc = PDFKit.PDFDocument
/** What may hold tagged content: the document or an element in it. */
export type Parent = PDFKit.PDFStructureElement

export interface DocumentOptions {
  title: string
  author: string | null
  now: Date
}

/**
 * A tagged A4 document (PDF 1.7, PDF/UA) that is written into memory.
 * @param write draws the pages; what it adds to the root is read aloud in that order
 */
export function writeDocument(
  { title, author, now }: DocumentOptions,
  write: (doc: Doc, root: Parent) => void,
): Promise<Buffer> {
  // the type of the package does not know the subset
  const options = {
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: FOOT },
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, ...(author ? { Author: author } : {}), CreationDate: now, ModDate: now },
  } as unknown as PDFKit.PDFDocumentOptions
  const doc = new PDFDocument(options)
  useFont(doc, REGULAR).fillColor(INK)
  const root = doc.struct('Document')
  doc.addStructure(root)
  write(doc, root)
  root.end()
  return whole(doc)
}

export function useFont(doc: Doc, { path, face }: FontFile): Doc {
  return path.endsWith('.ttc') ? doc.font(path, face) : doc.font(path)
}

/** Adds an element below another one and draws into it. */
export function tag(
  doc: Doc,
  parent: Parent,
  type: string,
  options: { alt?: string; actual?: string },
  draw: () => void,
): void {
  parent.add(doc.struct(type, options, draw))
}

/** Draws something that says nothing: lines, icons beside their word, the foot of a page. */
export function decorate(doc: Doc, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

/** Begins a new page when less than this is left on the current one. */
export function ensureRoom(doc: Doc, height: number): void {
  if (doc.y + height > doc.page.height - FOOT) doc.addPage()
}

function whole(doc: Doc): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
    doc.end()
  })
}
