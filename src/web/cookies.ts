import type { Request, RequestHandler, Response } from 'express'

/** A cookie that a browser sent, as it stands in the header; null when it sent none. */
export function cookieOf({ headers }: Pick<Request, 'headers'>, name: string): string | null {
  const cookies = (headers.cookie ?? '').split(/;\s*/)
  return cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}

/** Lets {@link sendLater} work; stands before the session, whose own cookie comes first then. */
export const lateCookies: RequestHandler = (_req, res, next) => {
  const { writeHead } = res
  res.writeHead = function (...head: unknown[]) {
    for (const cookie of latecomers.get(res) ?? []) res.append('Set-Cookie', cookie)
    return Reflect.apply(writeHead, res, head) as Response
  }
  next()
}

const latecomers = new WeakMap<Response, string[]>()

/** A further cookie of this answer. @param cookie as the header says it */
export function sendLater(res: Response, cookie: string): void {
  latecomers.set(res, [...(latecomers.get(res) ?? []), cookie])
}
