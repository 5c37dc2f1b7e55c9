import type { Request, RequestHandler } from 'express'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** No state change unless our own page, or no page at all, sent the request. */
export function sameOrigin({ config }: Context): RequestHandler {
  const ownOrigin = new URL(config.baseUrl).origin
  return (req, _res, next) => {
    if (SAFE_METHODS.includes(req.method) || isOurs(req, ownOrigin)) return next()
    next(
      new AppError(
        'forbidden',
        'Another site sent this request. Open the page here and do it again.',
      ),
    )
  }
}

/**
 * Every browser of today sends Sec-Fetch-Site (to https and localhost) and an Origin with each cross-site POST: a
 * request with neither comes from a program, which has no cookies of anybody else's. `none` is a person's own
 * doing, such as reloading a page that was posted.
 */
function isOurs(req: Request, ownOrigin: string): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  return origin === undefined || origin === ownOrigin
}
