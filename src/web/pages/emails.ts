import type { Request, Response } from 'express'
import {
  confirmEmail,
  findConfirmation,
  sendConfirmation,
} from '../../backpack/account/confirmations.js'
import {
  addEmail,
  makePrimary,
  removeEmail,
  requireConfirmed,
  requireRemovable,
  requireRoomFor,
} from '../../backpack/account/emails.js'
import { trySpelling } from '../../backpack/account/waiting-room.js'
import type { Context } from '../../context.js'
import { AppError, asConflict } from '../../errors.js'
import { findEmail, listEmails } from '../../store/emails.js'
import { readEmail } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash } from '../middleware/account.js'
import { type Limits, mailWait, refuseFor } from '../middleware/rate-limit.js'
import type { StepUp } from '../middleware/step-up.js'
import { renderPage } from '../render.js'
import { renewSession } from '../session.js'
import { counted } from '../../words/language.js'

type WithId = Request<{ id: string }>
type WithToken = Request<{ token: string }>

/** The addresses of an earner, and the links that prove them. */
export function emailPages(ctx: Context, limits: Limits, owner: StepUp) {
  return {
    async index(_req: Request, res: Response) {
      await listPage(res, 200, {}, {})
    },

    async create(req: Request, res: Response) {
      const form = readEmail(req.body)
      const again = typed(req.body, 'email')
      if (form.errors) return listPage(res, 422, again, form.errors)
      const { email } = form.values
      const tried = await trySpelling(ctx, accountOf(res).id, email)
      if (tried.released > 0) {
        flash(req, `${email} is an address you confirmed.${releasedWords(tried.released)}`)
        return res.redirect(303, '/emails')
      }
      const refused = await requireRoomFor(ctx, accountOf(res).id, email).catch(asConflict)
      if (refused) return listPage(res, 422, again, { email: refused.message })
      if (!(await owner.proves(req, res))) return
      await requireMailTurn(limits, res, email)
      const sent = await addEmail(ctx, accountOf(res), email)
      flash(req, sent ? askedToConfirm(email) : MAIL_FAILED)
      res.redirect(303, '/emails')
    },

    async makePrimary(req: WithId, res: Response) {
      await requireConfirmed(ctx.db, accountOf(res).id, req.params.id)
      if (!(await owner.proves(req as Request, res))) return
      await makePrimary(ctx, accountOf(res).id, req.params.id)
      flash(req as Request, 'This is your main address now.')
      res.redirect(303, '/emails')
    },

    async sendConfirmation(req: WithId, res: Response) {
      const account = accountOf(res)
      const email = await findEmail(ctx.db, account.id, req.params.id)
      if (email.confirmedAt) throw new AppError('conflict', 'This address is confirmed already.')
      await requireMailTurn(limits, res, email.address)
      const sent = await sendConfirmation(ctx, account, email)
      flash(req as Request, sent ? askedToConfirm(email.address) : MAIL_FAILED)
      res.redirect(303, '/emails')
    },

    async deletion(req: WithId, res: Response) {
      const email = await findEmail(ctx.db, accountOf(res).id, req.params.id)
      const title = 'Remove this address?'
      renderPage(res, 'emails/delete', { title, email, here: '/settings' })
    },

    async destroy(req: WithId, res: Response) {
      await requireRemovable(ctx.db, accountOf(res).id, req.params.id)
      if (!(await owner.proves(req as Request, res))) return
      const { address } = await removeEmail(ctx, accountOf(res).id, req.params.id)
      flash(req as Request, `${address} is no longer in your account.`)
      res.redirect(303, '/emails')
    },

    async confirmation(req: WithToken, res: Response) {
      const confirmation = await findConfirmation(ctx, req.params.token)
      renderPage(res, 'emails/confirm', { title: 'Confirm your address', ...confirmation })
    },

    async confirm(req: WithToken, res: Response) {
      const confirmed = await confirmEmail(ctx, req.params.token)
      const { address, accountName, released } = confirmed
      if (res.locals.account?.id === confirmed.accountId) await renewSession(req as Request)
      if (!res.locals.account) return res.redirect(303, '/sign-in?done=confirmed')
      flash(req as Request, `${address} is confirmed for ${accountName}.${releasedWords(released)}`)
      res.redirect(303, '/badges')
    },
  }

  async function listPage(
    res: Response,
    status: number,
    again: Record<string, string>,
    errors: FieldErrors,
  ) {
    const emails = await listEmails(ctx.db, accountOf(res).id)
    const model = { title: 'E-mail addresses', emails, typed: again, errors, here: '/settings' }
    renderPage(res, 'emails/index', model, { status })
  }
}

const MAIL_FAILED = 'The mail could not be sent. Try again in a few minutes.'

function askedToConfirm(address: string): string {
  return `We sent a mail to ${address}. Open its link to confirm that the address is yours.`
}

function releasedWords(released: number): string {
  if (released === 0) return ''
  return ` It released ${counted(released, 'badge')}.`
}

async function requireMailTurn(limits: Limits, res: Response, address: string): Promise<void> {
  const wait = await mailWait(limits, accountOf(res).id, address)
  refuseFor(res, wait, 'Enough mails were sent. Try again')
}
