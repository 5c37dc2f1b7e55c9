import { connect } from 'node:net'

/** A server under attack. */
export interface Site {
  /** Without trailing slash. */
  url: string
  port: number
  dataDir: string
}

/** Something hostile that was sent once, and did harm. */
export interface Attack<Prepared = unknown> {
  name: string
  /** What was measured when it was found. */
  before: string
  /** Settings of the server. */
  env?: Record<string, string>
  /** Makes what it needs; not measured. */
  prepare?: (site: Site) => Promise<Prepared>
  /** @returns what was answered, in a few words */
  run: (site: Site, prepared: Prepared) => Promise<string>
}

/** Keeps what `prepare` makes and what `run` takes one type. */
export function attack<Prepared>(one: Attack<Prepared>): Attack {
  return one as Attack
}

/** A form sent from the site's own page. */
export async function post(
  site: Site,
  path: string,
  body: FormData | URLSearchParams | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${site.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url, ...headers },
    body,
  })
}

export const PERSON = {
  name: 'Mal',
  email: 'mal@example.org',
  password: 'seven brass keys on a ring',
}

/** Signs somebody up. @returns the cookie of the session */
export async function signUp(site: Site, person = PERSON): Promise<string> {
  const answer = await post(site, '/sign-up', new URLSearchParams(person))
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** How many of each: `180 × 503, 20 × 200`. */
export function tally(answers: readonly (string | number)[]): string {
  const counts = new Map<string | number, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  return [...counts].map(([answer, count]) => `${count} × ${answer}`).join(', ')
}

/** Writes raw bytes to the site, and leaves after a moment or when it answers. @returns the first line of the answer */
export function sendRaw(site: Site, bytes: string, stayMs: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(site.port, '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer.split('\r\n')[0] || 'no answer'))
    setTimeout(() => socket.destroy(), stayMs)
  })
}
