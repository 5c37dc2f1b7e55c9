import type { Request, Response } from 'express'
import {
  addApp,
  type AppOffer,
  offerApp,
  removeApp,
  stepOf,
} from '../../backpack/account/authenticator-app.js'
import { hasSecondFactor, renewCodes } from '../../backpack/account/recovery-codes.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { listIdentities } from '../../store/identities.js'
import { countCodes, findApp, listPasskeys } from '../../store/second-factors.js'
import { readAppSetUp } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash } from '../middleware/account.js'
import type { StepUp } from '../middleware/step-up.js'
import { renderPage } from '../render.js'

/** How an earner signs in besides the password: the app and its recovery codes. */
export function factorPages(ctx: Context, owner: StepUp) {
  return {
    async index(_req: Request, res: Response) {
      const { id } = accountOf(res)
      const [app, codes, passkeys, identities] = await Promise.all([
        findApp(ctx.db, id),
        countCodes(ctx.db, id),
        listPasskeys(ctx.db, id),
        listIdentities(ctx.db, id),
      ])
      const model = {
        title: 'Signing in',
        appSince: app?.createdAt ?? null,
        codes,
        passkeys,
        identities,
      }
      renderPage(res, 'factors/index', { ...model, here: '/settings' })
    },

    async newApp(_req: Request, res: Response) {
      if (await findApp(ctx.db, accountOf(res).id)) return res.redirect(303, '/factors')
      await appPage(res, 200, await offerApp(accountOf(res)), {})
    },

    async createApp(req: Request, res: Response) {
      const { id } = accountOf(res)
      const form = readAppSetUp(req.body)
      if (form.errors) return again(req, res, form.errors)
      const { secret, code } = form.values
      const step = await stepOf(secret, code, ctx.now())
      if (step === null) return again(req, res, { code: WRONG_CODE })
      if (!(await owner.proves(req, res))) return
      const codes = await addApp(ctx, id, { secret, step })
      if (codes) return codesPage(res, codes)
      flash(req, 'Your authenticator app is added.')
      res.redirect(303, '/factors')
    },

    async removingApp(_req: Request, res: Response) {
      if (!(await findApp(ctx.db, accountOf(res).id))) return res.redirect(303, '/factors')
      renderPage(res, 'factors/remove-app', {
        title: 'Remove the authenticator app?',
        here: '/settings',
      })
    },

    async destroyApp(req: Request, res: Response) {
      if (!(await owner.proves(req, res))) return
      await removeApp(ctx, accountOf(res).id)
      flash(req, 'Your authenticator app is removed.')
      res.redirect(303, '/factors')
    },

    async renewCodes(req: Request, res: Response) {
      const { id } = accountOf(res)
      if (!(await hasSecondFactor(ctx, id)))
        throw new AppError('conflict', 'Your password is enough to sign in: no code is needed.')
      if (!(await owner.proves(req, res))) return
      codesPage(res, await renewCodes(ctx, id))
    },
  }

  /** With the secret that the app has already, where it is one of ours. */
  async function again(req: Request, res: Response, errors: FieldErrors): Promise<void> {
    const { secret } = errors['secret'] ? {} : typed(req.body, 'secret')
    await appPage(res, 422, await offerApp(accountOf(res), secret), errors)
  }
}

const WRONG_CODE =
  'This is not the code that belongs to the picture above. Codes change every 30 seconds: take the newest, and see that your phone knows the right time.'

/** The picture is part of the page: an address for it would put the secret into logs. */
async function appPage(
  res: Response,
  status: number,
  { secret, uri }: AppOffer,
  errors: FieldErrors,
): Promise<void> {
  const { qrPath } = await import('../../publishing/qr.js')
  const parts = secret.match(/.{1,4}/g)!.join(' ')
  const model = { title: 'Add an authenticator app', secret, parts, uri, code: qrPath(uri), errors }
  renderPage(res, 'factors/new-app', { ...model, here: '/settings' }, { status })
}

/** Recovery codes, the only time they are shown. */
export function codesPage(res: Response, codes: readonly string[]): void {
  renderPage(res, 'factors/codes', { title: 'Your recovery codes', codes, here: '/settings' })
}
