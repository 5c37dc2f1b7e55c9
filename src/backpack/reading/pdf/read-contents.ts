import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { MAX_BADGE_BYTES } from '../../../openbadges/index.js'
import { programFile } from '../../../project-root.js'
import type { PdfAnswer, PdfContents } from './contents.js'
import { PdfError } from './pdf-error.js'

const MAX_SECONDS = 10
const MAX_HEAP_MEGABYTES = 128
/** By how much the whole process may grow meanwhile: unpacked streams do not count as heap. */
const MAX_GROWTH_BYTES = 384 * 1024 * 1024
const WATCH_MS = 50

/**
 * Reads metadata and attachments of a PDF in a thread of its own, one PDF at a time, within limits of time and
 * memory. Nothing is drawn and no script of the file runs.
 * @throws {PdfError} pdf_locked, pdf_unreadable
 */
export function readContents(file: Uint8Array): Promise<PdfContents> {
  const turn = previous.then(() => readAlone(file))
  previous = turn.catch(() => undefined)
  return turn
}

let previous: Promise<unknown> = Promise.resolve()

async function readAlone(file: Uint8Array): Promise<PdfContents> {
  const seen = `PDF, ${file.length} bytes`
  if (file.length > MAX_BADGE_BYTES) throw new PdfError('pdf_unreadable', seen)
  const answer = await ask(file)
  if (answer?.contents) return answer.contents
  if (answer?.failure === 'locked') throw new PdfError('pdf_locked', seen)
  throw new PdfError('pdf_unreadable', answer ? seen : `${seen}, given up`)
}

/** @returns null when the thread was ended before it answered */
function ask(file: Uint8Array): Promise<PdfAnswer | null> {
  const worker = startWorker(file)
  const before = process.memoryUsage.rss()
  return new Promise((resolve) => {
    const end = (answer: PdfAnswer | null) => {
      clearTimeout(timer)
      clearInterval(watch)
      worker.terminate().catch(() => undefined)
      resolve(answer)
    }
    const timer = setTimeout(end, MAX_SECONDS * 1000, null)
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > MAX_GROWTH_BYTES) end(null)
    }, WATCH_MS)
    worker.once('message', end)
    worker.once('error', () => end(null))
    worker.once('exit', () => end(null))
  })
}

function startWorker(bytes: Uint8Array): Worker {
  const options = {
    workerData: Uint8Array.from(bytes),
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES, stackSizeMb: 4 },
  }
  const file = programFile('backpack/reading/pdf/worker')
  return file.endsWith('.js')
    ? new Worker(file, options)
    : new Worker(fromSource(pathToFileURL(file).href), { ...options, eval: true })
}

/** Node 20 loads TypeScript in a thread only after tsx was registered there. */
function fromSource(source: string): string {
  const run = `(register(), import(${JSON.stringify(source)}))`
  return `import('tsx/esm/api').then(({ register }) => ${run})`
}
