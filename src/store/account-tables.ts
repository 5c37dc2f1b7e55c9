import type { Generated } from 'kysely'
import type { KeptAddress } from './account-changes.js'
import type { BadgeLayout } from './accounts.js'
import type { Flag, Json } from './columns.js'
import type { KeptFactors } from './kept-factors.js'

export interface AccountTable {
  id: string
  name: string
  passwordHash: string
  createdAt: string
  /** How the backpack is laid out. */
  badgeLayout: Generated<BadgeLayout>
}

export interface EmailTable {
  id: string
  accountId: string
  /** As typed. */
  address: string
  /** Lower case: what is compared and unique. */
  addressKey: string
  isPrimary: Flag
  confirmedAt: string | null
  createdAt: string
  /** Other spellings of it that badges were made for; the same mailbox all the same. */
  spellings: Json<string[], string[] | undefined>
}

export interface TokenTable {
  /** SHA-256 of the token. */
  hash: string
  purpose: 'confirm-email' | 'reset-password'
  accountId: string
  emailId: string | null
  expiresAt: string
  createdAt: string
}

/** A change in who can use an account, as long as it can be taken back. */
export interface AccountChangeTable {
  /** SHA-256 of the token in the mails about it. */
  hash: string
  accountId: string
  /** As the words about it name it. */
  kind: string
  /** The address it was about; empty where it is about none. */
  subject: string
  /** Every address of the account before. */
  addressesBefore: Json<KeptAddress[]>
  /** What it was signed in to with; null for a change of a release that did not keep it. */
  factorsBefore: Json<KeptFactors | null>
  createdAt: string
  endsAt: string
}

export interface AuthenticatorAppTable {
  accountId: string
  /** What app and program both know, sealed with a secret that is not in the database. */
  sealedSecret: string
  /** Time step of the newest code that was taken: no code is taken twice. */
  lastStep: number
  createdAt: string
}

/** A code that stands in for a second step, once. */
export interface RecoveryCodeTable {
  /** SHA-256 of account and code. */
  hash: string
  accountId: string
  createdAt: string
}

/** A key pair of WebAuthn, whose private half its device keeps. */
export interface PasskeyTable {
  id: string
  accountId: string
  /** In the earner's words. */
  name: string
  /** Base64url, as its device names it. */
  credentialId: string
  /** Base64url of a COSE key. */
  publicKey: string
  /** How often it signed; 0 where its device does not count. */
  counter: number
  /** How its device can be reached. */
  transports: Json<string[]>
  createdAt: string
  usedAt: string | null
}

export interface InvitationTable {
  hash: string
  createdAt: string
  expiresAt: string
}

export interface SessionTable {
  /** SHA-256 of the session id. */
  hash: string
  accountId: string | null
  payload: string
  userAgent: string
  createdAt: string
  seenAt: string
  expiresAt: string
}

/** Somebody at a provider of identities, who is the earner. */
export interface IdentityTable {
  id: string
  accountId: string
  /** Address of the provider, and its name for the person: together they are one person for ever. */
  provider: string
  subject: string
  createdAt: string
  usedAt: string | null
}
