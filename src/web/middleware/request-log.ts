import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Context } from '../../context.js'

/** One line a request: method, path without query and secrets, status, time; the id also stands on the error page. */
export function requestLog({ log, metrics }: Context): RequestHandler {
  // made of four values of our own, so there is nothing to look through for what must be cut
  const lines = log.child({}, { redact: [] })
  return (req, res, next) => {
    const began = performance.now()
    req.id = randomUUID()
    // an answer that was cut off is closed without being finished
    res.once('close', () => {
      const { id, method, originalUrl } = req
      const took = performance.now() - began
      metrics?.answered({
        method,
        route: routeOf(req),
        status: res.statusCode,
        seconds: took / 1000,
      })
      lines[res.statusCode >= 500 ? 'error' : 'info'](
        {
          req: { id, method, path: withoutSecrets(originalUrl) },
          res: { status: res.headersSent ? res.statusCode : null },
          responseTime: Math.round(took),
        },
        res.writableFinished ? 'request completed' : 'request aborted',
      )
    })
    next()
  }
}

/** Share links, confirmation and reset links carry their secret in the path; who mistypes one may write an address. */
function withoutSecrets(url: string): string {
  const parts = url.split('?')[0]!.split('/')
  return parts
    .map((part) => (/@|%40/i.test(part) ? '[cut]' : part.replace(/[A-Za-z0-9_-]{32,}/g, '[cut]')))
    .join('/')
}

function routeOf({ route }: Request): string {
  return (route as { path?: string } | undefined)?.path ?? 'other'
}
