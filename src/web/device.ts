import { sign, unsign } from 'cookie-signature'
import type { Request } from 'express'
import type { Context } from '../context.js'
import { newToken } from '../ids.js'
import { cookieOf, sendLater } from './cookies.js'

/**
 * A browser that somebody signed in with before. It opens nothing: it only tells its owner, who mistypes, from a
 * stranger who guesses.
 * @see OWASP, Slow Down Online Guessing Attacks with Device Cookies
 */
export interface Device {
  /** Names the browser; another one after its cookies were cleared. */
  id: string
  /** Accounts that signed in here, newest first. */
  accountIds: readonly string[]
}

const MAX_ACCOUNTS = 5
const LIFETIME_SECONDS = 400 * 24 * 60 * 60

/** @returns null for a browser nobody signed in with, or whose cookie is not ours */
export function deviceOf(ctx: Pick<Context, 'config'>, req: Request): Device | null {
  const told = unsign(cookieOf(req, nameOf(ctx)) ?? '', secretOf(ctx))
  if (told === false) return null
  const [id, ...accountIds] = told.split('.') as [string, ...string[]]
  return { id, accountIds }
}

/** From now on this browser is one that this account signed in with. */
export function rememberDevice(
  ctx: Pick<Context, 'config'>,
  req: Request,
  accountId: string,
): void {
  const { id, accountIds } = deviceOf(ctx, req) ?? { id: newToken(), accountIds: [] }
  const others = accountIds.filter((one) => one !== accountId)
  const told = [id, accountId, ...others.slice(0, MAX_ACCOUNTS - 1)].join('.')
  const https = ctx.config.baseUrl.startsWith('https:')
  const attributes = `Path=/; Max-Age=${LIFETIME_SECONDS}; HttpOnly;${https ? ' Secure;' : ''} SameSite=Lax`
  sendLater(req.res!, `${nameOf(ctx)}=${sign(told, secretOf(ctx))}; ${attributes}`)
}

const nameOf = ({ config }: Pick<Context, 'config'>) =>
  config.baseUrl.startsWith('https:') ? '__Host-haversack-device' : 'haversack-device'

const secretOf = ({ config }: Pick<Context, 'config'>) => `${config.sessionSecret}:device`
