import type { Selectable } from 'kysely'
import {
  inUtc,
  UNPROVEN_ISSUER,
  type BadgeState,
  type Credential,
  type IssuerProof,
  type Outcome,
  type Verdict,
} from '../openbadges/index.js'
import type { BadgeTable } from './schema.js'

/** What a card or a row shows of a badge, without its credential. */
export interface BadgeSummary {
  id: string
  /** Empty when the badge has none; pages say so in words. */
  title: string
  issuerName: string
  format: string
  awardedAt: string | null
  expiresAt: string | null
  verdict: Verdict
  /** The word for people as it was found; `stateAt` says it for now. */
  state: BadgeState
  /** When one that is not valid yet begins to be, and the word for it from then on; null for all others. */
  beginsAt: string | null
  stateBegun: BadgeState | null
  /** What is proven of its issuer. */
  issuerProof: IssuerProof
  /** Was it awarded to an address this earner has confirmed? Only `passed` may be shown to others. */
  recipient: Outcome
  imageHash: string | null
  imageType: string | null
  checkedAt: string
  /** When it was last proven valid, while nothing but silence has been heard since. */
  validAt: string | null
  /** First of the silent answers in a row. */
  silentSince: string | null
  createdAt: string
  /** Out of sight: in no list but that of hidden ones, and on no public page. */
  isHidden: boolean
}

export interface BackpackBadge extends BadgeSummary {
  accountId: string
  /** Since when it lies in the trash. */
  trashedAt: string | null
  identity: string
  silentCount: number
  /** The earlier report that speaks for it while its issuer is silent; null: the newest one. */
  toldBy: string | null
  credential: Credential
}

/** Columns a verification decides. */
export type Standing = Pick<
  BackpackBadge,
  | 'verdict'
  | 'state'
  | 'beginsAt'
  | 'stateBegun'
  | 'issuerProof'
  | 'recipient'
  | 'checkedAt'
  | 'validAt'
  | 'silentSince'
  | 'silentCount'
  | 'toldBy'
> & {
  /** When it is to be verified again. */
  dueAt: string
}

/** Columns the credential decides. */
export interface Description {
  title: string
  issuerName: string
  issuerId: string
  searchText: string
  format: string
  awardedAt: string | null
  expiresAt: string | null
  credential: Credential
}

export interface NewBadge extends Description, Standing {
  id: string
  identity: string
  imageHash: string | null
  imageType: string | null
  createdAt: string
}

/** Columns of a {@link BadgeSummary}, with their table, for joins in other files of the store. */
export const SUMMARY = [
  'badge.id',
  'badge.title',
  'badge.issuer_name',
  'badge.format',
  'badge.awarded_at',
  'badge.expires_at',
  'badge.expires_written',
  'badge.verdict',
  'badge.state',
  'badge.begins_at',
  'badge.state_begun',
  'badge.issuer_proof',
  'badge.recipient',
  'badge.image_hash',
  'badge.image_type',
  'badge.checked_at',
  'badge.valid_at',
  'badge.silent_since',
  'badge.created_at',
  'badge.is_hidden',
] as const

type SummaryColumn = (typeof SUMMARY)[number] extends `badge.${infer C}` ? C : never

export function toSummary(row: Pick<Selectable<BadgeTable>, SummaryColumn>): BadgeSummary {
  return {
    id: row.id,
    title: row.title,
    issuerName: row.issuer_name,
    format: row.format,
    awardedAt: row.awarded_at,
    expiresAt: row.expires_written ?? row.expires_at,
    verdict: row.verdict as Verdict,
    state: row.state as BadgeState,
    beginsAt: row.begins_at,
    stateBegun: row.state_begun as BadgeState | null,
    issuerProof: toIssuerProof(row.issuer_proof) ?? UNPROVEN_ISSUER,
    recipient: row.recipient as Outcome,
    imageHash: row.image_hash,
    imageType: row.image_type,
    checkedAt: row.checked_at,
    validAt: row.valid_at,
    silentSince: row.silent_since,
    createdAt: row.created_at,
    isHidden: row.is_hidden === 1,
  }
}

/** What was kept before an issuer's proof told as much is filled up; null where nothing was. */
export function toIssuerProof(json: string | null): IssuerProof | null {
  return json ? { ...UNPROVEN_ISSUER, ...(JSON.parse(json) as Partial<IssuerProof>) } : null
}

export function toBadge(row: Selectable<BadgeTable>): BackpackBadge {
  return {
    ...toSummary(row),
    accountId: row.account_id,
    trashedAt: row.trashed_at,
    identity: row.identity,
    silentCount: row.silent_count,
    toldBy: row.told_by,
    credential: toCredential(row.credential),
  }
}

/** A credential that was kept before these members were read says nothing of them. */
function toCredential(json: string): Credential {
  const credential = JSON.parse(json) as Credential
  const { recipientName = null } = credential as Partial<Credential>
  const endorsements = credential.endorsements.map((one) => ({
    ...one,
    proven: { ...UNPROVEN_ISSUER, ...(one as Partial<typeof one>).proven },
  }))
  return { ...credential, recipientName, endorsements }
}

export function standingColumns(standing: Standing) {
  return {
    verdict: standing.verdict,
    state: standing.state,
    begins_at: standing.beginsAt,
    state_begun: standing.stateBegun,
    issuer_proof: JSON.stringify(standing.issuerProof),
    recipient: standing.recipient,
    checked_at: standing.checkedAt,
    valid_at: standing.validAt,
    silent_since: standing.silentSince,
    silent_count: standing.silentCount,
    told_by: standing.toldBy,
    due_at: standing.dueAt,
  }
}

export function descriptionColumns(description: Description) {
  return {
    title: description.title,
    issuer_name: description.issuerName,
    issuer_id: description.issuerId,
    search_text: description.searchText,
    format: description.format,
    awarded_at: description.awardedAt,
    // compared as text, so it is kept in UTC beside the text that has the issuer's own day
    expires_at: description.expiresAt && inUtc(description.expiresAt),
    expires_written: description.expiresAt,
    credential: JSON.stringify(description.credential),
  }
}
