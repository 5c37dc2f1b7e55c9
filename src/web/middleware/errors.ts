import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Context } from '../../context.js'
import { AppError, type AppErrorCode } from '../../errors.js'
import { diskTrouble, type DiskTrouble } from '../../store/disk.js'
import { renderPage, wantsJson } from '../render.js'

const STATUS: Record<AppErrorCode, number> = {
  invalid: 422,
  unauthorized: 401,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  gone: 410,
  too_many: 429,
  too_large: 413,
  busy: 503,
  lost: 500,
  full: 507,
}

const TITLE: Record<number, string> = {
  400: 'This request could not be read',
  401: 'This link asks for a password',
  403: 'This is not allowed',
  404: 'There is no such page',
  409: 'This cannot be done now',
  410: 'This link has ended',
  413: 'This is too large',
  422: 'This could not be accepted',
  429: 'Too many attempts',
  500: 'Something went wrong on our side',
  503: 'This has to wait a moment',
  507: 'There is no room to keep this',
}

/** Queues are short: what had to wait for one can be tried again soon. */
const RETRY_AFTER_SECONDS = 5

export const notFound: RequestHandler = () => {
  throw new AppError('not_found', 'The address may be mistyped, or what was here is gone.')
}

/** Error → status and page. Only an AppError speaks to people; the unexpected is logged and hidden. */
export function handleErrors(ctx: Context): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    if (res.headersSent) return next(thrown)
    const error = toldError(thrown)
    forgetAnswer(res)
    const status = statusOf(error)
    if (status === 503 || status === 507) res.setHeader('Retry-After', String(RETRY_AFTER_SECONDS))
    if (status >= 500 && !isBusy(error))
      ctx.log.error({ err: error, id: req.id }, 'a request failed')
    const title = (error instanceof AppError && error.title) || (TITLE[status] ?? TITLE[400]!)
    const message = error instanceof AppError ? error.message : defaultMessage(status)
    if (wantsJson(req)) {
      return sendError(req, res, status, { code: codeOf(error, status), message })
    }
    if (res.locals['frame']) return sendFramed(res, status, message)
    renderPage(
      res,
      'errors/show',
      { title, message, requestId: requestId(req), status },
      { status, layout: 'public' },
    )
  }
}

/** Short of room is the one trouble of ours of which people are told what it is. */
function toldError(error: unknown): unknown {
  const trouble = diskTrouble(error)
  return trouble ? new AppError('full', NO_ROOM[trouble], { cause: error }) : error
}

const NO_ROOM: Record<DiskTrouble, string> = {
  full: 'The disk of this site is full. Nothing of what you sent was kept; what is in your backpack is safe. Please try again later.',
  closed:
    'Nothing can be written on the disk of this site at the moment. Nothing of what you sent was kept; what is in your backpack is safe. Please try again later.',
}

/** Who has to wait for a turn is no failure. */
const isBusy = (error: unknown) => error instanceof AppError && error.code === 'busy'

/** What was said of an answer that then could not be given: an error is no picture, no download, and nothing to keep. */
function forgetAnswer(res: Response): void {
  for (const name of ['Content-Type', 'Content-Disposition', 'ETag']) res.removeHeader(name)
  if (/max-age/.test(String(res.get('Cache-Control')))) res.set('Cache-Control', 'no-store')
}

/** For programs; one that asked for a verdict is told that there is none. */
export function sendError(
  req: Request,
  res: Response,
  status: number,
  error: { code: string; message: string },
): void {
  const told = { error: { ...error, status, request: req.id } }
  res.status(status).json(req.path === '/check' ? { verdict: null, ...told } : told)
}

function codeOf(error: unknown, status: number): string {
  if (error instanceof AppError) return error.code
  if (status >= 500) return 'failed'
  return status === 413 ? 'too_large' : 'invalid'
}

/** A frame on another site stays readable when there is nothing to show in it. */
function sendFramed(res: Response, status: number, message: string): void {
  res
    .status(status)
    .render('embeds/words', { title: 'Badges', message, href: String(res.locals['frame']) })
}

/** Made by requestLog, always text. */
function requestId({ id }: Pick<Request, 'id'>): string {
  return typeof id === 'string' ? id : ''
}

function statusOf(error: unknown): number {
  if (error instanceof AppError) return STATUS[error.code]
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

function defaultMessage(status: number): string {
  return status >= 500
    ? 'Nothing you sent was half-stored. Please try again; if it happens again, tell the person who runs this site.'
    : 'Go back and try again.'
}
