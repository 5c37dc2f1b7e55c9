import type { Request, Response } from 'express'
import { hasSecondFactor } from '../../backpack/account/recovery-codes.js'
import { findReset, requestReset, resetPassword } from '../../backpack/account/reset-password.js'
import { findUndo, takeAccountBack } from '../../backpack/account/take-back.js'
import type { Context } from '../../context.js'
import { addressKey, knowsAddress } from '../../store/emails.js'
import { type AccountChangeKind, accountChangeWords } from '../../words/account-changes.js'
import { deviceOf } from '../device.js'
import { readEmail, readNewPassword, readTypedPassword } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { flash } from '../middleware/account.js'
import { type Limits, retryIn } from '../middleware/rate-limit.js'
import type { SecondStep } from '../middleware/second-step.js'
import { visitorOf } from '../middleware/visitor.js'
import { renderPage } from '../render.js'
import { signInAs } from '../session.js'

type WithToken = Request<{ token: string }>

/** A forgotten password: ask for the link, choose a new one. Who has a second factor needs it here too. */
export function passwordPages(ctx: Context, limits: Limits, steps: SecondStep) {
  return {
    new(req: Request, res: Response) {
      const sent = req.query.sent !== undefined
      askPage(res, 200, {}, {}, sent)
    },

    async create(req: Request, res: Response) {
      const form = readEmail(req.body)
      const again = typed(req.body, 'email')
      if (form.errors) return askPage(res, 422, again, form.errors)
      const { email } = form.values
      const known = deviceOf(ctx, req)?.accountIds ?? []
      const isKnown = await knowsAddress(ctx.db, known, email)
      const wait = isKnown ? 0 : await limits.resetVisitor.attempt(visitorOf(req))
      if (wait > 0) return askPage(res, 429, again, tooMany(res, wait))
      if (await mayMail(limits, req, email)) await requestReset(ctx, email, known)
      res.redirect(303, '/passwords/new?sent')
    },

    async undoing(req: WithToken, res: Response) {
      const { kind, subject, createdAt } = await findUndo(ctx, req.params.token)
      const what = accountChangeWords(kind as AccountChangeKind, subject)
      renderPage(res, 'passwords/undo', { title: 'Take your account back?', what, createdAt })
    },

    async undo(req: WithToken, res: Response) {
      const token = await takeAccountBack(ctx, req.params.token)
      res.redirect(303, `/passwords/${token}`)
    },

    /** Says while somebody types how good a password is; nothing of it is kept. */
    async judge(req: Request, res: Response) {
      res.set('Cache-Control', 'no-store').json({ words: await readTypedPassword(req.body) })
    },

    async edit(req: WithToken, res: Response) {
      await choosePage(req, res, 200, {})
    },

    async update(req: WithToken, res: Response) {
      const owner = await findReset(ctx, req.params.token)
      const form = await readNewPassword(req.body, owner)
      if (form.errors) return choosePage(req, res, 422, form.errors)
      const isAsked = await hasSecondFactor(ctx, owner.id)
      const problem = isAsked ? await steps.problemWith(req as Request, res, owner.id) : null
      if (problem) return choosePage(req, res, problem.status, { code: problem.words })
      const accountId = await resetPassword(ctx, req.params.token, form.values.password)
      await signInAs(ctx, req as Request, accountId)
      flash(req as Request, 'Your new password is set, and every other browser is signed out.')
      res.redirect(303, '/badges')
    },
  }

  async function choosePage(req: WithToken, res: Response, status: number, errors: FieldErrors) {
    const { id, name, email } = await findReset(ctx, req.params.token)
    const isAsked = await hasSecondFactor(ctx, id)
    const model = { title: 'Choose a new password', name, email, isAsked, errors }
    renderPage(res, 'passwords/edit', model, { status })
  }
}

/**
 * A mailbox that had enough mails has links in it that still work, for they live longer than a count of them: who
 * reads it needs no further one, and who asks for others learns nothing.
 */
async function mayMail(limits: Limits, req: Request, address: string): Promise<boolean> {
  const key = addressKey(address)
  return (
    (await limits.resetPair.attempt(`${visitorOf(req)} ${key}`)) === 0 &&
    (await limits.resetAddress.attempt(key)) === 0
  )
}

function tooMany(res: Response, seconds: number): FieldErrors {
  return { form: `This was asked too often. Try again in ${retryIn(res, seconds)}.` }
}

function askPage(
  res: Response,
  status: number,
  again: Record<string, string>,
  errors: FieldErrors,
  sent = false,
): void {
  const model = { title: 'Ask for a new password', typed: again, errors, sent }
  renderPage(res, 'passwords/new', model, { status })
}
