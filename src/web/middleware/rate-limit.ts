import { RateLimiterRes } from 'rate-limiter-flexible'
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js'
import type { Context } from '../../context.js'
import {
  type CountedAttempts,
  countAttempts,
  findAttempts,
  forgetAttempts,
  forgetExpiredAttempts,
} from '../../store/rate-limits.js'

/** So many attempts in so many seconds. */
export interface Allowance {
  name: string
  points: number
  seconds: number
}

export interface RateLimit {
  /** Counts one attempt. @returns 0 when it is allowed, else the seconds to wait */
  attempt(key: string): Promise<number>
  /** Takes one attempt back: it was a good one. */
  giveBack(key: string): Promise<void>
  /** Begins anew. */
  forget(key: string): Promise<void>
}

/** Attempts counted in the database: the same for every process, and known after a restart. */
export function rateLimit(ctx: Pick<Context, 'db' | 'now'>, allowance: Allowance): RateLimit {
  const limiter = new DatabaseLimiter(ctx, allowance)
  return {
    async attempt(key) {
      try {
        await limiter.consume(key)
        return 0
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000)
        throw refusal
      }
    },
    async giveBack(key) {
      await limiter.reward(key)
    },
    async forget(key) {
      await limiter.delete(key)
    },
  }
}

/** `12 minutes`, `1 minute`: for "try again in …". */
export function waitingTime(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

/** The package's own stores make their table and speak one database each; this one uses ours, and our clock. */
class DatabaseLimiter extends RateLimiterStoreAbstract {
  readonly #ctx: Pick<Context, 'db' | 'now'>

  constructor(ctx: Pick<Context, 'db' | 'now'>, { name, points, seconds }: Allowance) {
    super({ storeClient: null, keyPrefix: name, points, duration: seconds })
    this.#ctx = ctx
  }

  async _upsert(key: string, points: number, lifetimeMs: number, restart = false) {
    const { db } = this.#ctx
    const now = this.#ctx.now().getTime()
    await forgetExpiredAttempts(db, now)
    return countAttempts(db, key, { points, expiresAt: now + lifetimeMs, now, restart })
  }

  _get(key: string) {
    return findAttempts(this.#ctx.db, key, this.#ctx.now().getTime())
  }

  _delete(key: string) {
    return forgetAttempts(this.#ctx.db, key)
  }

  _getRateLimiterRes(_key: string, changed: number, counted: CountedAttempts): RateLimiterRes {
    const left = Math.max(this.points - counted.points, 0)
    const waitMs = Math.max((counted.expiresAt ?? 0) - this.#ctx.now().getTime(), 0)
    return new RateLimiterRes(left, waitMs, counted.points, counted.points === changed)
  }
}
