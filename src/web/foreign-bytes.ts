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

/** Other sites may show this in their pages: it holds nothing that is not public to who has the link. */
export function allowEmbedding(res: Pick<Response, 'setHeader'>): void {
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
}

/** A page that other sites may frame: it loads our styles and pictures, runs no script and posts nothing. */
export function allowFraming(res: Response, href: string): void {
  res.locals['frame'] = href
  allowEmbedding(res)
  res.removeHeader('X-Frame-Options')
  res.setHeader('Content-Security-Policy', FRAMED_POLICY)
}

const FRAMED_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
