import type { Request } from 'express'
import { Store, type Session, type SessionData } from 'express-session'
import type { Context } from '../context.js'
import { hashToken } from '../ids.js'
import {
  deleteExpiredSessions,
  deleteSession,
  findSession,
  prolongSession,
  saveSession,
  updateSession,
} from '../store/sessions.js'

export const SESSION_LIFETIME_SECONDS = 30 * 24 * 60 * 60
/** `touch` comes with every page; writing each time would make every look a write. */
const TOUCH_EVERY_SECONDS = 60 * 60

type Done = (error?: unknown) => void

/** Sessions in the database under the hash of their id: whoever reads the table cannot sign in with it. */
export class DatabaseSessionStore extends Store {
  readonly #ctx: Pick<Context, 'db' | 'now'>
  /** Sessions that were read: signed out meanwhile, they must not come back when their request ends. */
  readonly #read = new WeakSet<object>()

  constructor(ctx: Pick<Context, 'db' | 'now'>) {
    super()
    this.#ctx = ctx
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    findSession(this.#ctx.db, hashToken(id), this.#ctx.now())
      .then((found) => (found ? (JSON.parse(found.payload) as SessionData) : null))
      .then((session) => done(null, session), done)
  }

  override createSession(req: Request, known: SessionData): Session & SessionData {
    const session = super.createSession(req, known)
    this.#read.add(session)
    return session
  }

  override set(id: string, session: SessionData, done: Done = () => undefined): void {
    const { db } = this.#ctx
    const { now, expiresAt } = this.#times()
    const seenAt = now.toISOString()
    const accountId = session.passport?.user ?? null
    const userAgent = session.userAgent ?? ''
    const payload = JSON.stringify(session)
    const write = this.#read.has(session) ? updateSession : saveSession
    deleteExpiredSessions(db, now)
      .then(() =>
        write(db, { hash: hashToken(id), accountId, payload, userAgent, seenAt, expiresAt }),
      )
      .then(() => done(), done)
  }

  override touch(id: string, _session: SessionData, done: Done = () => undefined): void {
    const { now, expiresAt } = this.#times()
    const staleBefore = new Date(now.getTime() - TOUCH_EVERY_SECONDS * 1000).toISOString()
    const times = { seenAt: now.toISOString(), expiresAt, staleBefore }
    prolongSession(this.#ctx.db, hashToken(id), times).then(() => done(), done)
  }

  override destroy(id: string, done: Done = () => undefined): void {
    deleteSession(this.#ctx.db, hashToken(id)).then(() => done(), done)
  }

  #times() {
    const now = this.#ctx.now()
    const end = new Date(now.getTime() + SESSION_LIFETIME_SECONDS * 1000)
    return { now, expiresAt: end.toISOString() }
  }
}
