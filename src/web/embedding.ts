import type { Response } from 'express'

/** Other sites may show this in their pages: it holds nothing that is not public to who has the link. */
export function allowEmbedding(res: Pick<Response, 'setHeader'>): void {
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
}

/** A page that other sites may frame: it loads our styles and pictures, runs no script and posts nothing. */
export function allowFraming(res: Response): void {
  allowEmbedding(res)
  res.removeHeader('X-Frame-Options')
  res.setHeader('Content-Security-Policy', FRAMED_POLICY)
}

const FRAMED_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
