import type { RequestHandler, Response } from 'express'
import { waitAfterGivenUp } from '../../backpack/imports/given-up.js'
import { DAY_MS } from '../../openbadges/index.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { addressKey } from '../../store/emails.js'
import {
  countAttempts,
  forgetAttempts,
  forgetExpiredAttempts,
  prolongAttempts,
} from '../../store/rate-limits.js'
import type { GuessLimits } from './guesses.js'
import { counted } from '../../words/language.js'
import { accountOf } from './account.js'

/** So many attempts in so many seconds. */
export interface Allowance {
  name: string
  points: number
  seconds: number
  /** The wait doubles each time it is used up within a day, up to so many seconds. */
  longestWaitSeconds?: number
}

export interface RateLimit {
  /**
   * Counts one attempt.
   * @param points how many are allowed this time, where not as many as usual
   * @returns 0 when it is allowed, else the seconds to wait
   */
  attempt(key: string, points?: number): Promise<number>
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
    async attempt(key, allowed = allowance.points) {
      const { points, expiresAt } = await count(key, 1)
      if (points <= allowed) return 0
      const extra = points === allowed + 1 ? await lengthen(ctx, allowance, keyed(key)) : 0
      return Math.ceil(Math.max(expiresAt + extra - ctx.now().getTime(), 0) / 1000)
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

/**
 * Lets nobody on before some seconds are over.
 * @param words before "in 12 minutes."
 * @throws {AppError} too_many, unless `wait` is 0
 */
export function refuseFor(res: Response, wait: number, words = 'Please try again'): void {
  if (wait > 0) throw new AppError('too_many', `${words} in ${retryIn(res, wait)}.`)
}

/** Tells programs when to come back. @returns the same for people: `12 minutes` */
export function retryIn(res: Response, seconds: number): string {
  res.setHeader('Retry-After', String(seconds))
  return waitingTime(seconds)
}

/** Reads nothing for an account of which too much had to be given up lately. @throws {AppError} too_many */
export function holdBackAccount(ctx: Pick<Context, 'db' | 'now'>): RequestHandler {
  return async (_req, res, next) => {
    refuseFor(res, await waitAfterGivenUp(ctx, accountOf(res).id))
    next()
  }
}

/** Who used up an allowance before waits longer. @returns by how many milliseconds */
async function lengthen(
  ctx: Pick<Context, 'db' | 'now'>,
  { seconds, longestWaitSeconds = seconds }: Allowance,
  key: string,
): Promise<number> {
  if (longestWaitSeconds <= seconds) return 0
  const now = ctx.now().getTime()
  const again = { points: 1, expiresAt: now + DAY_MS, now }
  const { points } = await countAttempts(ctx.db, `${key}:again`, again)
  const extra = Math.min(seconds * 2 ** (points - 1), longestWaitSeconds) - seconds
  await prolongAttempts(ctx.db, key, extra * 1000)
  return extra * 1000
}

/** `12 minutes`, `1 minute`: for "try again in …". */
export function waitingTime(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return counted(minutes, 'minute')
}

const QUARTER_HOUR = 15 * 60
const HOUR = 60 * 60
const LONGEST = { longestWaitSeconds: 24 * HOUR }
const PER_GUESSER = { points: 10, seconds: QUARTER_HOUR, ...LONGEST }
const PER_NETWORK = { points: 40, seconds: QUARTER_HOUR, ...LONGEST }

/** How often what may be tried. By address of the visitor generously: a whole school may share one. */
export interface Limits {
  /** Passwords at the sign-in page, and of who is signed in already. */
  signIn: GuessLimits
  ownPassword: GuessLimits
  linkPassword: GuessLimits
  /** Second steps, by account; and codes of six digits, of which a million exist, wherever they come from. */
  secondStep: GuessLimits
  appCode: RateLimit
  /** Questions for a passkey, by visitor: each is kept in a session. */
  passkeyVisitor: RateLimit
  signUpVisitor: RateLimit
  /** Mails that prove an address, by account or visitor, by them and mailbox, and by mailbox. */
  mailVisitor: RateLimit
  mailPair: RateLimit
  mailAddress: RateLimit
  /** Mails with a new password, in the same way. */
  resetVisitor: RateLimit
  resetPair: RateLimit
  resetAddress: RateLimit
  /** Addresses tried on waiting badges, by account. */
  waitingAddress: RateLimit
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
  const guesses = (name: string): GuessLimits => ({
    pair: rateLimit(ctx, { ...PER_GUESSER, name: `${name}-pair` }),
    network: rateLimit(ctx, { ...PER_NETWORK, name: `${name}-network` }),
    flood: limit(`${name}-flood`, 60, HOUR),
  })
  return {
    signIn: { ...guesses('sign-in'), visitor: limit('sign-in-visitor', 200, QUARTER_HOUR) },
    ownPassword: guesses('own-password'),
    linkPassword: guesses('link-password'),
    secondStep: guesses('second-step'),
    appCode: limit('app-code', 100, 24 * HOUR),
    passkeyVisitor: limit('passkey-visitor', 200, QUARTER_HOUR),
    signUpVisitor: limit('sign-up-visitor', 100, HOUR),
    mailVisitor: limit('mail-visitor', 100, HOUR),
    mailPair: limit('mail-pair', 6, HOUR),
    mailAddress: limit('mail-address', 24, HOUR),
    resetVisitor: limit('reset-visitor', 100, HOUR),
    resetPair: limit('reset-pair', 6, HOUR),
    resetAddress: limit('reset-address', 24, HOUR),
    waitingAddress: limit('waiting-address', 30, HOUR),
    checkAgainVisitor: limit('check-again-visitor', 20, QUARTER_HOUR),
    checkAgainLink: limit('check-again-link', 6, QUARTER_HOUR),
    isTheirsVisitor: limit('is-theirs-visitor', 8, QUARTER_HOUR),
    isTheirsLink: limit('is-theirs-link', 40, HOUR),
    checkVisitor: limit('check-visitor', 40, QUARTER_HOUR),
  }
}

/** Counts a mail that an account causes to an address. @returns 0 when it may be sent, else the seconds to wait */
export async function mailWait(
  limits: Pick<Limits, 'mailVisitor' | 'mailPair' | 'mailAddress'>,
  accountId: string,
  address: string,
): Promise<number> {
  return (
    (await limits.mailVisitor.attempt(accountId)) ||
    (await limits.mailPair.attempt(`${accountId} ${addressKey(address)}`)) ||
    (await limits.mailAddress.attempt(addressKey(address)))
  )
}
