import type { Request, Response } from 'express'

export interface PageOptions {
  status?: number
  /** `app`: navigation of the earner; `public`: shared pages. */
  layout?: 'app' | 'public'
}

/** Does a program ask, and no person? */
export function wantsJson(req: Pick<Request, 'accepts'>): boolean {
  return req.accepts(['html', 'json']) === 'json'
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

/** The same page as text, for what is kept and sent more than once. */
export async function renderedText(
  res: Response,
  view: string,
  model: { title: string } & Record<string, unknown>,
): Promise<string> {
  const full = { account: null, flash: null, ...model }
  const body = await renderText(res, view, full)
  return renderText(res, 'layouts/public', { ...full, body })
}

function renderText(res: Response, view: string, model: object): Promise<string> {
  return new Promise((resolve, reject) =>
    res.render(view, model, (error, text) => (error ? reject(error) : resolve(text))),
  )
}
