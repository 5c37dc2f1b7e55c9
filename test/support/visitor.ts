/** A browser against a real server: keeps its cookie, follows nothing. */
export interface Visitor {
  get(path: string): Promise<Response>
  post(path: string, body: FormData | Record<string, string>): Promise<Response>
}

/** Signs in. @throws {Error} when that fails */
export async function signedInVisitor(
  baseUrl: string,
  person: { email: string; password: string },
): Promise<Visitor> {
  const anonymous = visitor(baseUrl, '')
  const answer = await anonymous.post('/sign-in', person)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (answer.status !== 303 || !cookie) throw new Error(`sign-in answered ${answer.status}`)
  return visitor(baseUrl, cookie)
}

function visitor(baseUrl: string, cookie: string): Visitor {
  const ask = (path: string, init: RequestInit) =>
    fetch(baseUrl + path, { ...init, headers: { cookie }, redirect: 'manual' })
  return {
    // A connection kept open may end just when it is used again: what changes nothing is asked once more.
    get: (path) => ask(path, {}).catch(() => ask(path, {})),
    post: (path, body) =>
      ask(path, {
        method: 'POST',
        body: body instanceof FormData ? body : new URLSearchParams(body),
      }),
  }
}
