import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { turns } from '../backpack/turns.js'
import { Lru } from './lru.js'

/** Drawn at once; each takes a core for a tenth of a second. */
const MAX_AT_ONCE = 2
const MAX_DRAWINGS = 200
const MAX_BYTES = 24 * 1024 * 1024

/** Something drawn from what it says: the same words make the same bytes. */
export interface Drawing {
  /** All that decides how it looks. */
  key: unknown
  type: string
  draw: () => Promise<Buffer>
}

/** Pictures and documents, drawn once for each thing they say. */
export interface DrawingCache {
  /** Sends it; 304, without drawing, when the browser has it. */
  send(req: Request, res: Response, drawing: Drawing): Promise<void>
}

export function createDrawingCache(): DrawingCache {
  const drawn = new Lru<{ weight: number; bytes: Buffer }>({
    entries: MAX_DRAWINGS,
    weight: MAX_BYTES,
  })
  const inTurn = turns(MAX_AT_ONCE)

  async function bytesOf(hash: string, draw: Drawing['draw']): Promise<Buffer> {
    const known = drawn.get(hash)
    if (known) return known.bytes
    const bytes = await inTurn(async () => drawn.get(hash)?.bytes ?? draw())
    drawn.set(hash, { weight: bytes.length, bytes })
    return bytes
  }

  return {
    async send(req, res, { key, type, draw }) {
      const hash = createHash('sha256')
        .update(JSON.stringify([type, key]))
        .digest('base64url')
      const etag = `"${hash.slice(0, 27)}"`
      res.setHeader('ETag', etag)
      if (req.headers['if-none-match']?.includes(etag)) return void res.status(304).end()
      res.setHeader('Content-Type', type)
      const bytes = await bytesOf(hash, draw)
      res.setHeader('Content-Length', bytes.length)
      res.end(req.method === 'HEAD' ? undefined : bytes)
    },
  }
}
