import { parentPort, workerData } from 'node:worker_threads'
import { getDocumentProxy } from 'unpdf'
import type { PdfAnswer, PdfContents } from './contents.js'

/** Attachments looked at; a certificate has one or two. */
const MAX_ATTACHMENTS = 50
const MAX_ENTRIES = 100

// A stranger's file is read in this thread alone, which is ended from outside when it takes too long.
answer(workerData as Uint8Array).then(
  (contents) => parentPort?.postMessage({ contents, failure: null } satisfies PdfAnswer),
  (error: unknown) =>
    parentPort?.postMessage({ contents: null, failure: failureOf(error) } satisfies PdfAnswer),
)

async function answer(file: Uint8Array): Promise<PdfContents> {
  const pdf = await getDocumentProxy(file, { isEvalSupported: false, verbosity: 0 })
  const { info: information, metadata } = await pdf.getMetadata()
  return {
    pages: pdf.numPages,
    entries: entriesOf(information),
    xmp: xmpOf(metadata),
    attachments: attachmentsOf(await pdf.getAttachments()),
  }
}

function entriesOf(information: object): PdfContents['entries'] {
  const custom = (information as { Custom?: unknown }).Custom
  return Object.entries(typeof custom === 'object' && custom ? custom : {})
    .flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as [string, string]] : [],
    )
    .slice(0, MAX_ENTRIES)
}

function xmpOf(metadata: unknown): string | null {
  const raw = (metadata as { getRaw?: () => unknown } | null)?.getRaw?.()
  return typeof raw === 'string' ? raw : null
}

function attachmentsOf(attachments: unknown): PdfContents['attachments'] {
  const all = Object.values((attachments ?? {}) as Record<string, unknown>)
  return all.slice(0, MAX_ATTACHMENTS).flatMap((one) => {
    const { filename, content } = one as { filename?: unknown; content?: unknown }
    return content instanceof Uint8Array ? [{ name: String(filename), bytes: content }] : []
  })
}

function failureOf(error: unknown) {
  return error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'unreadable'
}
