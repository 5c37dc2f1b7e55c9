import type { Response } from 'express'

/**
 * Sends bytes a stranger wrote, so that no browser runs or frames anything in them: an SVG may hold scripts.
 * The caller has made sure who may see them.
 */
export function sendForeignBytes(res: Response, bytes: Buffer, type: string): void {
  res.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  res.set('X-Content-Type-Options', 'nosniff')
  res.set('Cross-Origin-Resource-Policy', 'same-origin')
  if (!res.get('Cache-Control')) res.set('Cache-Control', 'private, no-cache')
  res.set('Content-Type', type)
  res.send(bytes)
}
