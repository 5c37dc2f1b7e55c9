import type { Generated } from 'kysely'
import type { KeptAddress } from './account-changes.js'
import type { BadgeLayout } from './accounts.js'
import type {
  BadgeSourceTable,
  BadgeTable,
  BadgeTagTable,
  ImportFileTable,
  ImportItemTable,
  ImportTable,
  ReportDocumentTable,
  ReportTable,
} from './badge-tables.js'
import type { ChoreName } from './chores.js'
import type { CollectionRule } from './collection-rules.js'
import type { Flag, Json, Kept } from './columns.js'
import type { Shows } from './shares.js'

/** Every table, declared once: ids and times are text (ISO 8601 UTC). */
export interface Schema {
  account: AccountTable
  email: EmailTable
  token: TokenTable
  accountChange: AccountChangeTable
  authenticatorApp: AuthenticatorAppTable
  recoveryCode: RecoveryCodeTable
  passkey: PasskeyTable
  invitation: InvitationTable
  session: SessionTable
  badge: BadgeTable
  badgeSource: BadgeSourceTable
  badgeTag: BadgeTagTable
  report: ReportTable
  reportDocument: ReportDocumentTable
  collection: CollectionTable
  collectionBadge: CollectionBadgeTable
  collectionDecline: CollectionDeclineTable
  share: ShareTable
  rateLimit: RateLimitTable
  import: ImportTable
  importItem: ImportItemTable
  importFile: ImportFileTable
  chore: ChoreTable
  lostFile: LostFileTable
}

type ColumnKept<Form extends 'json' | 'flag'> = {
  [T in keyof Schema]: {
    [C in keyof Schema[T]]: Schema[T][C] extends Kept<Form> ? C : never
  }[keyof Schema[T]]
}[keyof Schema]

/** What rows do not say themselves: which columns are JSON and which are flags. The compiler misses none. */
export const FORMS: Record<ColumnKept<'json'>, 'json'> & Record<ColumnKept<'flag'>, 'flag'> = {
  spellings: 'json',
  addressesBefore: 'json',
  credential: 'json',
  issuerProof: 'json',
  facts: 'json',
  checks: 'json',
  asked: 'json',
  proof: 'json',
  issuer: 'json',
  changes: 'json',
  notes: 'json',
  diagnosis: 'json',
  doubts: 'json',
  shows: 'json',
  transports: 'json',
  isPrimary: 'flag',
  isHidden: 'flag',
  isFront: 'flag',
  isChange: 'flag',
  isFindable: 'flag',
}

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

export interface CollectionTable {
  id: string
  accountId: string
  title: string
  /** Markdown. */
  description: string
  createdAt: string
  updatedAt: string
  /** Which badges are proposed for it; null when it has no rule. */
  ruleKind: CollectionRule['kind'] | null
  ruleValue: string | null
}

export interface CollectionBadgeTable {
  collectionId: string
  badgeId: string
  position: number
  note: string
}

/** A badge that fits the rule of a collection and is not wanted in it. */
export interface CollectionDeclineTable {
  collectionId: string
  badgeId: string
}

export interface ShareTable {
  id: string
  accountId: string
  /** What it shows: a collection or a single badge, never both. */
  collectionId: string | null
  badgeId: string | null
  tokenHash: string
  /** For whom it was made, in the earner's words; may be empty. Nobody else sees it. */
  label: string
  createdAt: string
  /** Ended by its owner, for good. */
  stoppedAt: string | null
  /** Ends by itself at this moment. */
  endsAt: string | null
  /** Rests since. */
  pausedAt: string | null
  passwordHash: string | null
  /** Which parts it shows; what is not named is as in a new link. */
  shows: Json<Partial<Shows>>
  /** May search engines and directories list it? */
  isFindable: Flag<boolean | undefined>
  /** How often its page was opened; nothing else is known of visitors. */
  opens: Generated<number>
}

/** Attempts counted, by what is limited and whose they are. */
export interface RateLimitTable {
  key: string
  points: number
  expire: number | null
}

/** Work that one process at a time does now and then. */
export interface ChoreTable {
  name: ChoreName
  /** The next one. */
  step: number
  dueAt: string
  leasedUntil: string | null
}

/** A file that is not whole on the disk, or gone, though rows refer to it. */
export interface LostFileTable {
  hash: string
  foundAt: string
}
