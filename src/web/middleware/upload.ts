import type { NextFunction, Request, RequestHandler, Response } from 'express'
import multer, { MulterError, type StorageEngine } from 'multer'
import { MAX_BADGE_BYTES } from '../../openbadges/index.js'
import { diskTrouble } from '../../store/disk.js'

/** Longest text in the box. */
const MAX_TEXT_BYTES = MAX_BADGE_BYTES
/** A file may be this long before the whole request is given up. */
const GIVE_UP_BYTES = 50 * 1024 * 1024

/** One uploaded file; `bytes` is null when it was larger than {@link MAX_BADGE_BYTES}. */
export interface Upload {
  fileName: string
  bytes: Buffer | null
}

/** What came with a form of files; `problem` when it could not be read as a whole. */
export interface Uploads {
  files: Upload[]
  problem: string | null
}

/** Keeps what is small enough, and reads past the rest, so that the files after it arrive. */
const storage: StorageEngine = {
  _handleFile(_req, { stream }, done) {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= MAX_BADGE_BYTES) chunks.push(chunk)
      else chunks.length = 0
    })
    stream.on('error', (error) => done(error))
    stream.on('end', () => done(null, { buffer: Buffer.concat(chunks), size }))
  },
  _removeFile(_req, _file, done) {
    done(null)
  },
}

/**
 * Reads fields and the one of `files` of a form into memory. One that is too large is read past; what cannot be read
 * at all is for the page to tell, see {@link uploadsOf}.
 */
export const readUpload: RequestHandler = (req, res, next) =>
  void receive(req, res, noteProblem(res, next, 1))

const receive = multer({
  storage,
  defParamCharset: 'utf8',
  limits: { fileSize: GIVE_UP_BYTES, ...uploadLimits(1) },
}).array('files', 1)

/** What a form may hold beside the bytes of its files. */
export function uploadLimits(maxFiles: number) {
  return { files: maxFiles, fields: 10, fieldSize: MAX_TEXT_BYTES, parts: maxFiles + 10 }
}

/** Goes on after an upload; what went wrong with it is for the page to tell. */
export function noteProblem(res: Response, next: NextFunction, maxFiles: number) {
  return (error: unknown) => {
    const problem = error ? uploadProblem(error, maxFiles) : null
    if (error && problem === null) return next(error)
    if (problem !== null) res.locals.uploadProblem = problem
    next()
  }
}

/** The files of a request that passed {@link readUpload}, in order. */
export function uploadsOf(req: Request): Uploads {
  const files = Array.isArray(req.files) ? req.files : []
  const problem = (req.res?.locals.uploadProblem as string | undefined) ?? null
  return {
    problem,
    files: files.map(({ originalname, buffer, size }) => ({
      fileName: originalname,
      bytes: size > MAX_BADGE_BYTES ? null : buffer,
    })),
  }
}

/** What went wrong with an upload, in a sentence; null for what is no fault of the upload. */
function uploadProblem(error: unknown, maxFiles: number): string | null {
  if (diskTrouble(error)) return null
  if (!(error instanceof MulterError)) return error instanceof Error ? UNREADABLE : null
  if (TOO_MANY.includes(error.code))
    return maxFiles === 1 ? 'Send one file.' : `Send at most ${maxFiles} files at once.`
  return PROBLEMS[error.code] ?? UNREADABLE
}

const UNREADABLE = 'The upload arrived incomplete. Please send it again.'
const TOO_MANY: MulterError['code'][] = [
  'LIMIT_FILE_COUNT',
  'LIMIT_PART_COUNT',
  'LIMIT_UNEXPECTED_FILE',
]
const PROBLEMS: Partial<Record<MulterError['code'], string>> = {
  LIMIT_FILE_SIZE: 'One of these files is far too large. A badge file has at most 5 MB.',
  LIMIT_FIELD_VALUE: 'The text in the box is too long. A badge has at most 5 MB of text.',
}
