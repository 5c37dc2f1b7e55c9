import type { Account } from '../store/accounts.js'
import type { AskedProvider } from './pages/identities.js'
import type { AskedPasskey } from './middleware/passkey.js'
import type { HalfSignedIn } from './middleware/second-step.js'

declare global {
  namespace Express {
    interface Locals {
      /** The signed-in earner, or null. */
      account?: Account | null
      /** One message after a redirect. */
      flash?: string | null
      /** When what can be taken back went into the trash. */
      undo?: string | null
    }
    interface Request {
      /** Stands in the log and on error pages. */
      id: string
    }
    interface User {
      id: string
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    flash?: string
    undo?: string
    /** Written by passport: who is signed in. */
    passport?: { user: string }
    /** The browser, for the list of signed-in ones. */
    userAgent?: string
    /** ISO 8601 UTC: when the person signed in. */
    startedAt?: string
    /** ISO 8601 UTC: when the person last proved to be the owner of the account. */
    provenAt?: string
    /** Somebody who typed a password that is not enough alone, until the second step. */
    halfSignedIn?: HalfSignedIn
    /** What this browser was asked to sign with a passkey. */
    askedPasskey?: AskedPasskey
    /** What this browser was sent to a provider of identities with. */
    askedProvider?: AskedProvider
    /** A new one that it was offered to make. */
    offeredPasskey?: AskedPasskey
  }
}
