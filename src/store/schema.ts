import type { Generated } from 'kysely'
import type { ImportFileTable, ImportItemTable, ImportTable } from './import-tables.js'

/** Columns as in SQL: ids and times are text (ISO 8601 UTC), flags 0 or 1, JSON is text. */
export interface Schema {
  account: AccountTable
  email: EmailTable
  token: TokenTable
  invitation: InvitationTable
  session: SessionTable
  badge: BadgeTable
  badge_source: BadgeSourceTable
  badge_tag: BadgeTagTable
  report: ReportTable
  report_document: ReportDocumentTable
  collection: CollectionTable
  collection_badge: CollectionBadgeTable
  collection_decline: CollectionDeclineTable
  share: ShareTable
  rate_limit: RateLimitTable
  import: ImportTable
  import_item: ImportItemTable
  import_file: ImportFileTable
}

export interface AccountTable {
  id: string
  name: string
  password_hash: string
  /** Rises when the password changes; sessions of an older one end. */
  created_at: string
  /** `grid` or `list`: how the backpack is laid out. */
  badge_layout: Generated<string>
}

export interface EmailTable {
  id: string
  account_id: string
  /** As typed. */
  address: string
  /** Lower case: what is compared and unique. */
  address_key: string
  is_primary: number
  confirmed_at: string | null
  created_at: string
  /** JSON list of other spellings of it that its earner typed. */
  spellings: Generated<string>
}

export interface TokenTable {
  /** SHA-256 of the token. */
  hash: string
  purpose: 'confirm-email' | 'reset-password'
  account_id: string
  email_id: string | null
  expires_at: string
  created_at: string
}

export interface InvitationTable {
  hash: string
  created_at: string
  expires_at: string
}

export interface SessionTable {
  /** SHA-256 of the session id. */
  hash: string
  account_id: string | null
  payload: string
  user_agent: string
  created_at: string
  seen_at: string
  expires_at: string
}

export interface BadgeTable {
  id: string
  account_id: string
  /** What makes two uploads the same award (backpack/identity.ts); unique per account. */
  identity: string
  title: string
  issuer_name: string
  issuer_id: string
  /** Lower-cased title, issuer, tags: what search looks into. */
  search_text: string
  format: string
  /** In the issuer's own zone: what people read; near enough for sorting. */
  awarded_at: string | null
  /** In UTC, for comparing; and as the issuer wrote it. */
  expires_at: string | null
  expires_written: string | null
  /** Credential as JSON. */
  credential: string
  verdict: string
  /** The word for people, as it was found at the check (store/badge-state.ts says it for now). */
  state: Generated<string>
  /** When one that is not valid yet begins, and its word from then on. */
  begins_at: string | null
  state_begun: string | null
  /** What is proven of its issuer, as JSON; null in rows from before. */
  issuer_proof: string | null
  /** Outcome of the recipient check: passed, failed, unknown, not-applicable. */
  recipient: string
  /** Hash of the picture to show, in the file store; null when the badge has none. */
  image_hash: string | null
  image_type: string | null
  /** When last verified, and when the verdict was last `valid`. */
  checked_at: string
  valid_at: string | null
  /** First of the silent answers in a row, null when the issuer answers; the earlier report that speaks then. */
  silent_since: string | null
  silent_count: Generated<number>
  told_by: string | null
  /** When the next check is due, and until when somebody is at it. */
  due_at: string | null
  leased_until: string | null
  created_at: string
  /** The earner's own words, for nobody else; and lower case, with the own tags: what search looks into besides. */
  own_note: Generated<string>
  own_text: Generated<string>
  /** 1 when the earner wants it out of sight. */
  is_hidden: Generated<number>
  /** Since when it lies in the trash; null: it does not. */
  trashed_at: string | null
}

/** A tag the earner gave a badge. */
export interface BadgeTagTable {
  badge_id: string
  /** Lower case: what is compared. */
  tag_key: string
  /** As typed. */
  tag: string
}

/** One upload or address of a badge; the bytes lie in the file store, untouched. */
export interface BadgeSourceTable {
  id: string
  badge_id: string
  file_hash: string
  file_name: string
  file_type: string
  /** `upload`, `paste` or `url`. */
  origin: string
  source_url: string | null
  created_at: string
  /** First rule of identity (backpack/identity.ts); null in rows from before. */
  identity: string | null
  /** Second rule (backpack/award-facts.ts), and what it compares as JSON. */
  award_key: string | null
  facts: string | null
  /** When it came in. */
  verdict: string | null
  /** 1: the badge is verified from it. */
  is_front: Generated<number>
}

export interface ReportTable {
  id: string
  badge_id: string
  at: string
  verdict: string
  recipient: string
  /** Checks as JSON. */
  checks: string
  /** Award text that was judged, hash in the file store; null when none could be read. */
  award_hash: string | null
  /** What the verification was given, as JSON, and the hash of its text in the file store. */
  asked: string | null
  asked_hash: string | null
  /** What proved it, and what is proven of the issuer, as JSON; null in reports from before. */
  proof: string | null
  issuer: string | null
  /** The word for people, and changed claims as JSON; null in reports from before. */
  state: string | null
  changes: string | null
  /** 1 when it says something else than the report before it. */
  is_change: number
}

export interface ReportDocumentTable {
  report_id: string
  position: number
  url: string
  final_url: string
  status: number | null
  cause: string | null
  type: string | null
  /** In the file store. */
  file_hash: string
  fetched_at: string
}

export interface CollectionTable {
  id: string
  account_id: string
  title: string
  /** Markdown. */
  description: string
  created_at: string
  updated_at: string
  /** `tag` or `issuer`: which badges are proposed for it; null when it has no rule. */
  rule_kind: string | null
  rule_value: string | null
}

/** A badge that fits the rule of a collection and is not wanted in it. */
export interface CollectionDeclineTable {
  collection_id: string
  badge_id: string
}

export interface CollectionBadgeTable {
  collection_id: string
  badge_id: string
  position: number
  note: string
}

export interface ShareTable {
  id: string
  account_id: string
  /** What it shows: a collection or a single badge, never both. */
  collection_id: string | null
  badge_id: string | null
  token_hash: string
  label: string
  created_at: string
  /** Ended by its owner, for good. */
  stopped_at: string | null
  /** Ends by itself at this moment. */
  ends_at: string | null
  /** Rests since. */
  paused_at: string | null
  password_hash: string | null
  /** Which parts it shows, as JSON; what is not named is as in a new link. */
  shows: Generated<string>
  /** 1 when search engines and directories may list it. */
  is_findable: Generated<number>
  /** How often its page was opened; nothing else is known of visitors. */
  opens: Generated<number>
}

/** Attempts counted by rate-limiter-flexible. */
export interface RateLimitTable {
  key: string
  points: number
  expire: number | null
}
