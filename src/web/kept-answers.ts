import type { OutgoingHttpHeaders } from 'node:http'
import type { Request, RequestHandler } from 'express'
import type { Context } from '../context.js'
import type { Freshness, Stamp } from './freshness.js'
import { Lru } from './lru.js'

const MAX_ANSWERS = 500

/** An answer that may be given again as it is, headers and all, while nothing was written. */
export interface KeptAnswer {
  headers: OutgoingHttpHeaders
  body: Buffer
  etag: string
  stamp: Stamp
  /** Epoch milliseconds: before and after these it would say something wrong. */
  rightUntil: number
  madeAt: number
  /** What else a request for it does, such as counting. */
  again: (req: Request) => void
}

export interface KeptAnswers {
  /** Comes first of all; what it cannot answer goes the long way. */
  answer: RequestHandler
  keep(req: Request, answer: KeptAnswer): void
}

/**
 * The short way for a public page that many ask for: what was answered a moment ago to the same address and the
 * same wishes. It never holds pages behind a password, and what it holds counts for a fraction of a second.
 */
export function createKeptAnswers(
  { now, log }: Pick<Context, 'now' | 'log'>,
  freshness: Freshness,
): KeptAnswers {
  const answers = new Lru<{ weight: number; answer: KeptAnswer }>({
    entries: MAX_ANSWERS,
    weight: MAX_ANSWERS,
  })
  return {
    keep: (req, answer) => answers.set(keyOf(req), { weight: 1, answer }),
    answer(req, res, next) {
      if (req.method !== 'GET' || !req.url.startsWith('/s/')) return next()
      const kept = answers.get(keyOf(req))?.answer
      if (!kept || !freshness.isFresh(kept.stamp) || !isRight(kept, now().getTime())) return next()
      kept.again(req)
      const isKnown = req.headers['if-none-match']?.includes(kept.etag) ?? false
      log.info({ req: { method: 'GET', path: '/s/[cut]' }, res: { status: isKnown ? 304 : 200 } })
      if (isKnown) return void res.writeHead(304, withoutBody(kept.headers)).end()
      res.writeHead(200, kept.headers).end(kept.body)
    },
  }
}

const isRight = ({ madeAt, rightUntil }: KeptAnswer, now: number) =>
  madeAt <= now && now < rightUntil

const keyOf = ({ url, headers }: Request) =>
  [url, headers.accept, headers['accept-encoding']].join('\n')

function withoutBody(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const { 'content-length': _, 'content-encoding': __, 'content-type': ___, ...rest } = headers
  return rest
}
