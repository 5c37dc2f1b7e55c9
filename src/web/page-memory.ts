import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { sha256 } from '../openbadges/index.js'
import type { OpenLink } from '../backpack/sharing/open-link.js'
import type { Context } from '../context.js'
import { turns } from '../backpack/turns.js'
import { openShare } from '../store/open-share.js'

const MAX_BYTES = 64 * 1024 * 1024
/** Drawn at once; each takes a core for a tenth of a second. */
const MAX_AT_ONCE = 2
/** Drawings that wait for their turn: about three seconds. */
const MAX_WAITING = 60

/** What a page says, and how long it says the right thing. */
export interface RenderedPage {
  text: string
  type: 'text/html' | 'application/json'
  /** Words like "4 minutes ago" are right until then. */
  freshUntil: Date
}

/** A page of a link. */
export interface PageOfLink {
  link: OpenLink
  /** Which page of the link, with all that decides what it says. */
  name: string
  render: () => Promise<RenderedPage>
}

/** A picture or document drawn from what it says: the same words make the same bytes. */
export interface Drawing {
  /** All that decides how it looks. */
  key: unknown
  type: string
  draw: () => Promise<Buffer>
}

/** Bytes that were made once and may be asked for again. */
export interface Remembered {
  body: Buffer
  type: string
}

interface RememberedPage extends Remembered {
  version: string
  etag: string
  /** Epoch milliseconds: before and after these it would say something wrong. */
  madeAt: number
  freshUntil: number
  /** Compressed on first demand. */
  encoded: Partial<Record<'br' | 'gzip', Promise<Buffer>>>
}

/** The one memory of what is public, bounded by its bytes: pages, drawings, pictures of badges that were checked. */
export interface PageMemory {
  /** Sends a page of a link as it is now; 304 when the browser has it. */
  sendPage(req: Request, res: Response, page: PageOfLink): Promise<void>
  /** Sends a drawing; 304, without drawing, when the browser has it. */
  sendDrawing(req: Request, res: Response, drawing: Drawing): Promise<void>
  get(key: string): Remembered | undefined
  set(key: string, remembered: Remembered): void
}

export function createPageMemory({ db, now }: Pick<Context, 'db' | 'now'>): PageMemory {
  const sizeCalculation = ({ body }: Remembered, key: string) => body.length * 2 + key.length
  const known = new LRUCache<string, Remembered>({ maxSize: MAX_BYTES, sizeCalculation })
  const inTurn = turns(MAX_AT_ONCE, MAX_WAITING)

  /** The link was read a moment ago, whether it works and which version it is of; behind a password nothing is kept. */
  async function pageOf({ link, name, render }: PageOfLink): Promise<RememberedPage> {
    const key = `page ${link.id} ${name}`
    const page = known.get(key) as RememberedPage | undefined
    if (page?.version === link.version && isRight(page, now().getTime())) return page
    const madeAt = now().getTime()
    const made = rememberedPage(await render(), link.version, madeAt)
    if (link.passwordHash === null && (await isStill(link))) known.set(key, made)
    return made
  }

  /** What changed while the page was made may stand in it, and the link may be as it was before soon. */
  const isStill = ({ tokenHash, version }: OpenLink) =>
    openShare(db, tokenHash).then(
      (share) => share.version === version,
      () => false,
    )

  async function drawn(key: string, { type, draw }: Drawing): Promise<Remembered> {
    const remembered = known.get(key)
    if (remembered) return remembered
    const made = await inTurn(async () => known.get(key) ?? { type, body: await draw() })
    known.set(key, made)
    return made
  }

  return {
    async sendPage(req, res, page) {
      const made = await pageOf(page)
      res.setHeader('Vary', 'Accept, Accept-Encoding')
      if (isKnown(req, res, made.etag)) return
      const encoding = req.headers['accept-encoding'] && req.acceptsEncodings(ENCODINGS)
      if (encoding !== 'br' && encoding !== 'gzip') return send(req, res, made)
      res.setHeader('Content-Encoding', encoding)
      const body = await (made.encoded[encoding] ??= COMPRESS[encoding](made.body))
      send(req, res, { body, type: made.type })
    },

    async sendDrawing(req, res, drawing) {
      const hash = hashOf(JSON.stringify([drawing.type, drawing.key]))
      if (isKnown(req, res, `"${hash}"`)) return
      send(req, res, await drawn(`drawing ${hash}`, drawing))
    },

    get: (key) => known.get(key),
    set: (key, remembered) => void known.set(key, remembered),
  }
}

const ENCODINGS = ['br', 'gzip', 'identity']
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }
const COMPRESS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, BROTLI),
  gzip: (body: Buffer) => promisify(gzip)(body),
}

const hashOf = (said: string) => sha256(said).slice(0, 40)

const isRight = ({ madeAt, freshUntil }: RememberedPage, at: number) =>
  madeAt <= at && at < freshUntil

function rememberedPage({ text, type, freshUntil }: RenderedPage, version: string, madeAt: number) {
  const etag = `W/"${hashOf(text)}"`
  const body = Buffer.from(text)
  const times = { madeAt, freshUntil: freshUntil.getTime() }
  return { body, type: `${type}; charset=utf-8`, version, etag, ...times, encoded: {} }
}

/** Tells its tag, and answers 304 when the browser has it. */
function isKnown(req: Request, res: Response, etag: string): boolean {
  res.setHeader('ETag', etag)
  const known = req.headers['if-none-match']?.includes(etag) ?? false
  if (known) res.status(304).end()
  return known
}

function send(req: Request, res: Response, { body, type }: Remembered): void {
  res.setHeader('Content-Type', type)
  res.setHeader('Content-Length', body.length)
  res.end(req.method === 'HEAD' ? undefined : body)
}
