import type { Request, Response } from 'express'
import { endSession } from '../../backpack/account/account.js'
import type { Context } from '../../context.js'
import { addressKey, knowsAddress } from '../../store/emails.js'
import { listSessions } from '../../store/sessions.js'
import { deviceOf } from '../device.js'
import { readSignIn } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash, safePath } from '../middleware/account.js'
import { countGuess } from '../middleware/guesses.js'
import { type Limits, retryIn } from '../middleware/rate-limit.js'
import type { SecondStep } from '../middleware/second-step.js'
import { renderPage } from '../render.js'
import { credentialsOf, sessionHash, signOut } from '../session.js'
import { browserRow } from '../view-models/links.js'

const NOTICES: Readonly<Record<string, string>> = {
  confirmed: 'Your address is confirmed. Sign in to see your badges.',
}

/** Signing in and out, and the list of signed-in browsers. */
export function sessionPages(ctx: Context, limits: Limits, steps: SecondStep) {
  const whoseCredentials = credentialsOf(ctx)
  return {
    new(req: Request, res: Response) {
      const next = safePath(req.query.next)
      if (res.locals.account) return res.redirect(303, next)
      const { done } = typed(req.query, 'done')
      signInPage(res, 200, { next }, {}, noticeOf(done))
    },

    async create(req: Request, res: Response) {
      const form = readSignIn(req.body)
      const again = { ...typed(req.body, 'email'), next: safePath(typed(req.body, 'next').next) }
      if (form.errors) return signInPage(res, 422, again, form.errors)
      const guess = await countSignIn(req, form.values.email)
      const { waitSeconds } = guess
      if (waitSeconds > 0) return signInPage(res, 429, again, tooMany(res, waitSeconds))
      const accountId = await whoseCredentials(req).catch(async (error: unknown) => {
        // nothing was compared
        await guess.giveBack()
        throw error
      })
      if (!accountId) return signInPage(res, 422, again, { form: WRONG })
      await guess.giveBack()
      const begun = await steps.begin(req, accountId, again.next)
      res.redirect(303, begun === 'half' ? '/sign-in/code' : again.next)
    },

    async destroy(req: Request, res: Response) {
      await signOut(req)
      res.redirect(303, '/')
    },

    async index(req: Request, res: Response) {
      const sessions = await listSessions(ctx.db, accountOf(res).id, ctx.now())
      const browsers = sessions.map((session) => browserRow(session, sessionHash(req)))
      const title = 'Signed-in browsers'
      renderPage(res, 'sessions/index', { title, browsers, here: '/settings' })
    },

    async end(req: Request<{ id: string }>, res: Response) {
      const own = req.params.id === sessionHash(req as Request)
      await endSession(ctx, accountOf(res).id, req.params.id)
      if (own) {
        await signOut(req as Request)
        return res.redirect(303, '/')
      }
      flash(req as Request, 'That browser is signed out.')
      res.redirect(303, '/sessions')
    },
  }

  async function countSignIn(req: Request, address: string) {
    const device = deviceOf(ctx, req)
    const known = device && (await knowsAddress(ctx.db, device.accountIds, address))
    return countGuess(limits.signIn, req, addressKey(address), known ? device.id : null)
  }
}

const WRONG = 'The address or the password is wrong. Check both, or ask for a new password.'

function noticeOf(done: string | undefined): string | null {
  return done && Object.hasOwn(NOTICES, done) ? NOTICES[done]! : null
}

function tooMany(res: Response, seconds: number): FieldErrors {
  const time = retryIn(res, seconds)
  return { form: `Too many attempts. Try again in ${time}, or ask for a new password.` }
}

function signInPage(
  res: Response,
  status: number,
  again: Record<string, string>,
  errors: FieldErrors,
  notice: string | null = null,
): void {
  renderPage(res, 'sessions/new', { title: 'Sign in', typed: again, errors, notice }, { status })
}
