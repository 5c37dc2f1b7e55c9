import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'express'
import type { OpenLink } from '../backpack/sharing/open-link.js'
import type { Context } from '../context.js'
import { versionOfLink } from '../store/shared-badges.js'
import type { Freshness, Stamp } from './freshness.js'
import type { KeptAnswers } from './kept-answers.js'
import { Lru } from './lru.js'
import { openedAt } from './middleware/link.js'

/** Rendered pages kept in memory. */
const MAX_PAGES = 500
const MAX_BYTES = 32 * 1024 * 1024

/** What a page says, and how long it says the right thing. */
export interface RenderedPage {
  text: string
  type: 'text/html' | 'application/json'
  /** Words like "4 minutes ago" are right until then. */
  freshUntil: Date
}

interface KeptPage {
  weight: number
  stamp: Stamp
  version: string
  madeAt: number
  freshUntil: number
  type: string
  etag: string
  bodies: Map<Encoding, Buffer>
}

type Encoding = 'identity' | 'br' | 'gzip'

/** Public pages, rendered once for each thing they say. */
export interface PageCache {
  /** Sends a page of a link; 304 when the browser has it. */
  send(req: Request, res: Response, page: PageOfLink): Promise<void>
}

export interface PageOfLink {
  link: OpenLink
  /** Which page of the link, with all that decides what it says. */
  name: string
  render: () => Promise<RenderedPage>
  /** What a request for it does besides, such as counting. */
  again?: (req: Request) => void
}

export function createPageCache(
  ctx: Pick<Context, 'db' | 'now'>,
  freshness: Freshness,
  answers: KeptAnswers,
): PageCache {
  const pages = new Lru<KeptPage>({ entries: MAX_PAGES, weight: MAX_BYTES })

  async function current({ link, name, render }: PageOfLink): Promise<KeptPage> {
    const key = `${link.id} ${name}`
    const known = pages.get(key)
    const saysNow = known && isRight(known, ctx.now().getTime()) ? known : null
    if (saysNow && freshness.isFresh(saysNow.stamp)) return saysNow
    const stamp = freshness.stamp()
    const version = await versionOfLink(ctx.db, link)
    if (saysNow && saysNow.version === version) return Object.assign(saysNow, { stamp })
    const made = keptPage(await render(), { stamp, version, madeAt: ctx.now().getTime() })
    pages.set(key, made)
    return made
  }

  return {
    async send(req, res, page) {
      const kept = await current(page)
      const { etag, type } = kept
      res.setHeader('ETag', etag)
      res.setHeader('Vary', 'Accept, Accept-Encoding')
      const encoding = encodingFor(req)
      const body = await bodyAs(kept, encoding)
      if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding)
      res.setHeader('Content-Type', `${type}; charset=utf-8`)
      res.setHeader('Content-Length', body.length)
      if (isForAll(page.link)) answers.keep(req, keptAnswer(kept, body, res, page))
      if (req.headers['if-none-match']?.includes(etag)) return notModified(res)
      res.end(req.method === 'HEAD' ? undefined : body)
    },
  }
}

/** Neither a password nor an end stands between the page and whoever asks. */
const isForAll = ({ passwordHash, endsAt }: OpenLink) => passwordHash === null && endsAt === null

function keptAnswer(kept: KeptPage, body: Buffer, res: Response, { again }: PageOfLink) {
  const { etag, madeAt, freshUntil: rightUntil } = kept
  const stamp = olderOf(kept.stamp, openedAt(res))
  const headers = res.getHeaders()
  return { headers, body, etag, stamp, madeAt, rightUntil, again: again ?? (() => undefined) }
}

const olderOf = (one: Stamp, other: Stamp) => (one.at < other.at ? one : other)

function notModified(res: Response): void {
  for (const name of ['Content-Type', 'Content-Encoding', 'Content-Length']) res.removeHeader(name)
  res.status(304).end()
}

const isRight = ({ madeAt, freshUntil }: KeptPage, now: number) => madeAt <= now && now < freshUntil

function keptPage(
  { text, type, freshUntil }: RenderedPage,
  known: Pick<KeptPage, 'stamp' | 'version' | 'madeAt'>,
): KeptPage {
  const body = Buffer.from(text)
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  return {
    ...known,
    type,
    freshUntil: freshUntil.getTime(),
    weight: body.length * 2,
    etag: `W/"${hash}"`,
    bodies: new Map([['identity', body]]),
  }
}

function encodingFor(req: Request): Encoding {
  if (!req.headers['accept-encoding']) return 'identity'
  return (req.acceptsEncodings(['br', 'gzip', 'identity']) || 'identity') as Encoding
}

/** Compressed once, on first demand. */
async function bodyAs({ bodies }: KeptPage, encoding: Encoding): Promise<Buffer> {
  const known = bodies.get(encoding)
  if (known) return known
  const plain = bodies.get('identity')!
  const body = encoding === 'br' ? await brotli(plain) : await promisify(gzip)(plain)
  bodies.set(encoding, body)
  return body
}

const brotli = (body: Buffer) =>
  promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
