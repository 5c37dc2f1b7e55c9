import type { Generated } from 'kysely'
import type {
  BadgeState,
  CheckResult,
  ClaimChange,
  Credential,
  Finding,
  IssuerProof,
  Outcome,
  Proof,
  SilenceCause,
  Verdict,
} from '../openbadges/index.js'
import type { Flag, Json } from './columns.js'
import type { StoredDiagnosis, ItemState } from './imports.js'
import type { StoredQuestion } from './reports.js'
import type { AwardFacts } from './sources.js'

export interface BadgeTable {
  id: string
  accountId: string
  /** What makes two uploads the same award (backpack/badges/same-award.ts); unique per account. */
  identity: string
  title: string
  issuerName: string
  issuerId: string
  /** Lower-cased title, issuer, tags: what search looks into. */
  searchText: string
  format: string
  /** In the issuer's own zone: what people read; near enough for sorting. */
  awardedAt: string | null
  /** In UTC, for comparing; and as the issuer wrote it. */
  expiresAt: string | null
  expiresWritten: string | null
  credential: Json<Credential>
  verdict: Verdict
  /** The word for people as it was found; `stateAt` says it for now. */
  state: Generated<BadgeState>
  /** When one that is not valid yet begins, and its word from then on. */
  beginsAt: string | null
  stateBegun: BadgeState | null
  /** What is proven of its issuer; null in rows from before. */
  issuerProof: Json<Partial<IssuerProof> | null>
  /** Was it awarded to an address this earner has confirmed? Only `passed` may be shown to others. */
  recipient: Outcome
  /** Hash of the picture to show, in the file store; null when the badge has none. */
  imageHash: string | null
  imageType: string | null
  /** When last verified, and when the verdict was last `valid`. */
  checkedAt: string
  validAt: string | null
  /** First of the silent answers in a row, null when the issuer answers; the earlier report that speaks then. */
  silentSince: string | null
  silentCount: Generated<number>
  toldBy: string | null
  /** When the next check is due, and until when somebody is at it. */
  dueAt: string | null
  leasedUntil: string | null
  createdAt: string
  /** The earner's own words, for nobody else; and lower case, with the own tags: what search looks into besides. */
  ownNote: Generated<string>
  ownText: Generated<string>
  /** Out of sight: in no list but that of hidden ones, and on no public page. */
  isHidden: Flag<boolean | undefined>
  /** Since when it lies in the trash; null: it does not. */
  trashedAt: string | null
}

/** A tag the earner gave a badge. */
export interface BadgeTagTable {
  badgeId: string
  /** Lower case: what is compared. */
  tagKey: string
  /** As typed. */
  tag: string
}

/** One upload or address of a badge; the bytes lie in the file store, untouched. */
export interface BadgeSourceTable {
  id: string
  badgeId: string
  fileHash: string
  fileName: string
  /** Media type by content. */
  fileType: string
  origin: 'upload' | 'paste' | 'url'
  /** The address that was pasted, for `url`. */
  sourceUrl: string | null
  createdAt: string
  /** First rule of identity (backpack/badges/same-award.ts); null in rows from before. */
  identity: string | null
  /** Second rule (backpack/badges/same-award.ts), and what it compares. */
  awardKey: string | null
  facts: Json<AwardFacts | null>
  /** When it came in. */
  verdict: Verdict | null
  /** Is it the one the badge is verified from and shown as? */
  isFront: Flag<boolean | undefined>
}

export interface ReportTable {
  id: string
  badgeId: string
  at: string
  verdict: Verdict
  recipient: Outcome
  checks: Json<CheckResult[]>
  /** Award text that was verified, hash in the file store; null when none could be read. */
  awardHash: string | null
  /** What the verification was given, and the hash of its text in the file store; null before capsules. */
  asked: Json<StoredQuestion | null>
  askedHash: string | null
  /** What proved it, and what is proven of the issuer; null in reports from before. */
  proof: Json<Proof | null>
  issuer: Json<Partial<IssuerProof> | null>
  /** The word for people; null in reports from before. */
  state: BadgeState | null
  /** What the badge says that it did not say at the check before; null: nothing. */
  changes: Json<ClaimChange[] | null>
  /** Does it say something else than the report before it? */
  isChange: Flag
}

export interface ReportDocumentTable {
  reportId: string
  /** In order of asking, from 0. */
  position: number
  url: string
  finalUrl: string
  status: number | null
  cause: SilenceCause | null
  type: string | null
  /** In the file store. */
  fileHash: string
  fetchedAt: string
}

/** Many things handed in at once, before it is decided which are kept. */
export interface ImportTable {
  id: string
  accountId: string
  /** Sentences about what was left out. */
  notes: Json<string[]>
  createdAt: string
}

/** One file or text of an import. */
export interface ImportItemTable {
  id: string
  importId: string
  accountId: string
  position: number
  name: string
  /** The ZIP it lay in. */
  archive: string | null
  origin: 'upload' | 'paste'
  /** The address a list beside it names. */
  sentTo: string | null
  /** The bytes or the text, in the file store; null when they are gone. */
  fileHash: string | null
  state: ItemState
  /** How often somebody began to look; also tells a late answer from a new one. */
  attempts: Generated<number>
  leasedUntil: string | null
  /** What is the matter with it. */
  diagnosis: Json<StoredDiagnosis | null>
  /** Candidate as JSON: all that is needed to keep it. */
  examined: string | null
  identity: string | null
  /** Empty when nothing was read, or the badge has none. */
  title: Generated<string>
  issuerName: Generated<string>
  awardedAt: string | null
  expiresAt: string | null
  checkedAt: string | null
  verdict: Verdict | null
  /** Findings that keep it from being valid. */
  doubts: Json<Finding[] | null>
  /** The word for people as it was found, and what is proven of the issuer. */
  badgeState: BadgeState | null
  issuerProof: Json<Partial<IssuerProof> | null>
  recipient: Outcome | null
  imageHash: string | null
  imageType: string | null
  /** The badge it became. */
  badgeId: string | null
  /** What became of it when it was kept. */
  outcome: string | null
}

/** Bytes an examined item refers to until it is kept or declined. */
export interface ImportFileTable {
  itemId: string
  fileHash: string
}
