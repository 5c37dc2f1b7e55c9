import type { Request, RequestHandler } from 'express'
import multer, { MulterError, type StorageEngine } from 'multer'

/** Largest badge file that is read. */
export const MAX_BADGE_BYTES = 5 * 1024 * 1024
export const MAX_FILES = 20
/** Longest text in the box. */
const MAX_TEXT_BYTES = 2 * 1024 * 1024
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

/**
 * Reads fields and `files` of a form into memory. A file that is too large loses only itself; what cannot be read
 * at all is for the page to tell, see {@link uploadsOf}.
 */
export const readUploads: RequestHandler = (req, res, next) => {
  receive(req, res, (error: unknown) => {
    if (!error) return next()
    const problem = problemOf(error)
    if (problem === null) return next(error)
    res.locals.uploadProblem = problem
    next()
  })
}

/** The files of a request that passed {@link readUploads}, in order. */
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

const receive = multer({
  storage,
  defParamCharset: 'utf8',
  limits: {
    fileSize: GIVE_UP_BYTES,
    files: MAX_FILES,
    fields: 10,
    fieldSize: MAX_TEXT_BYTES,
    parts: MAX_FILES + 10,
  },
}).array('files', MAX_FILES)

function problemOf(error: unknown): string | null {
  if (error instanceof MulterError) return PROBLEMS[error.code] ?? UNREADABLE
  return error instanceof Error ? UNREADABLE : null
}

const UNREADABLE = 'The upload arrived incomplete. Please send it again.'
const TOO_MANY = `Send at most ${MAX_FILES} files at once.`
const PROBLEMS: Partial<Record<MulterError['code'], string>> = {
  LIMIT_FILE_SIZE: 'One of these files is far too large. A badge file has at most 5 MB.',
  LIMIT_FILE_COUNT: TOO_MANY,
  LIMIT_PART_COUNT: TOO_MANY,
  LIMIT_UNEXPECTED_FILE: TOO_MANY,
  LIMIT_FIELD_VALUE: 'The text in the box is too long. A badge has at most 2 MB of text.',
}
