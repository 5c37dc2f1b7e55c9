import type { Request, Response } from 'express'
import {
  addPasskey,
  offerPasskey,
  ownPasskey,
  removePasskey,
} from '../../backpack/account/passkeys.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { readPasskeyName } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash, safePath } from '../middleware/account.js'
import {
  answerIn,
  passkeyHolder,
  sendChallenge,
  sendPasskeyQuestion,
  takeChallenge,
  WRONG_PASSKEY,
} from '../middleware/passkey.js'
import { type Limits, refuseFor } from '../middleware/rate-limit.js'
import type { SecondStep } from '../middleware/second-step.js'
import type { StepUp } from '../middleware/step-up.js'
import { visitorOf } from '../middleware/visitor.js'
import { renderPage } from '../render.js'
import { signInAs } from '../session.js'
import { codesPage } from './factors.js'

type WithId = Request<{ id: string }>

/** Signing in with a passkey, and the passkeys of an earner. */
export function passkeyPages(ctx: Context, limits: Limits, owner: StepUp, steps: SecondStep) {
  return {
    /** For the page to sign in, and for the one after a password. */
    async question(req: Request, res: Response) {
      refuseFor(res, await limits.passkeyVisitor.attempt(visitorOf(req)))
      const half = await steps.halfSignedIn(req)
      await sendPasskeyQuestion(ctx, req, res, half && half.accountId)
    },

    /** A passkey is both steps at once: its device has asked for a finger or a number. */
    async signIn(req: Request, res: Response) {
      const half = await steps.halfSignedIn(req)
      const holder = await passkeyHolder(ctx, req)
      if (!holder || (half && half.accountId !== holder)) return wrong(res)
      const next = half ? half.next : safePath(typed(req.body, 'next').next)
      await signInAs(ctx, req, holder)
      res.redirect(303, next)
    },

    /** To prove that the account is one's own. */
    async ownQuestion(req: Request, res: Response) {
      await sendPasskeyQuestion(ctx, req, res, accountOf(res).id)
    },

    async offer(req: Request, res: Response) {
      sendChallenge(ctx, req, res, await offerPasskey(ctx, accountOf(res)), 'offeredPasskey')
    },

    new(_req: Request, res: Response) {
      newPage(res, 200, {}, {})
    },

    async create(req: Request, res: Response) {
      const again = typed(req.body, 'name')
      const form = readPasskeyName(req.body)
      if (form.errors) return newPage(res, 422, again, form.errors)
      const answer = answerIn(req, 'made')
      if (!answer) return newPage(res, 422, again, { name: NEEDS_SCRIPT })
      if (!(await owner.proves(req, res))) return
      const challenge = takeChallenge(ctx, req, 'offeredPasskey')
      if (!challenge) throw new AppError('conflict', WRONG_PASSKEY)
      const made = { answer, challenge, name: form.values.name }
      const codes = await addPasskey(ctx, accountOf(res).id, made)
      if (codes) return codesPage(res, codes)
      flash(req, 'Your passkey is added.')
      res.redirect(303, '/factors')
    },

    async removing(req: WithId, res: Response) {
      const { id, name } = await ownPasskey(ctx, accountOf(res).id, req.params.id)
      const model = { title: 'Remove this passkey?', id, name, here: '/settings' }
      renderPage(res, 'factors/remove-passkey', model)
    },

    async destroy(req: WithId, res: Response) {
      const { id } = await ownPasskey(ctx, accountOf(res).id, req.params.id)
      if (!(await owner.proves(req as Request, res))) return
      await removePasskey(ctx, accountOf(res).id, id)
      flash(req as Request, 'Your passkey is removed.')
      res.redirect(303, '/factors')
    },
  }
}

const NEEDS_SCRIPT = 'A passkey is made with the button below, in a browser that knows them.'

function wrong(res: Response): void {
  const model = { title: 'Sign in', typed: { next: '/badges' }, notice: null }
  renderPage(res, 'sessions/new', { ...model, errors: { form: WRONG_PASSKEY } }, { status: 422 })
}

function newPage(
  res: Response,
  status: number,
  again: Record<string, string>,
  errors: FieldErrors,
): void {
  const model = { title: 'Add a passkey', typed: again, errors, here: '/settings' }
  renderPage(res, 'factors/new-passkey', model, { status })
}
