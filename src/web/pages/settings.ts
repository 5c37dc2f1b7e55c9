import type { Request, Response } from 'express'
import { changeName } from '../../backpack/account/account.js'
import { changePassword } from '../../backpack/account/passwords.js'
import { roomOf } from '../../backpack/account/room.js'
import type { Context } from '../../context.js'
import { roomWords } from '../../words/room.js'
import { readName, readPasswordChange } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash, safePath } from '../middleware/account.js'
import type { StepUp } from '../middleware/step-up.js'
import { renderPage } from '../render.js'
import { sessionHash } from '../session.js'

/** Name and password of the earner. */
export function settingsPages(ctx: Context, owner: StepUp) {
  return {
    async show(_req: Request, res: Response) {
      await settingsPage(res, 200, { name: accountOf(res).name }, {})
    },

    /** A password typed for a page that was opened. */
    async prove(req: Request, res: Response) {
      if (await owner.proves(req, res)) res.redirect(303, safePath(typed(req.body, 'next').next))
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
      const form = await readPasswordChange(req.body, account)
      if (form.errors) return settingsPage(res, 422, again, form.errors)
      const problem = await owner.problemWith(req, res, 'current')
      if (problem) return settingsPage(res, problem.status, again, { current: problem.words })
      await changePassword(ctx, account, form.values.password, sessionHash(req))
      flash(req, 'Your new password is set, and every other browser is signed out.')
      res.redirect(303, '/settings')
    },
  }

  async function settingsPage(
    res: Response,
    status: number,
    again: Record<string, string>,
    errors: FieldErrors,
  ): Promise<void> {
    const room = await roomOf(ctx, accountOf(res).id)
    const told = { ...room, words: roomWords(room) }
    const model = { title: 'Settings', typed: again, errors, room: told, here: '/settings' }
    renderPage(res, 'settings/show', model, { status })
  }
}
