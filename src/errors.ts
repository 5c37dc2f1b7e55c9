/** The application's own failures; openbadges has its own. One map in web/middleware/errors.ts gives each its status. */
export type AppErrorCode =
  | 'invalid'
  | 'unauthorized'
  | 'not_found'
  | 'forbidden'
  | 'conflict'
  | 'gone'
  | 'too_many'
  | 'too_large'
  | 'busy'
  | 'lost'
  | 'full'

/** A failure people may read: `code` is for programs, `message` for the person who caused it. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: AppErrorCode
  /** Head of the page that tells it, where the usual one of its code does not fit. */
  readonly title: string | null

  constructor(
    code: AppErrorCode,
    message: string,
    { title, ...options }: ErrorOptions & { title?: string } = {},
  ) {
    super(message, options)
    this.code = code
    this.title = title ?? null
  }
}

/** Of a failed wish, the reason that a person can do something about in the same form. @throws what it is otherwise */
export function asConflict(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'conflict') return error
  throw error
}

/** The program cannot start, and nothing was changed; the message tells whoever runs it what to do. */
export class RefusedStart extends Error {
  override name = 'RefusedStart'
}
