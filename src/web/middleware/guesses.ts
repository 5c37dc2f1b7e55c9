import type { Request } from 'express'
import { hashToken } from '../../ids.js'
import type { RateLimit } from './rate-limit.js'
import { networkOf, visitorOf } from './visitor.js'

/** What slows those who guess one kind of secret. */
export interface GuessLimits {
  /** Wrong ones by guesser and secret. */
  pair: RateLimit
  /** By IPv6 network and secret: whoever has one has thousands of its parts. */
  network: RateLimit
  /** By secret, from wherever it is not known that its owner is there. */
  flood: RateLimit
  /** By visitor, whatever the secret. */
  visitor?: RateLimit
}

/** One guess that has been counted. */
export interface Guess {
  /** 0 when it may be compared, else the seconds to wait. */
  waitSeconds: number
  /** It was right, or nothing was compared: it does not count. */
  giveBack(): Promise<void>
}

/**
 * Counts a guess before it is compared. Nobody can use up the guesses of somebody else: they are counted by where the
 * guesser is, and a browser that its owner used before has its own. Once a secret is guessed at from many places at
 * once, each new one has few; the first of them is free for ever, so who knows the secret is never kept out.
 * @param device of a browser that signed in with this secret before, else null
 */
export async function countGuess(
  limits: GuessLimits,
  req: Request,
  secret: string,
  device: string | null = null,
): Promise<Guess> {
  if (device) return countAs(limits, secret, device)
  const [isFlood, ...waits] = await Promise.all([
    limits.flood.attempt(keyOf(secret)).then((wait) => wait > 0),
    networkWait(limits, req, secret),
    limits.visitor?.attempt(visitorOf(req)) ?? 0,
  ])
  const key = keyOf(secret, visitorOf(req))
  const pairWait = await limits.pair.attempt(key, isFlood ? GUESSES_IN_A_FLOOD : undefined)
  return {
    waitSeconds: Math.max(pairWait, ...waits),
    giveBack: () => giveBackAll(limits, req, secret),
  }
}

const GUESSES_IN_A_FLOOD = 3

async function countAs(limits: GuessLimits, secret: string, device: string): Promise<Guess> {
  const key = keyOf(secret, `device ${device}`)
  const waitSeconds = await limits.pair.attempt(key)
  return { waitSeconds, giveBack: () => limits.pair.giveBack(key) }
}

async function networkWait(limits: GuessLimits, req: Request, secret: string): Promise<number> {
  const network = networkOf(req)
  return network ? limits.network.attempt(keyOf(secret, network)) : 0
}

async function giveBackAll(limits: GuessLimits, req: Request, secret: string): Promise<void> {
  const network = networkOf(req)
  await limits.flood.giveBack(keyOf(secret))
  if (network) await limits.network.giveBack(keyOf(secret, network))
  await limits.visitor?.giveBack(visitorOf(req))
  await limits.pair.giveBack(keyOf(secret, visitorOf(req)))
}

/** Does not tell who it was. */
function keyOf(...parts: string[]): string {
  return hashToken(parts.join(' '))
}
