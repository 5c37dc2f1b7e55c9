import type { Request, Response } from 'express'
import type { Context } from '../../context.js'
import { isReachable } from '../../store/database.js'

/** For whoever watches the program: 200 when the database answers, else 503. */
export function healthPages({ db, log }: Context) {
  return {
    async show(_req: Request, res: Response) {
      const database = await isReachable(db).catch((error: unknown) => {
        log.error({ err: error }, 'the database does not answer')
        return false
      })
      res.set('Cache-Control', 'no-store')
      res.status(database ? 200 : 503).json({ status: database ? 'ok' : 'unavailable', database })
    },
  }
}
