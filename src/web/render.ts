import type { Response } from 'express'

export interface PageOptions {
  status?: number
  /** `app`: navigation of the earner; `public`: shared pages. */
  layout?: 'app' | 'public'
}

/**
 * Sends a page inside its layout. The model needs `title`; templates get it under the names it has and
 * decide nothing.
 */
export function renderPage(
  res: Response,
  view: string,
  model: { title: string } & Record<string, unknown>,
  { status = 200, layout = 'app' }: PageOptions = {},
): void {
  const { account = null, flash = null, undo = null } = res.locals
  const full = { account, flash, undo, ...model }
  res.render(view, full, (error, body) => {
    if (error) return res.req.next!(error)
    res.status(status).render(`layouts/${layout}`, { ...full, body })
  })
}
