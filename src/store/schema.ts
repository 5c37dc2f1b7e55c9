import type { Generated } from 'kysely'
import type {
  AccountChangeTable,
  AccountTable,
  AuthenticatorAppTable,
  EmailTable,
  IdentityTable,
  InvitationTable,
  PasskeyTable,
  RecoveryCodeTable,
  SessionTable,
  TokenTable,
} from './account-tables.js'
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
  identity: IdentityTable
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
  factorsBefore: 'json',
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

/** Forms go by the names of columns: a name that has one somewhere must have it everywhere. */
type Ambiguous = {
  [T in keyof Schema]: {
    [C in keyof Schema[T] & keyof typeof FORMS]: Schema[T][C] extends Kept<(typeof FORMS)[C]>
      ? never
      : C
  }[keyof Schema[T] & keyof typeof FORMS]
}[keyof Schema]
type Unambiguous<Names extends never> = Names
export type FormsAreUnambiguous = Unambiguous<Ambiguous>

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
