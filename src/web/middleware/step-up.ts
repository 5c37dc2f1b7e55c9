import type { Request, Response } from 'express'
import { knowsPasswordOf } from '../../backpack/account/passwords.js'
import type { Context } from '../../context.js'
import type { Account } from '../../store/accounts.js'
import { deviceOf } from '../device.js'
import { renderPage } from '../render.js'
import { renewSession } from '../session.js'
import { accountOf } from './account.js'
import { countGuess } from './guesses.js'
import { passkeyHolder, WRONG_PASSKEY } from './passkey.js'
import { type Limits, waitingTime } from './rate-limit.js'

/**
 * One way to prove that whoever sends a request owns the account, and not only a session of it.
 * @returns null when the request tries no proof of this kind
 */
export type OwnerProof = (req: Request, account: Account) => Promise<ProofOutcome | null>

/** `given`, or why not, in words. */
export type ProofOutcome = 'given' | { problem: string; waitSeconds?: number }

export interface StepUpProblem {
  status: 422 | 429
  words: string
}

export interface StepUp {
  /** Is there a proof in this very request? Else answers with a page that asks for one and then repeats the request. */
  proves(req: Request, res: Response): Promise<boolean>
  /** The same, or a proof within the last ten minutes; signing in was one. */
  provedLately(req: Request, res: Response): Promise<boolean>
  /** For pages with a form of their own: what is wrong with the password in a field of it, or null. */
  problemWith(req: Request, res: Response, field: string): Promise<StepUpProblem | null>
}

/** With a passkey of the account, over a challenge of this browser. */
export function byPasskey(ctx: Context): OwnerProof {
  return async (req, account) => {
    const holder = await passkeyHolder(ctx, req)
    if (holder === undefined) return null
    return holder === account.id ? 'given' : { problem: WRONG_PASSKEY }
  }
}

const LATELY_SECONDS = 10 * 60

/**
 * What guards the account itself: a stolen session is not enough for it.
 * @param others kinds of proof beside the password, tried first
 */
export function stepUp(ctx: Context, limits: Limits, others: readonly OwnerProof[] = []): StepUp {
  async function proves(req: Request, res: Response): Promise<boolean> {
    const outcome = await firstTried(req, accountOf(res), [...others, byPassword(ctx, limits)])
    if (outcome === 'given') await remember(ctx, req)
    else askPage(req, res, outcome)
    return outcome === 'given'
  }

  return {
    proves,
    async provedLately(req, res) {
      const { provenAt } = req.session
      const age = provenAt ? ctx.now().getTime() - Date.parse(provenAt) : NaN
      return (age >= 0 && age <= LATELY_SECONDS * 1000) || proves(req, res)
    },
    async problemWith(req, res, field) {
      const outcome = await byPassword(ctx, limits, field)(req, accountOf(res))
      if (outcome !== 'given') return problemOf(res, outcome)
      await remember(ctx, req)
      return null
    },
  }
}

async function remember(ctx: Context, req: Request): Promise<void> {
  await renewSession(req)
  req.session.provenAt = ctx.now().toISOString()
}

function byPassword(ctx: Context, limits: Limits, field = 'password'): OwnerProof {
  return async (req, account) => {
    const password = (req.body as Record<string, unknown> | undefined)?.[field]
    if (typeof password !== 'string' || password === '') return null
    const device = deviceOf(ctx, req)
    const known = device?.accountIds.includes(account.id) ? device.id : null
    const guess = await countGuess(limits.ownPassword, req, account.id, known)
    const { waitSeconds } = guess
    if (waitSeconds > 0)
      return {
        problem: `Too many attempts. Try again in ${waitingTime(waitSeconds)}.`,
        waitSeconds,
      }
    if (!(await knowsPasswordOf(ctx, account.id, password)))
      return { problem: 'This is not your password.' }
    await guess.giveBack()
    return 'given'
  }
}

async function firstTried(
  req: Request,
  account: Account,
  proofs: readonly OwnerProof[],
): Promise<ProofOutcome | null> {
  for (const prove of proofs) {
    const outcome = await prove(req, account)
    if (outcome) return outcome
  }
  return null
}

type Failed = Exclude<ProofOutcome, 'given'>

function problemOf(res: Response, failed: Failed | null): StepUpProblem {
  if (!failed) return { status: 422, words: 'Enter your password.' }
  const { problem: words, waitSeconds } = failed
  if (!waitSeconds) return { status: 422, words }
  res.set('Retry-After', String(waitSeconds))
  return { status: 429, words }
}

/** Asks for the proof; a form that had no place for it is not blamed. */
function askPage(req: Request, res: Response, failed: Failed | null): void {
  const { status, words } = problemOf(res, failed)
  const isTried = failed !== null || Object.hasOwn((req.body ?? {}) as object, 'password')
  const model = {
    title: 'Confirm that it is you',
    errors: isTried ? { password: words } : {},
    ...repeated(req),
    here: '/settings',
  }
  renderPage(res, 'step-up/show', model, { status })
}

const PROOFS = ['password', 'passkey']

/** What was posted, but no password; a page that was opened is opened again by way of a form. */
function repeated(req: Request): { action: string; fields: [string, string][] } {
  if (req.method === 'GET') return { action: '/step-up', fields: [['next', req.originalUrl]] }
  const fields = Object.entries((req.body ?? {}) as Record<string, unknown>)
    .filter(([name]) => !PROOFS.includes(name))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))
  return { action: req.originalUrl, fields }
}
