import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import { renderPage } from '../render.js'
import { meaningOf, STATE_ORDER, wordOf } from '../../words/states.js'
import { isOutboxShown } from './outbox.js'

const NOTICES: Readonly<Record<string, string>> = {
  'account-deleted': 'Your account and everything in it is deleted.',
}

const LEGEND = STATE_ORDER.map((state) => ({
  state,
  word: wordOf(state),
  meaning: meaningOf(state),
}))

/** The front page; for the signed-in, their backpack. */
export function homePages({ config }: Context) {
  return {
    show(req: Request, res: Response) {
      if (res.locals.account) return res.redirect(303, '/badges')
      const { done } = req.query
      const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : null
      const { registration, production } = config
      const outbox = isOutboxShown(config)
      const shown = { notice, registration, production, outbox, legend: LEGEND }
      renderPage(res, 'home/show', { title: 'Haversack', ...shown })
    },
  }
}
