import type { Context } from '../context.js'
import { addressKey } from '../store/emails.js'
import { type RateLimit, rateLimit } from './middleware/rate-limit.js'

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
