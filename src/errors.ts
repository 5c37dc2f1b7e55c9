/** The application's own failures; openbadges has its own. One map in web/middleware/errors.ts gives each its status. */
export type AppErrorCode =
  'invalid' | 'not_found' | 'forbidden' | 'conflict' | 'gone' | 'too_many' | 'too_large'

/** A failure people may read: `code` is for programs, `message` for the person who caused it. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: AppErrorCode

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
