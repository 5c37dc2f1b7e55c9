import type { Request, RequestHandler, Response } from 'express'
import { wantsJson } from '../render.js'
import { sendError } from './errors.js'
import { hasBody } from './slow-bodies.js'

/** Requests that are being answered; each holds memory, and the next one would wait for all of them. */
const MAX_AT_ONCE = 600
/** These wait without doing anything, or are asked by who watches. */
const FREE = /\/events$|^\/(health|ready)$/

/**
 * Beyond what can be answered in a few seconds a request is told so at once. One that is still being sent does not
 * count: slow senders take nobody's place.
 */
export function refuseOverload(maxAtOnce = MAX_AT_ONCE): RequestHandler {
  let busy = 0
  return (req, res, next) => {
    if (FREE.test(req.path)) return next()
    if (busy >= maxAtOnce) return refuse(req, res)
    let isCounted = false
    const begin = () => {
      isCounted = true
      busy += 1
    }
    if (hasBody(req.headers)) req.once('end', begin)
    else begin()
    res.once('close', () => {
      req.off('end', begin)
      if (isCounted) busy -= 1
    })
    next()
  }
}

const MANY = 'Very many people are here at this moment. Please try again in a few seconds.'

function refuse(req: Request, res: Response): void {
  res.status(503).set({ 'Retry-After': '5', 'Cache-Control': 'no-store' })
  if (wantsJson(req)) return sendError(req, res, 503, { code: 'busy', message: MANY })
  res.type('text/plain').end(`${MANY}\n`)
}
