import type { Request, Response } from 'express'
import {
  deleteAccount,
  type FirstMail,
  register,
  requireWelcome,
} from '../../backpack/account/account.js'
import type { Context } from '../../context.js'
import { addressKey } from '../../store/emails.js'
import { readSignUp, type SignUp } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash } from '../middleware/account.js'
import { type Limits, retryIn } from '../middleware/rate-limit.js'
import { visitorOf } from '../middleware/visitor.js'
import type { StepUp } from '../middleware/step-up.js'
import { renderPage } from '../render.js'
import { signInAs, signOut } from '../session.js'

/** Signing up, and leaving. */
export function accountPages(ctx: Context, limits: Limits, owner: StepUp) {
  return {
    async new(req: Request, res: Response) {
      if (res.locals.account) return res.redirect(303, '/badges')
      const { invitation } = typed(req.query, 'invitation')
      await requireWelcome(ctx, invitation)
      signUpPage(res, 200, { invitation }, {})
    },

    async create(req: Request, res: Response) {
      const form = await readSignUp(req.body)
      const again = typed(req.body, 'name', 'email', 'invitation')
      if (form.errors) return signUpPage(res, 422, again, form.errors)
      const wait = await waitForSignUp(limits, req, form.values)
      if (wait > 0) return signUpPage(res, 429, again, tooMany(res, wait))
      const isFull = (await limits.mailAddress.attempt(addressKey(form.values.email))) > 0
      const { accountId, mail } = await register(ctx, form.values, isFull)
      await signInAs(ctx, req, accountId)
      flash(req, SIGNED_UP[mail](form.values.email))
      res.redirect(303, '/badges')
    },

    edit(_req: Request, res: Response) {
      const title = 'Delete your account'
      renderPage(res, 'accounts/delete', { title, errors: {}, here: '/settings' })
    },

    async destroy(req: Request, res: Response) {
      if (!(await owner.proves(req, res))) return
      await deleteAccount(ctx, accountOf(res).id)
      await signOut(req)
      res.redirect(303, '/?done=account-deleted')
    },
  }
}

const SIGNED_UP: Record<FirstMail, (address: string) => string> = {
  sent: (address) =>
    `Your backpack is ready. We sent a mail to ${address}: open its link to confirm that the address is yours. Until then, badges sent to it stay private.`,
  failed: () =>
    'Your backpack is ready, but the mail that confirms your address could not be sent. Send it again under Settings.',
  held: (address) =>
    `Your backpack is ready. ${address} was sent several mails within the last hour, so we sent no other: confirm the address later under Settings.`,
}

async function waitForSignUp(limits: Limits, req: Request, form: SignUp): Promise<number> {
  const wait = await limits.signUpVisitor.attempt(visitorOf(req))
  return wait || limits.mailPair.attempt(`${visitorOf(req)} ${addressKey(form.email)}`)
}

function tooMany(res: Response, seconds: number): FieldErrors {
  return { form: `This was tried too often. Try again in ${retryIn(res, seconds)}.` }
}

function signUpPage(
  res: Response,
  status: number,
  again: Record<string, string | undefined>,
  errors: FieldErrors,
): void {
  renderPage(res, 'accounts/new', { title: 'Sign up', typed: again, errors }, { status })
}
