import type { Selectable } from 'kysely'
import type { BadgeState, Finding, IssuerProof, Outcome, Verdict } from '../openbadges/index.js'
import { toIssuerProof } from './badge-rows.js'
import type { ImportItemTable } from './import-tables.js'

/** `looking`: somebody is at it. `looked`: to be kept or declined. `failed`: it is no badge, or not one now. */
export type ItemState = 'waiting' | 'looking' | 'looked' | 'kept' | 'declined' | 'failed'

/** What is the matter with something that was handed in, as JSON; what else stands in it only its words read. */
export interface Diagnosis {
  code: string
  /** Whose side it is on. */
  side: 'file' | 'earner' | 'issuer' | 'network' | 'us'
  /** What was seen. */
  seen: string[]
}

/** Something handed in, as it is before anybody looked at it. */
export interface NewItem {
  name: string
  /** The ZIP it lay in. */
  archive: string | null
  origin: 'upload' | 'paste'
  /** The address a list beside it names. */
  sentTo: string | null
  /** Null together with a diagnosis: what can be refused without looking. */
  fileHash: string | null
  diagnosis: Diagnosis | null
}

/** One item as its row shows it. */
export interface ImportItem {
  id: string
  importId: string
  position: number
  name: string
  archive: string | null
  sentTo: string | null
  state: ItemState
  diagnosis: Diagnosis | null
  /** Are its bytes still there, to be looked at again? */
  isRetriable: boolean
  identity: string | null
  /** Empty when nothing was read, or the badge has none. */
  title: string
  issuerName: string
  awardedAt: string | null
  expiresAt: string | null
  checkedAt: string | null
  verdict: Verdict | null
  /** The word for people as it was found. */
  badgeState: BadgeState | null
  issuerProof: IssuerProof | null
  /** Findings that keep it from being valid. */
  doubts: Finding[]
  recipient: Outcome | null
  imageHash: string | null
  imageType: string | null
  /** The badge it became, while that is in the backpack. */
  badgeId: string | null
  /** What became of it when it was kept, in words of the adding step. */
  outcome: string | null
  /** A badge of this award in the backpack. */
  knownBadgeId: string | null
}

/** What looking at an item found out, for its row. */
export type ItemFacts = Pick<
  ImportItem,
  | 'identity'
  | 'title'
  | 'issuerName'
  | 'awardedAt'
  | 'expiresAt'
  | 'checkedAt'
  | 'verdict'
  | 'badgeState'
  | 'issuerProof'
  | 'doubts'
  | 'recipient'
  | 'imageHash'
  | 'imageType'
  | 'sentTo'
  | 'diagnosis'
>

/** Columns of an {@link ImportItem} but for the badges it leads to. */
export const ITEM = [
  'import_item.id',
  'import_item.import_id',
  'import_item.position',
  'import_item.name',
  'import_item.archive',
  'import_item.sent_to',
  'import_item.state',
  'import_item.diagnosis',
  'import_item.identity',
  'import_item.title',
  'import_item.issuer_name',
  'import_item.awarded_at',
  'import_item.expires_at',
  'import_item.checked_at',
  'import_item.verdict',
  'import_item.badge_state',
  'import_item.issuer_proof',
  'import_item.doubts',
  'import_item.recipient',
  'import_item.image_hash',
  'import_item.image_type',
  'import_item.outcome',
  'import_item.file_hash',
] as const

type ItemColumn = (typeof ITEM)[number] extends `import_item.${infer C}` ? C : never
type ItemRow = Pick<Selectable<ImportItemTable>, ItemColumn> & {
  known_badge_id: string | null
  badge_id: string | null
}

export function toItem(row: ItemRow): ImportItem {
  return {
    id: row.id,
    importId: row.import_id,
    position: row.position,
    name: row.name,
    archive: row.archive,
    sentTo: row.sent_to,
    state: row.state as ItemState,
    diagnosis: row.diagnosis === null ? null : (JSON.parse(row.diagnosis) as Diagnosis),
    isRetriable: row.state === 'failed' && row.file_hash !== null,
    identity: row.identity,
    title: row.title,
    issuerName: row.issuer_name,
    awardedAt: row.awarded_at,
    expiresAt: row.expires_at,
    checkedAt: row.checked_at,
    verdict: row.verdict as Verdict | null,
    badgeState: row.badge_state as BadgeState | null,
    issuerProof: toIssuerProof(row.issuer_proof),
    doubts: row.doubts === null ? [] : (JSON.parse(row.doubts) as Finding[]),
    recipient: row.recipient as Outcome | null,
    imageHash: row.image_hash,
    imageType: row.image_type,
    badgeId: row.badge_id,
    outcome: row.outcome,
    knownBadgeId: row.known_badge_id,
  }
}

export function factColumns(facts: ItemFacts) {
  return {
    identity: facts.identity,
    title: facts.title,
    issuer_name: facts.issuerName,
    awarded_at: facts.awardedAt,
    expires_at: facts.expiresAt,
    checked_at: facts.checkedAt,
    verdict: facts.verdict,
    badge_state: facts.badgeState,
    issuer_proof: facts.issuerProof && JSON.stringify(facts.issuerProof),
    doubts: JSON.stringify(facts.doubts),
    recipient: facts.recipient,
    image_hash: facts.imageHash,
    image_type: facts.imageType,
    sent_to: facts.sentTo,
    diagnosis: facts.diagnosis && JSON.stringify(facts.diagnosis),
  }
}
