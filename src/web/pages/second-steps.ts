import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import type { FieldErrors } from '../forms/read-form.js'
import type { SecondStep } from '../middleware/second-step.js'
import { renderPage } from '../render.js'
import { signInAs } from '../session.js'

/** The second step of signing in, after the password. */
export function secondStepPages(ctx: Context, steps: SecondStep) {
  return {
    async show(req: Request, res: Response) {
      const half = await steps.halfSignedIn(req)
      if (!half) return res.redirect(303, '/sign-in')
      stepPage(res, 200, {})
    },

    async create(req: Request, res: Response) {
      const half = await steps.halfSignedIn(req)
      if (!half) return res.redirect(303, '/sign-in')
      const problem = await steps.problemWith(req, res, half.accountId)
      if (problem) return stepPage(res, problem.status, { code: problem.words })
      await signInAs(ctx, req, half.accountId)
      res.redirect(303, half.next)
    },
  }
}

function stepPage(res: Response, status: number, errors: FieldErrors): void {
  renderPage(res, 'second-steps/show', { title: 'Enter your code', errors }, { status })
}
