import { rootCertificates } from 'node:tls'
import type { Agent } from 'undici'
import {
  MAX_BADGE_BYTES,
  type DocumentLoader,
  type LoadedDocument,
  withoutFragment,
} from '../openbadges/index.js'
import { answered, silent } from './answers.js'
import { readBody } from './body.js'
import { guardedLookup, type Resolver } from './guarded-lookup.js'
import { createHostTurns, type TakeTurn } from './host-turns.js'
import { ownResolver } from './own-resolver.js'
import { SilenceError, silenceOf } from './silence-error.js'
import { askableUrl, isRedirect, redirectTarget } from './url-rules.js'

export const MAX_REDIRECTS = 5
/** Look-up, connection, every redirect and the whole body together. */
const MAX_MILLISECONDS = 10_000
/** How long a request may wait for its turn at a busy host, on top of that. */
const MAX_WAIT_MILLISECONDS = 30_000
/** Of the body, before and after content decoding. */
export const MAX_DOCUMENT_BYTES = MAX_BADGE_BYTES

export interface GuardedFetchOptions {
  /** Host names or addresses that may be private, at any port. */
  allowedPrivateHosts: readonly string[]
  now: () => Date
  userAgent: string
  resolver?: Resolver
  maxMilliseconds?: number
  /** PEM of certificate authorities to trust beside the usual ones: a lab's, or the demo's. */
  certificateAuthorities?: string[]
}

interface Door {
  agent: () => Promise<Agent>
  takeTurn: TakeTurn
  options: GuardedFetchOptions
}

/**
 * The only way out of the program: GET over http(s) to public addresses, each redirect and each connection tested
 * anew, bounded in time, size and number, without cookies or credentials. Never rejects: what fails is a silence.
 */
export function createGuardedFetch(options: GuardedFetchOptions): DocumentLoader {
  let agent: Promise<Agent> | undefined
  const door = {
    agent: () => (agent ??= createAgent(options)),
    takeTurn: createHostTurns(),
    options,
  }
  return async (address, accept = '*/*') => {
    const url = withoutFragment(address)
    try {
      return await ask(door, url, accept)
    } catch (error) {
      return silent(url, silenceOf(error), options.now())
    }
  }
}

/** A request of our own making, e.g. with a form; what comes back is read whole within the limit. */
export interface GuardedRequest {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body: string | null
  signal?: AbortSignal
}

/**
 * The same door for a service that the host chose and that is not only read: public addresses, or hosts opened by name,
 * tested as it connects, bounded in time and size. A redirect is an answer, and not followed.
 * @throws {SilenceError} why there is no answer
 */
export function createGuardedRequest(
  options: Pick<GuardedFetchOptions, 'allowedPrivateHosts' | 'resolver'>,
  maxBytes: number,
): (address: string, asked: GuardedRequest) => Promise<Response> {
  let agent: Promise<Agent> | undefined
  return async (address, { signal, ...asked }) => {
    const url = askableUrl(address, options.allowedPrivateHosts)
    const { request } = await import('undici')
    const timeout = AbortSignal.timeout(MAX_MILLISECONDS)
    const { statusCode, headers, body } = await request(url, {
      ...asked,
      dispatcher: await (agent ??= createAgent(options)),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
    try {
      const bytes = await readBody(body, one(headers['content-encoding']) ?? '', maxBytes)
      const told = { 'content-type': one(headers['content-type']) ?? '' }
      const content = bytes.length > 0 ? Buffer.from(bytes) : null
      return new Response(content, { status: statusCode, headers: told })
    } finally {
      body.on('error', () => undefined).destroy()
    }
  }
}

async function createAgent(
  options: Pick<GuardedFetchOptions, 'allowedPrivateHosts' | 'resolver' | 'certificateAuthorities'>,
): Promise<Agent> {
  const { Agent } = await import('undici')
  const { allowedPrivateHosts, resolver = ownResolver() } = options
  return new Agent({
    connect: {
      lookup: guardedLookup(allowedPrivateHosts, resolver),
      timeout: MAX_MILLISECONDS,
      ca: options.certificateAuthorities && [
        ...rootCertificates,
        ...options.certificateAuthorities,
      ],
    },
    headersTimeout: MAX_MILLISECONDS,
    bodyTimeout: MAX_MILLISECONDS,
    maxHeaderSize: 16 * 1024,
    keepAliveTimeout: 2_000,
    allowH2: false,
  })
}

async function ask(door: Door, address: string, accept: string): Promise<LoadedDocument> {
  let url = askableUrl(address, door.options.allowedPrivateHosts)
  const clock = startClock(door.options.maxMilliseconds ?? MAX_MILLISECONDS)
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await hopTo(door, url, accept, clock)
      if ('body' in answer)
        return answered({ ...answer, url: address, finalUrl: url.href }, door.options.now())
      url = redirectTarget(url, answer.location, door.options.allowedPrivateHosts)
    }
  } finally {
    clock.stop()
  }
  throw new SilenceError('redirect-loop')
}

type Hop = { location: string } | { status: number; type: string | null; body: Uint8Array }

async function hopTo(door: Door, url: URL, accept: string, clock: Clock): Promise<Hop> {
  const leave = await door.takeTurn(url.host, AbortSignal.timeout(MAX_WAIT_MILLISECONDS))
  clock.start()
  try {
    return await get(door, url, accept, clock.signal)
  } finally {
    leave()
  }
}

async function get(door: Door, url: URL, accept: string, signal: AbortSignal): Promise<Hop> {
  const { request } = await import('undici')
  const { statusCode, headers, body } = await request(url, {
    dispatcher: await door.agent(),
    signal,
    headers: {
      accept,
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': door.options.userAgent,
    },
  })
  // Leaving a body unread would keep the socket: whatever happens, it is destroyed.
  try {
    const location = one(headers['location'])
    if (location && isRedirect(statusCode)) return { location }
    const bytes = await readBody(body, one(headers['content-encoding']) ?? '', MAX_DOCUMENT_BYTES)
    return { status: statusCode, type: one(headers['content-type']), body: bytes }
  } finally {
    body.on('error', () => undefined).destroy()
  }
}

function one(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}

/** Runs from the first turn on; waiting for a busy host is not the host's slowness. */
interface Clock {
  signal: AbortSignal
  start: () => void
  stop: () => void
}

function startClock(milliseconds: number): Clock {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | null = null
  return {
    signal: controller.signal,
    start: () =>
      (timer ??= setTimeout(() => controller.abort(new SilenceError('timeout')), milliseconds)),
    stop: () => timer && clearTimeout(timer),
  }
}
