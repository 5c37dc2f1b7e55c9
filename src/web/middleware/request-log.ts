import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { pinoHttp } from 'pino-http'
import type { Context } from '../../context.js'

interface LoggedRequest {
  id: string
  method: string
  url: string
}

/** One line a request: method, path without query and secrets, status, time; the id also stands on the error page. */
export function requestLog({ log }: Context): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: ({ id, method, url }: LoggedRequest) => ({ id, method, path: withoutSecrets(url) }),
      res: ({ statusCode }: { statusCode: number | null }) => ({ status: statusCode }),
    },
  })
}

/** Share links, confirmation and reset links carry their secret in the path. */
function withoutSecrets(url: string): string {
  return url.split('?')[0]!.replace(/[A-Za-z0-9_-]{32,}/g, '[cut]')
}
