import type { Request, RequestHandler, Response } from 'express'
import { openLink, type OpenLink } from '../../backpack/sharing/open-link.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { stateOfShare } from '../../store/shares.js'
import type { Freshness, Stamp } from '../freshness.js'
import { knowsPassword } from '../link-proof.js'
import { Lru } from '../lru.js'
import { renderPage } from '../render.js'

const MAX_LINKS = 2000

/**
 * What stands below it is for who has a working link, and its password where it asks for one. Such pages are asked
 * for again each time, so that a link that was ended does not live on in a browser.
 */
export function openLinks(ctx: Context, freshness: Freshness): RequestHandler<{ token: string }> {
  const find = linkFinder(ctx, freshness)
  return async (req, res, next) => {
    res.setHeader('Cache-Control', 'private, no-cache')
    res.setHeader('X-Robots-Tag', 'noindex')
    const { link, stamp } = await find(req.params.token)
    if (link.isFindable && !link.passwordHash) res.removeHeader('X-Robots-Tag')
    res.locals.link = link
    res.locals.linkStamp = stamp
    const isAnswer = req.method === 'POST' && req.path === '/password'
    if (!link.passwordHash || isAnswer || knowsPassword(ctx, req as Request, link)) return next()
    res.setHeader('Cache-Control', 'private, no-store')
    passwordPage(req, res, 401, null)
  }
}

/** The link of a request below {@link openLinks}. */
export function openedLink(res: Response): OpenLink {
  return res.locals.link as OpenLink
}

/** When that link was read. */
export function openedAt(res: Response): Stamp {
  return res.locals.linkStamp as Stamp
}

/** Asks for the password of a link. @param problem what was wrong with the last one */
export function passwordPage(
  req: Request<{ token: string }>,
  res: Response,
  status: number,
  problem: string | null,
): void {
  if ((req as Request).accepts(['html', 'json']) === 'json') {
    const message = problem ?? 'This link asks for a password.'
    res.status(status).json({ error: { status, message } })
    return
  }
  const action = `/s/${req.params.token}/password`
  const model = { title: 'This link asks for a password', action, problem }
  renderPage(res, 'shares/password', model, { status, layout: 'public' })
}

/** Remembers links while nothing can have changed; an end date is looked at each time. */
function linkFinder(ctx: Context, freshness: Freshness) {
  const known = new Lru<{ weight: number; link: OpenLink; stamp: Stamp }>({
    entries: MAX_LINKS,
    weight: MAX_LINKS,
  })
  return async (token: string): Promise<{ link: OpenLink; stamp: Stamp }> => {
    if (!/^[\w-]{20,100}$/.test(token))
      throw new AppError('not_found', 'There is no such link. Perhaps a part of it is missing.')
    const entry = known.get(token)
    if (entry && freshness.isFresh(entry.stamp) && isOpen(entry.link, ctx.now())) return entry
    const stamp = freshness.stamp()
    const link = await openLink(ctx, token)
    const read = { weight: 1, link, stamp }
    known.set(token, read)
    return read
  }
}

const isOpen = ({ endsAt }: OpenLink, now: Date) =>
  stateOfShare({ endsAt, stoppedAt: null, pausedAt: null }, now) === 'open'
