import type { Request, RequestHandler, Response } from 'express'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { type Account, findAccount } from '../../store/accounts.js'

/**
 * Puts the signed-in earner, or null, and the waiting message into `res.locals`. What is made for one person is kept
 * nowhere: the next one at the same browser could go back to it.
 */
export function loadAccount(ctx: Context): RequestHandler {
  return async (req, res, next) => {
    res.locals.account = req.user ? await findAccount(ctx.db, req.user.id) : null
    defineFlash(req, res)
    res.setHeader('Cache-Control', 'private, no-store')
    next()
  }
}

/**
 * What stands below it is for signed-in earners. Others sign in first and come back; where no earner has a page
 * either, they learn that there is none.
 * @param places first parts of the paths of earners' pages
 */
export function requireAccount(places: readonly string[]): RequestHandler {
  return (req, res, next) => {
    if (res.locals.account) return next()
    if (!places.includes(req.path.split('/')[1]!.toLowerCase())) return next('router')
    const back = req.method === 'GET' ? `?next=${encodeURIComponent(req.originalUrl)}` : ''
    res.redirect(303, `/sign-in${back}`)
  }
}

/** The earner of a page below {@link requireAccount}. @throws {AppError} forbidden: nobody is signed in */
export function accountOf(res: Response): Account {
  if (!res.locals.account) throw new AppError('forbidden', 'Sign in first.')
  return res.locals.account
}

/** One message for the next page this browser opens. */
export function flash(req: Request, message: string): void {
  req.session.flash = message
}

/** A button beside the message that takes back what went into the trash at this ISO time. */
export function offerUndo(req: Request, trashedAt: string): void {
  req.session.undo = trashedAt
}

/**
 * Where to go after signing in: only a path of this site. A backslash or a second slash at the start would be
 * read by browsers as another host.
 */
export function safePath(next: unknown, otherwise = '/badges'): string {
  return typeof next === 'string' && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next) ? next : otherwise
}

/** Taken from the session when a page shows it, not by pictures loading beside the page. */
function defineFlash(req: Request, res: Response): void {
  let taken: Flash | undefined
  const take = () => (taken ??= takeFlash(req))
  Object.defineProperty(res.locals, 'flash', { get: () => take().message, enumerable: false })
  Object.defineProperty(res.locals, 'undo', { get: () => take().undo, enumerable: false })
}

interface Flash {
  message: string | null
  undo: string | null
}

function takeFlash(req: Request): Flash {
  const message = req.session?.flash ?? null
  const undo = req.session?.undo ?? null
  if (message !== null) delete req.session.flash
  if (undo !== null) delete req.session.undo
  return { message, undo }
}
