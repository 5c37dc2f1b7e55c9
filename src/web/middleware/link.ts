import type { Request, RequestHandler, Response } from 'express'
import { openLink, type OpenLink } from '../../backpack/sharing/open-link.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { knowsPassword } from '../link-proof.js'
import { renderPage, wantsJson } from '../render.js'

/**
 * What stands below it is for who has a working link, and its password where it asks for one. The link is read each
 * time, and such pages are asked for again each time, so that one that was ended lives on neither here nor in a browser.
 */
export function openLinks(ctx: Context): RequestHandler<{ token: string }> {
  return async (req, res, next) => {
    res.setHeader('Cache-Control', 'private, no-cache')
    res.setHeader('X-Robots-Tag', 'noindex')
    if (!TOKEN.test(req.params.token))
      throw new AppError('not_found', 'There is no such link. Perhaps a part of it is missing.')
    const link = await openLink(ctx, req.params.token)
    if (link.isFindable && !link.passwordHash) res.removeHeader('X-Robots-Tag')
    res.locals.link = link
    const isAnswer = req.method === 'POST' && req.path === '/password'
    if (!link.passwordHash || isAnswer || knowsPassword(ctx, req as Request, link)) return next()
    res.setHeader('Cache-Control', 'private, no-store')
    passwordPage(req, res, 401, null)
  }
}

const TOKEN = /^[\w-]{20,100}$/

/** The link of a request below {@link openLinks}. */
export function openedLink(res: Response): OpenLink {
  return res.locals.link as OpenLink
}

/** Asks for the password of a link. @param problem what was wrong with the last one */
export function passwordPage(
  req: Request<{ token: string }>,
  res: Response,
  status: number,
  problem: string | null,
): void {
  if (wantsJson(req)) {
    const message = problem ?? 'This link asks for a password.'
    res.status(status).json({ error: { status, message } })
    return
  }
  const action = `/s/${req.params.token}/password`
  const model = { title: 'This link asks for a password', action, problem }
  renderPage(res, 'shares/password', model, { status, layout: 'public' })
}
