import type { Request, Response } from 'express'
import { type Asked, askToConfirm } from '../../backpack/account/emails.js'
import { openWaitingRoom, trySpelling } from '../../backpack/account/waiting-room.js'
import type { Context } from '../../context.js'
import { asConflict } from '../../errors.js'
import { readEmail, readTickedAddresses } from '../forms/account.js'
import { type FieldErrors, typed } from '../forms/read-form.js'
import { accountOf, flash } from '../middleware/account.js'
import { type Limits, mailWait, refuseFor, waitingTime } from '../middleware/rate-limit.js'
import type { StepUp } from '../middleware/step-up.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { badgesWord, waitingView } from '../view-models/waiting.js'

/** Badges that are kept privately until it is proven whose they are. */
export function waitingPages(ctx: Context, limits: Limits, owner: StepUp) {
  const dates = templateFunctions(ctx)
  return {
    async index(_req: Request, res: Response) {
      await page(res)
    },

    async confirmations(req: Request, res: Response) {
      const { addresses } = await openWaitingRoom(ctx, accountOf(res).id)
      const ticked = readTickedAddresses(req.body)
      const asked = addresses
        .map(({ address }) => address)
        .filter((address) => ticked === null || ticked.includes(address))
      if (asked.length === 0 && addresses.length > 0)
        return page(res, 422, { addresses: 'Tick at least one address.' }, ticked ?? undefined)
      const isAdding = addresses.some((one) => !one.isAsked && asked.includes(one.address))
      if (isAdding && !(await owner.proves(req, res))) return
      flash(req, sentWords(await askAll(res, asked)))
      res.redirect(303, '/waiting')
    },

    async address(req: Request, res: Response) {
      const again = typed(req.body, 'email')
      const form = readEmail(req.body)
      if (form.errors) return page(res, 422, form.errors, undefined, again)
      const { email } = form.values
      refuseFor(res, await limits.waitingAddress.attempt(accountOf(res).id), TRIED_ENOUGH)
      const tried = await trySpelling(ctx, accountOf(res).id, email)
      if (tried.fits === 0) return page(res, 422, { email: NO_MATCH }, undefined, again)
      if (tried.known?.confirmedAt) flash(req, `${sentTo(tried.fits)} ${RELEASED}`)
      else {
        if (!tried.known && !(await owner.proves(req, res))) return
        refuseFor(res, await mailWait(limits, accountOf(res).id, email), TRIED_ENOUGH)
        const asked = await askToConfirm(ctx, accountOf(res), email).catch(asConflict)
        if (typeof asked !== 'string')
          return page(res, 422, { email: asked.message }, undefined, again)
        flash(req, `${sentTo(tried.fits)} ${NEXT[asked]}`)
      }
      res.redirect(303, '/waiting')
    },
  }

  async function page(
    res: Response,
    status = 200,
    errors: FieldErrors = {},
    ticked?: readonly string[],
    again: Record<string, string> = {},
  ) {
    const view = waitingView(await openWaitingRoom(ctx, accountOf(res).id), dates, ticked)
    renderPage(res, 'waiting/index', { ...view, errors, typed: again, here: '/badges' }, { status })
  }

  /** One address that fails must not keep the others from being asked. */
  async function askAll(res: Response, addresses: readonly string[]): Promise<Sent> {
    const counted: Sent = { sent: 0, failed: 0, wait: 0, problem: null }
    for (const address of addresses) {
      const wait = await mailWait(limits, accountOf(res).id, address)
      const asked =
        wait > 0 ? null : await askToConfirm(ctx, accountOf(res), address).catch(asConflict)
      if (asked === null) counted.wait = Math.max(counted.wait, wait)
      else if (typeof asked !== 'string') counted.problem = asked.message
      else if (asked !== 'confirmed') counted[asked] += 1
    }
    return counted
  }
}

/** What became of the mails that were asked for. */
interface Sent {
  sent: number
  failed: number
  /** Seconds until those that were held back may be sent. */
  wait: number
  /** Why an address could not be put into the account. */
  problem: string | null
}

const NO_MATCH =
  'None of your waiting badges was sent to this address. Try another one you had when you earned them: a school or work address, or an old one.'
const RELEASED = 'You have confirmed it, so they are released.'
const NEXT: Record<Asked, string> = {
  sent: 'We sent a mail there: open its link, and they are released.',
  failed: 'The mail could not be sent. Try again in a few minutes.',
  confirmed: RELEASED,
}

const sentTo = (count: number) =>
  `${badgesWord(count)} ${count === 1 ? 'was' : 'were'} sent to this address.`

function sentWords({ sent, failed, wait, problem }: Sent): string {
  const parts = [
    sent === 1 ? 'We sent 1 mail. Open its link to release the badges.' : '',
    sent > 1 ? `We sent ${sent} mails. Open the link in each to release the badges.` : '',
    failed > 0
      ? `${failed === 1 ? 'A mail' : `${failed} mails`} could not be sent. Try again in a few minutes.`
      : '',
    wait > 0
      ? `Enough mails were sent for now. The others can be sent in ${waitingTime(wait)}.`
      : '',
    problem ?? '',
  ]
  return parts.filter(Boolean).join(' ') || 'No address is waiting to be confirmed.'
}

const TRIED_ENOUGH = 'This was tried often enough. Try again'
