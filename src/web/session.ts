import type { Request, RequestHandler } from 'express'
import session, { type Session, type SessionData, Store } from 'express-session'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'
import { authenticate } from '../backpack/account/passwords.js'
import type { Context } from '../context.js'
import { hashToken } from '../ids.js'
import { lateCookies } from './cookies.js'
import { rememberDevice } from './device.js'
import { diskTrouble } from '../store/disk.js'
import {
  deleteExpiredSessions,
  deleteSession,
  findSession,
  prolongSession,
  saveSession,
  updateSession,
} from '../store/sessions.js'

const MAX_USER_AGENT_LENGTH = 300

/** Session and passport, in order. Who is not signed in gets no cookie and no row. */
export function signedIn(ctx: Context): RequestHandler[] {
  const https = ctx.config.baseUrl.startsWith('https:')
  const passport = localPassport(ctx)
  const { name, ...cookie } = sessionCookie(https)
  return [
    ...(https ? [reachedByHttps] : []),
    lateCookies,
    session({
      name,
      secret: ctx.config.sessionSecret,
      store: new DatabaseSessionStore(ctx),
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie,
    }),
    passport.initialize(),
    passport.session() as RequestHandler,
  ]
}

function sessionCookie(https: boolean) {
  return {
    name: https ? '__Host-haversack' : 'haversack',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: https,
    path: '/',
    maxAge: SESSION_LIFETIME_SECONDS * 1000,
  }
}

/**
 * `BASE_URL` says that people come by https, so what arrives by http comes from the proxy in front; the session
 * would else withhold its Secure cookie.
 */
const reachedByHttps: RequestHandler = (req, _res, next) => {
  Object.defineProperty(req, 'secure', { value: true })
  next()
}

/** Reads `email` and `password` of a request and says whose they are; null when nobody's. */
export function credentialsOf(ctx: Context): (req: Request) => Promise<string | null> {
  const passport = localPassport(ctx)
  return (req) =>
    new Promise((resolve, reject) => {
      const decide = (error: Error | null, user: Express.User | false) =>
        error ? reject(error) : resolve(user ? user.id : null)
      const handle = passport.authenticate('local', decide) as RequestHandler
      void handle(req, req.res!, reject)
    })
}

/** Signs this browser in, under a new session id. */
export async function signInAs(ctx: Context, req: Request, accountId: string): Promise<void> {
  await logIn(req, accountId, { keepSessionInfo: false })
  req.session.userAgent = (req.get('user-agent') ?? '').slice(0, MAX_USER_AGENT_LENGTH)
  req.session.startedAt = req.session.provenAt = ctx.now().toISOString()
  rememberDevice(ctx, req, accountId)
}

/** The same session under a new id: a copy that was stolen before is worth nothing. */
export function renewSession(req: Request): Promise<void> {
  return logIn(req, req.user!.id, { keepSessionInfo: true })
}

function logIn(req: Request, id: string, kept: { keepSessionInfo: boolean }): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve())
    req.logIn({ id }, { session: true, ...kept }, done)
  })
}

/** Signs this browser out and forgets its session and cookie. */
export async function signOut(req: Request): Promise<void> {
  const { name, ...cookie } = sessionCookie(req.session.cookie.secure === true)
  await new Promise<void>((resolve, reject) =>
    req.session.destroy((error?: Error | null) => (error ? reject(error) : resolve())),
  )
  req.res!.clearCookie(name, { ...cookie, maxAge: undefined })
}

/** Names the session without opening it: for "this browser" and for what ends all others. */
export function sessionHash(req: Request): string {
  return hashToken(req.sessionID)
}

function localPassport(ctx: Context) {
  const passport = new Passport()
  const fields = { usernameField: 'email', passwordField: 'password' }
  passport.use(
    new Strategy(fields, (address, password, done) => {
      authenticate(ctx, address, password).then((id) => done(null, id ? { id } : false), done)
    }),
  )
  passport.serializeUser<string>((user, done) => done(null, user.id))
  passport.deserializeUser<string>((id, done) => done(null, { id }))
  return passport
}

