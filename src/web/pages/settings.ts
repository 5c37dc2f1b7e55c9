import type { Request, Response } from 'express'
import { changeName } from '../../backpack/account/account.js'
import { changePassword } from '../../backpack/account/passwords.js'
import type { Context } from '../../context.js'
import { readName, readPasswordChange } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash } from '../middleware/account.js'
import { type Limits, visitorOf, waitingTime } from '../middleware/rate-limit.js'
import { renderPage } from '../render.js'
import { sessionHash } from '../session.js'

/** Name and password of the earner. */
export function settingsPages(ctx: Context, limits: Limits) {
  return {
    show(_req: Request, res: Response) {
      settingsPage(res, 200, { name: accountOf(res).name }, {})
    },

    async updateName(req: Request, res: Response) {
      const form = readName(req.body)
      if (form.errors) return settingsPage(res, 422, typed(req.body, 'name'), form.errors)
      await changeName(ctx, accountOf(res).id, form.values.name)
      flash(req, 'Your name is changed.')
      res.redirect(303, '/settings')
    },

    async updatePassword(req: Request, res: Response) {
      const account = accountOf(res)
      const again = { name: account.name }
      const form = readPasswordChange(req.body)
      if (form.errors) return settingsPage(res, 422, again, form.errors)
      const wait = await limits.signInPair.attempt(`${visitorOf(req)}:${account.id}`)
      if (wait > 0) return settingsPage(res, 429, again, tooMany(res, wait))
      const { current, password: next } = form.values
      if (!(await changePassword(ctx, account, { current, next }, sessionHash(req))))
        return settingsPage(res, 422, again, { current: 'This is not your password.' })
      flash(req, 'Your new password is set, and every other browser is signed out.')
      res.redirect(303, '/settings')
    },
  }
}

function tooMany(res: Response, seconds: number): FieldErrors {
  res.set('Retry-After', String(seconds))
  return { form: `Too many attempts. Try again in ${waitingTime(seconds)}.` }
}

function settingsPage(
  res: Response,
  status: number,
  again: Record<string, string>,
  errors: FieldErrors,
): void {
  const model = { title: 'Settings', typed: again, errors, here: '/settings' }
  renderPage(res, 'settings/show', model, { status })
}
