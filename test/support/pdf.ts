import PDFDocument from 'pdfkit'

/** What a certificate made for a test carries. */
export interface PdfOptions {
  /** Entries of the document information. */
  entries?: Record<string, string>
  /** XMP elements, as text. */
  xmp?: string
  attachments?: { name: string; bytes: Uint8Array }[]
  password?: string
}

/** A certificate of one page with what the options put into it. */
export function makePdf({ entries, xmp, attachments = [], password }: PdfOptions = {}) {
  const doc = new PDFDocument({
    ...(password !== undefined && { userPassword: password }),
    pdfVersion: '1.7',
    info: { Title: 'Certificate', ...entries },
  })
  doc.text('This is to certify that Ada Njoroge keeps bees.')
  for (const { name, bytes } of attachments) doc.file(Buffer.from(bytes), { name })
  if (xmp !== undefined) appendXmp(doc, xmp)
  return whole(doc)
}

/** pdfkit writes XMP from version 1.4 on; its hook takes further elements, in ASCII. */
function appendXmp(doc: PDFKit.PDFDocument, xmp: string): void {
  const { appendXML } = doc as unknown as { appendXML: (xml: string) => void }
  appendXML.call(doc, xmp)
}

function whole(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
    doc.end()
  })
}
