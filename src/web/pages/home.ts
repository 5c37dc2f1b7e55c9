import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import { renderPage } from '../render.js'
import { isOutboxShown } from './outbox.js'

const NOTICES: Readonly<Record<string, string>> = {
  'account-deleted': 'Your account and everything in it is deleted.',
}

/** The front page; for the signed-in, their backpack. */
export function homePages({ config }: Context) {
  return {
    show(req: Request, res: Response) {
      if (res.locals.account) return res.redirect(303, '/badges')
      const { done } = req.query
      const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : null
      const { registration, production } = config
      const outbox = isOutboxShown(config)
      renderPage(res, 'home/show', { title: 'Haversack', notice, registration, production, outbox })
    },
  }
}
