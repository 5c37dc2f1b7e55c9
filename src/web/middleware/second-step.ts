import type { Request, Response } from 'express'
import { takeAppCode } from '../../backpack/account/authenticator-app.js'
import { hasSecondFactor, takeRecoveryCode } from '../../backpack/account/recovery-codes.js'
import type { Context } from '../../context.js'
import { hashToken } from '../../ids.js'
import { getPasswordHash } from '../../store/accounts.js'
import { deviceOf } from '../device.js'
import { signInAs } from '../session.js'
import { countGuess, type Guess } from './guesses.js'
import { passkeyHolder, WRONG_PASSKEY } from './passkey.js'
import { type Limits, waitingTime } from './rate-limit.js'

/** Whose password was typed, where it is not enough alone. */
export interface HalfSignedIn {
  accountId: string
  /** The password of then: another one since ends it. */
  passwordMark: string
  /** ISO 8601 UTC. */
  at: string
  /** Path of the page that asked for signing in. */
  next: string
}

/** Why a second step was not taken. */
export interface StepProblem {
  status: 422 | 429
  words: string
}

/** What is asked besides a password, of accounts that have a second factor. */
export interface SecondStep {
  /** The password was right: signs in, or keeps that for the page that asks for the second step. */
  begin(req: Request, accountId: string, next: string): Promise<'signed-in' | 'half'>
  /** Who is between the steps in this browser; null when nobody is, any more. */
  halfSignedIn(req: Request): Promise<HalfSignedIn | null>
  /** Does this request take the second step into this account? Its code is used up then. @returns null when it does */
  problemWith(req: Request, res: Response, accountId: string): Promise<StepProblem | null>
}

const BETWEEN_SECONDS = 10 * 60

export function secondStep(ctx: Context, limits: Limits): SecondStep {
  return {
    async begin(req, accountId, next) {
      if (!(await hasSecondFactor(ctx, accountId))) {
        await signInAs(ctx, req, accountId)
        return 'signed-in'
      }
      const at = ctx.now().toISOString()
      const passwordMark = await markOf(ctx, accountId)
      req.session.halfSignedIn = { accountId, passwordMark, at, next }
      return 'half'
    },
    halfSignedIn: (req) => stillHalf(ctx, req),
    async problemWith(req, res, accountId) {
      const holder = await passkeyHolder(ctx, req)
      if (holder === accountId) return null
      if (holder !== undefined) return { status: 422, words: WRONG_PASSKEY }
      const code = codeIn(req)
      if (!code) return { status: 422, words: 'Enter a code.' }
      const outcome = await tryCode(ctx, limits, req, { accountId, code })
      if (outcome === 'taken') return null
      if (outcome === 'wrong') return { status: 422, words: WRONG }
      res.set('Retry-After', String(outcome.waitSeconds))
      const words = `Too many attempts. Try again in ${waitingTime(outcome.waitSeconds)}.`
      return { status: 429, words }
    },
  }
}

const WRONG =
  'This code is not right, or was used before. Codes of the app change every 30 seconds: take the newest.'

async function stillHalf(ctx: Context, req: Request): Promise<HalfSignedIn | null> {
  const { halfSignedIn: half } = req.session
  if (!half) return null
  const age = ctx.now().getTime() - Date.parse(half.at)
  const isFresh = age >= 0 && age <= BETWEEN_SECONDS * 1000
  const mark = isFresh && (await markOf(ctx, half.accountId).catch(() => null))
  if (mark === half.passwordMark) return half
  delete req.session.halfSignedIn
  return null
}

/** Names a password without its hash leaving the database. */
async function markOf({ db }: Context, accountId: string): Promise<string> {
  return hashToken(await getPasswordHash(db, accountId))
}

const MAX_CODE_LENGTH = 100

function codeIn(req: Request): string {
  const code = (req.body as Record<string, unknown> | undefined)?.['code']
  return typeof code === 'string' ? code.trim().slice(0, MAX_CODE_LENGTH) : ''
}

interface Attempt {
  accountId: string
  code: string
}

type Outcome = 'taken' | 'wrong' | { waitSeconds: number }

async function tryCode(
  ctx: Context,
  limits: Limits,
  req: Request,
  { accountId, code }: Attempt,
): Promise<Outcome> {
  const digits = code.replace(/\s/g, '')
  const isOfApp = /^\d{6}$/.test(digits)
  const guess = await countStep(ctx, limits, req, accountId, isOfApp)
  if (guess.waitSeconds > 0) return { waitSeconds: guess.waitSeconds }
  const isTaken = isOfApp
    ? await takeAppCode(ctx, accountId, digits)
    : await takeRecoveryCode(ctx, accountId, code)
  if (isTaken) await guess.giveBack()
  return isTaken ? 'taken' : 'wrong'
}

/**
 * Six digits are few: who knows the password and has thousands of addresses would find them. So those are bounded
 * for the account as well, except in browsers that it signed in with before; recovery codes work always.
 */
async function countStep(
  ctx: Context,
  limits: Limits,
  req: Request,
  accountId: string,
  isOfApp: boolean,
): Promise<Guess> {
  const device = deviceOf(ctx, req)
  const known = device?.accountIds.includes(accountId) ? device.id : null
  const guess = await countGuess(limits.secondStep, req, accountId, known)
  if (!isOfApp || known) return guess
  const wait = await limits.appCode.attempt(accountId)
  return {
    waitSeconds: Math.max(guess.waitSeconds, wait),
    async giveBack() {
      await guess.giveBack()
      await limits.appCode.giveBack(accountId)
    },
  }
}
