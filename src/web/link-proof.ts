import { sign, unsign } from 'cookie-signature'
import type { Request, Response } from 'express'
import type { OpenLink } from '../backpack/sharing/open-link.js'
import type { Context } from '../context.js'
import { cookieOf } from './cookies.js'

/** How long a browser need not type the password of a link again. */
const LIFETIME_SECONDS = 12 * 60 * 60
const NAME = 'haversack-link'

/**
 * Lets this browser see a link whose password was typed. The cookie is set only then, goes only to that link, and
 * holds nothing but an end and a signature; a new password makes it worthless.
 */
export function rememberPassword(ctx: Context, res: Response, link: OpenLink, path: string): void {
  const end = Math.floor(ctx.now().getTime() / 1000) + LIFETIME_SECONDS
  res.cookie(NAME, sign(String(end), secretOf(ctx, link)), {
    path,
    maxAge: LIFETIME_SECONDS * 1000,
    encode: String,
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.config.baseUrl.startsWith('https:'),
  })
}

/** Did this browser type the password a while ago? */
export function knowsPassword(ctx: Context, req: Request, link: OpenLink): boolean {
  const end = unsign(cookieOf(req, NAME) ?? '', secretOf(ctx, link))
  return end !== false && Number(end) * 1000 >= ctx.now().getTime()
}

/** Another one for each link and each of its passwords. */
const secretOf = ({ config }: Context, { id, passwordHash }: OpenLink) =>
  `${config.sessionSecret}:link-password:${id}:${passwordHash}`
