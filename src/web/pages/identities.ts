import type { Request, Response } from 'express'
import {
  addIdentity,
  holderOf,
  joinByIdentity,
  removeIdentity,
} from '../../backpack/account/identities.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import type { ProviderAnswer, ProviderQuestion } from '../../provider.js'
import { readProvidersPerson } from '../forms/account.js'
import { accountOf, flash, safePath } from '../middleware/account.js'
import { type Limits, refuseFor } from '../middleware/rate-limit.js'
import type { SecondStep } from '../middleware/second-step.js'
import type { StepUp } from '../middleware/step-up.js'
import { visitorOf } from '../middleware/visitor.js'
import { renderPage } from '../render.js'

/** What a browser was sent to the provider with, until it comes back. */
export interface AskedProvider extends ProviderQuestion {
  /** ISO 8601 UTC. */
  at: string
  /** Path of the page to go to then. */
  next: string
  /** The account it is to be added to; null: to sign in. */
  accountId: string | null
}

const RETURN_SECONDS = 10 * 60

const UNUSABLE =
  'It told us no name or e-mail address that an account here can have. Sign up with a password instead.'

/** Signing in by way of a provider of identities (OpenID Connect). Only where the host has set one. */
export function identityPages(ctx: Context, limits: Limits, owner: StepUp, steps: SecondStep) {
  const provider = ctx.provider!
  const redirectUri = `${ctx.config.baseUrl}/sign-in/provider`

  /** @returns the address at the provider to send this browser to */
  async function ask(req: Request, asked: Pick<AskedProvider, 'next' | 'accountId'>) {
    const { url, question } = await provider.ask(redirectUri).catch(silent)
    req.session.askedProvider = { ...question, ...asked, at: ctx.now().toISOString() }
    return url
  }

  function silent(error: unknown): never {
    ctx.log.warn({ err: error }, 'the provider of identities did not answer as it should')
    throw new AppError(
      'conflict',
      `Signing in with ${provider.name} did not work. Please try again, or take another way.`,
      {
        cause: error,
        title: 'You are not signed in',
      },
    )
  }

  function takeAsked(req: Request): AskedProvider {
    const { askedProvider: asked } = req.session
    delete req.session.askedProvider
    const age = asked ? ctx.now().getTime() - Date.parse(asked.at) : NaN
    if (asked && age >= 0 && age <= RETURN_SECONDS * 1000) return asked
    return silent(new Error('Nobody was sent there from this browser lately.'))
  }

  async function join(answer: ProviderAnswer): Promise<string> {
    const form = readProvidersPerson(answer)
    if (form.errors) throw new AppError('invalid', UNUSABLE)
    return joinByIdentity(ctx, answer, form.values)
  }

  async function signIn(req: Request, res: Response, answer: ProviderAnswer, next: string) {
    const accountId = (await holderOf(ctx, answer)) ?? (await join(answer))
    const begun = await steps.begin(req, accountId, next)
    res.redirect(303, begun === 'half' ? '/sign-in/code' : next)
  }

  return {
    /** Sends a browser there. */
    async new(req: Request, res: Response) {
      refuseFor(res, await limits.passkeyVisitor.attempt(visitorOf(req)))
      res.redirect(303, await ask(req, { next: safePath(req.query.next), accountId: null }))
    },

    /** It comes back. */
    async returned(req: Request, res: Response) {
      const asked = takeAsked(req)
      const url = new URL(req.originalUrl, ctx.config.baseUrl)
      const answer = await provider.answer(url, asked).catch(silent)
      const { accountId, next } = asked
      if (accountId === null) return signIn(req, res, answer, next)
      if (res.locals.account?.id !== accountId) silent(new Error('Somebody else is signed in.'))
      await addIdentity(ctx, accountId, answer)
      flash(req, `You can sign in with ${provider.name} now.`)
      res.redirect(303, next)
    },

    async add(req: Request, res: Response) {
      if (!(await owner.proves(req, res))) return
      // a link, for our pages let no form lead to another site
      const href = await ask(req, { next: '/factors', accountId: accountOf(res).id })
      const model = { title: `Connect ${provider.name}`, href, here: '/settings' }
      renderPage(res, 'factors/connect', model)
    },

    async destroy(req: Request<{ id: string }>, res: Response) {
      if (!(await owner.proves(req as Request, res))) return
      await removeIdentity(ctx, accountOf(res).id, req.params.id)
      flash(req as Request, `You no longer sign in with ${provider.name}.`)
      res.redirect(303, '/factors')
    },
  }
}
