import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import type { OpenLink } from '../backpack/sharing/open-link.js'
import type { Context } from '../context.js'

/** How long a browser need not type the password of a link again. */
const LIFETIME_SECONDS = 12 * 60 * 60
const NAME = 'haversack-link'

/**
 * Lets this browser see a link whose password was typed. The cookie is set only then, goes only to that link, and
 * holds nothing but an end and a signature; a new password makes it worthless.
 */
export function rememberPassword(ctx: Context, res: Response, link: OpenLink, path: string): void {
  const end = Math.floor(ctx.now().getTime() / 1000) + LIFETIME_SECONDS
  res.cookie(NAME, `${end}.${signature(ctx, link, end)}`, {
    path,
    maxAge: LIFETIME_SECONDS * 1000,
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.config.baseUrl.startsWith('https:'),
  })
}

/** Did this browser type the password a while ago? */
export function knowsPassword(ctx: Context, req: Request, link: OpenLink): boolean {
  const [end, proof] = cookieOf(req)?.split('.') ?? []
  if (!end || !proof || Number(end) * 1000 < ctx.now().getTime()) return false
  const [given, right] = [Buffer.from(proof), Buffer.from(signature(ctx, link, Number(end)))]
  return given.length === right.length && timingSafeEqual(given, right)
}

function signature({ config }: Context, { id, passwordHash }: OpenLink, end: number): string {
  return createHmac('sha256', config.sessionSecret)
    .update(`link-password:${id}:${passwordHash}:${end}`)
    .digest('base64url')
}

function cookieOf({ headers }: Request): string | null {
  const cookies = (headers.cookie ?? '').split(/;\s*/)
  return cookies.find((one) => one.startsWith(`${NAME}=`))?.slice(NAME.length + 1) ?? null
}
