/** What lies in a PDF besides its pages, as the worker hands it over. */
export interface PdfContents {
  pages: number
  /** Entries of the document information that are no standard ones, by their key. */
  entries: [key: string, value: string][]
  /** XMP as it stands in the file; null when there is none. */
  xmp: string | null
  attachments: { name: string; bytes: Uint8Array }[]
}

/** Why the worker gave nothing. */
export type PdfFailure = 'locked' | 'unreadable'

/** What the worker answers, once. */
export type PdfAnswer =
  { contents: PdfContents; failure: null } | { contents: null; failure: PdfFailure }