/** After it was last used, and after signing in however much it is used. */
const SESSION_LIFETIME_SECONDS = 30 * 24 * 60 * 60
const SESSION_END_SECONDS = 90 * 24 * 60 * 60
/** Of a browser that nobody is signed in with: it is between two steps. */
const NOBODYS_LIFETIME_SECONDS = 60 * 60
/** `touch` comes with every page; writing each time would make every look a write. */
const TOUCH_EVERY_SECONDS = 60 * 60

type Done = (error?: unknown) => void

/** A session that stays as it was is no reason to refuse a page: who only looks needs no disk that can be written. */
const unlessFull =
  (done: Done): Done =>
  (error) =>
    done(diskTrouble(error) ? undefined : error)

/** Sessions in the database under the hash of their id: whoever reads the table cannot sign in with it. */
class DatabaseSessionStore extends Store {
  readonly #ctx: Pick<Context, 'db' | 'now'>
  /**
   * Sessions that were read or written, by when they were seen before: signed out meanwhile, they must not come back when their
   * request ends.
   */
  readonly #read = new WeakMap<object, string>()

  constructor(ctx: Pick<Context, 'db' | 'now'>) {
    super()
    this.#ctx = ctx
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    findSession(this.#ctx.db, hashToken(id), this.#ctx.now()).then(
      (found) => done(null, found && this.#parse(found)),
      done,
    )
  }

  override createSession(req: Request, known: SessionData): Session & SessionData {
    const session = super.createSession(req, known)
    this.#read.set(session, this.#read.get(known) ?? '')
    return session
  }

  override set(id: string, session: SessionData, done: Done = () => undefined): void {
    const { db } = this.#ctx
    const { now, expiresAt } = this.#times(session)
    const seenAt = now.toISOString()
    const accountId = session.passport?.user ?? null
    const userAgent = session.userAgent ?? ''
    const payload = JSON.stringify(session)
    const isKnown = this.#read.has(session)
    const write = isKnown ? updateSession : saveSession
    deleteExpiredSessions(db, now)
      .then(() =>
        write(db, {
          hash: hashToken(id),
          accountId,
          payload,
          userAgent,
          createdAt: session.startedAt ?? seenAt,
          seenAt,
          expiresAt,
        }),
      )
      .then(() => this.#read.set(session, seenAt))
      .then(() => done(), isKnown ? unlessFull(done) : done)
  }

  override touch(id: string, session: SessionData, done: Done = () => undefined): void {
    const { now, expiresAt } = this.#times(session)
    const staleBefore = new Date(now.getTime() - TOUCH_EVERY_SECONDS * 1000).toISOString()
    if ((this.#read.get(session) ?? '') >= staleBefore) return done()
    const times = { seenAt: now.toISOString(), expiresAt, staleBefore }
    prolongSession(this.#ctx.db, hashToken(id), times).then(() => done(), unlessFull(done))
  }

  override destroy(id: string, done: Done = () => undefined): void {
    deleteSession(this.#ctx.db, hashToken(id)).then(() => done(), done)
  }

  #parse({ payload, seenAt }: { payload: string; seenAt: string }): SessionData {
    const session = JSON.parse(payload) as SessionData
    this.#read.set(session, seenAt)
    return session
  }

  #times({ startedAt, passport }: SessionData) {
    const now = this.#ctx.now()
    const began = startedAt ? Date.parse(startedAt) : now.getTime()
    const lifetime = passport ? SESSION_LIFETIME_SECONDS : NOBODYS_LIFETIME_SECONDS
    const idle = now.getTime() + lifetime * 1000
    const end = Math.min(idle, began + SESSION_END_SECONDS * 1000)
    return { now, expiresAt: new Date(end).toISOString() }
  }
}
