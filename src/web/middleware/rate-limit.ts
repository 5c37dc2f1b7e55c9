import { isIP } from 'node:net'
import type { Request, RequestHandler, Response } from 'express'
import ipaddr from 'ipaddr.js'
import { waitAfterGivenUp } from '../../backpack/imports/given-up.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { addressKey } from '../../store/emails.js'
import { countAttempts, forgetAttempts, forgetExpiredAttempts } from '../../store/rate-limits.js'
import { counted } from '../../words/language.js'
import { accountOf } from './account.js'

/** So many attempts in so many seconds. */
export interface Allowance {
  name: string
  points: number
  seconds: number
}

export interface RateLimit {
  /** Counts one attempt. @returns 0 when it is allowed, else the seconds to wait */
  attempt(key: string): Promise<number>
  /** Counts further attempts for one that cost as much. */
  charge(key: string, attempts: number): Promise<void>
  /** Takes one attempt back: it was a good one. */
  giveBack(key: string): Promise<void>
  /** Begins anew. */
  forget(key: string): Promise<void>
}

/**
 * Attempts counted in the database: the same for every process, and known after a restart. The first of a row begins
 * a span of time; what is counted ends with it.
 */
export function rateLimit(ctx: Pick<Context, 'db' | 'now'>, allowance: Allowance): RateLimit {
  const keyed = (key: string) => `${allowance.name}:${key}`
  const count = async (key: string, points: number) => {
    const now = ctx.now().getTime()
    const expiresAt = now + allowance.seconds * 1000
    await forgetExpiredAttempts(ctx.db, now)
    return countAttempts(ctx.db, keyed(key), { points, expiresAt, now })
  }
  return {
    async attempt(key) {
      const { points, expiresAt } = await count(key, 1)
      if (points <= allowance.points) return 0
      return Math.ceil(Math.max(expiresAt - ctx.now().getTime(), 0) / 1000)
    },
    async charge(key, attempts) {
      await count(key, attempts)
    },
    async giveBack(key) {
      await count(key, -1)
    },
    async forget(key) {
      await forgetAttempts(ctx.db, keyed(key))
    },
  }
}

/** Lets nobody on before some seconds are over. @throws {AppError} too_many, unless `wait` is 0 */
export function refuseFor(res: Response, wait: number): void {
  if (wait === 0) return
  res.setHeader('Retry-After', String(wait))
  throw new AppError('too_many', `Please try again in ${waitingTime(wait)}.`)
}

/** Reads nothing for an account of which too much had to be given up lately. @throws {AppError} too_many */
export function holdBackAccount(ctx: Pick<Context, 'db' | 'now'>): RequestHandler {
  return async (_req, res, next) => {
    refuseFor(res, await waitAfterGivenUp(ctx, accountOf(res).id))
    next()
  }
}

/** `12 minutes`, `1 minute`: for "try again in …". */
export function waitingTime(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return counted(minutes, 'minute')
}

const QUARTER_HOUR = 15 * 60
const HOUR = 60 * 60

/** How often what may be tried. By address of the visitor generously: a whole school may share one. */
export interface Limits {
  /** Wrong passwords by visitor and account. */
  signInPair: RateLimit
  /** Wrong passwords by account, from anywhere. */
  signInAccount: RateLimit
  /** Wrong passwords by visitor. */
  signInVisitor: RateLimit
  signUpVisitor: RateLimit
  /** Mails that a visitor can cause, by visitor and by mailbox. */
  mailVisitor: RateLimit
  mailAddress: RateLimit
  /** Addresses tried on waiting badges, by account. */
  waitingAddress: RateLimit
  /** Wrong passwords of a link, by visitor and for all. */
  linkPasswordVisitor: RateLimit
  linkPassword: RateLimit
  /** "Check again" on a shared page, by visitor and by link. */
  checkAgainVisitor: RateLimit
  checkAgainLink: RateLimit
  /** "Is it theirs?", by visitor and link, and by link. */
  isTheirsVisitor: RateLimit
  isTheirsLink: RateLimit
  /** Badges of anybody, checked for anybody. */
  checkVisitor: RateLimit
}

export function createLimits(ctx: Pick<Context, 'db' | 'now'>): Limits {
  const limit = (name: string, points: number, seconds: number) =>
    rateLimit(ctx, { name, points, seconds })
  return {
    signInPair: limit('sign-in-pair', 10, QUARTER_HOUR),
    signInAccount: limit('sign-in-account', 100, HOUR),
    signInVisitor: limit('sign-in-visitor', 200, QUARTER_HOUR),
    signUpVisitor: limit('sign-up-visitor', 100, HOUR),
    mailVisitor: limit('mail-visitor', 100, HOUR),
    mailAddress: limit('mail-address', 6, HOUR),
    waitingAddress: limit('waiting-address', 30, HOUR),
    linkPasswordVisitor: limit('link-password-visitor', 10, QUARTER_HOUR),
    linkPassword: limit('link-password', 100, HOUR),
    checkAgainVisitor: limit('check-again-visitor', 20, QUARTER_HOUR),
    checkAgainLink: limit('check-again-link', 6, QUARTER_HOUR),
    isTheirsVisitor: limit('is-theirs-visitor', 8, QUARTER_HOUR),
    isTheirsLink: limit('is-theirs-link', 40, HOUR),
    checkVisitor: limit('check-visitor', 40, QUARTER_HOUR),
  }
}

/** Counts a mail that an account causes to an address. @returns 0 when it may be sent, else the seconds to wait */
export async function mailWait(
  limits: Pick<Limits, 'mailVisitor' | 'mailAddress'>,
  accountId: string,
  address: string,
): Promise<number> {
  return (
    (await limits.mailVisitor.attempt(accountId)) ||
    (await limits.mailAddress.attempt(addressKey(address)))
  )
}

/**
 * Whoever sends a request, as far as its address tells, for counting attempts. Of IPv6 the first half: the second is
 * each subscriber's own to choose, and would be a new visitor each time.
 */
export function visitorOf({ ip = '' }: Pick<Request, 'ip'>): string {
  const [bare] = ip.split('%') as [string]
  if (isIP(bare) === 0) return bare
  const address = ipaddr.process(bare)
  if (!(address instanceof ipaddr.IPv6)) return address.toString()
  const network = address.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}
