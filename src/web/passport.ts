import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'
import { authenticate } from '../backpack/authenticate.js'
import type { Context } from '../context.js'
import { hashToken } from '../ids.js'
import { DatabaseSessionStore, SESSION_LIFETIME_SECONDS } from './session-store.js'

const MAX_USER_AGENT_LENGTH = 300

/** Session and passport, in order. Who is not signed in gets no cookie and no row. */
export function signedIn(ctx: Context): RequestHandler[] {
  const https = ctx.config.baseUrl.startsWith('https:')
  const passport = localPassport(ctx)
  const { name, ...cookie } = sessionCookie(https)
  return [
    ...(https ? [reachedByHttps] : []),
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
export async function signInAs(req: Request, accountId: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    req.logIn({ id: accountId }, (error?: Error | null) => (error ? reject(error) : resolve())),
  )
  req.session.userAgent = (req.get('user-agent') ?? '').slice(0, MAX_USER_AGENT_LENGTH)
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
