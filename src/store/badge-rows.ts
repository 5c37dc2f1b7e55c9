import { sql, type Selectable } from 'kysely'
import {
  inUtc,
  UNPROVEN_ISSUER,
  type BadgeState,
  type Credential,
  type IssuerProof,
} from '../openbadges/index.js'
import type { BadgeTable } from './badge-tables.js'
import { columnsOf } from './columns.js'

type Row = Selectable<BadgeTable>

/** Columns of a {@link BadgeSummary}, with their table, for joins in other files of the store. */
export const SUMMARY = [
  'badge.id',
  'badge.title',
  'badge.issuerName',
  'badge.format',
  'badge.awardedAt',
  'badge.expiresAt',
  'badge.expiresWritten',
  'badge.verdict',
  'badge.state',
  'badge.beginsAt',
  'badge.stateBegun',
  'badge.issuerProof',
  'badge.recipient',
  'badge.imageHash',
  'badge.imageType',
  'badge.checkedAt',
  'badge.validAt',
  'badge.silentSince',
  'badge.createdAt',
  'badge.isHidden',
] as const

/** Columns of a {@link BackpackBadge}. */
export const BADGE = [
  ...SUMMARY,
  'badge.accountId',
  'badge.trashedAt',
  'badge.identity',
  'badge.silentCount',
  'badge.toldBy',
  'badge.credential',
] as const

type Selected<Names extends readonly string[]> = Pick<
  Row,
  Names[number] extends infer Name
    ? Name extends `badge.${infer C extends keyof Row}`
      ? C
      : never
    : never
>

/** What is proven of its issuer is filled up, and its end is as the issuer wrote it. */
type Told<R> = Omit<R, 'expiresWritten' | 'issuerProof'> & { issuerProof: IssuerProof }

/** What a card or a row shows of a badge, without its credential. */
export type BadgeSummary = Told<Selected<typeof SUMMARY>>

export type BackpackBadge = Told<Selected<typeof BADGE>>

/** Columns a verification decides. */
export const STANDING = [
  'verdict',
  'state',
  'beginsAt',
  'stateBegun',
  'issuerProof',
  'recipient',
  'checkedAt',
  'validAt',
  'silentSince',
  'silentCount',
  'toldBy',
  'dueAt',
] as const

export interface Standing extends Pick<BackpackBadge, Exclude<(typeof STANDING)[number], 'dueAt'>> {
  /** When it is to be verified again. */
  dueAt: string
}

/** What the credential decides, but for the end in UTC. */
const DESCRIPTION = [
  'title',
  'issuerName',
  'issuerId',
  'searchText',
  'format',
  'awardedAt',
  'credential',
] as const

/** Its end is as the issuer wrote it. */
export type Description = Pick<Row, (typeof DESCRIPTION)[number] | 'expiresAt'>

export interface NewBadge
  extends
    Description,
    Standing,
    Pick<Row, 'id' | 'identity' | 'imageHash' | 'imageType' | 'createdAt'> {}

export function toSummary<R extends Selected<typeof SUMMARY>>(row: R): Told<R> {
  const { expiresWritten, issuerProof, ...rest } = row
  return {
    ...rest,
    expiresAt: expiresWritten ?? row.expiresAt,
    issuerProof: toIssuerProof(issuerProof) ?? UNPROVEN_ISSUER,
  }
}

/** What was kept before an issuer's proof told as much is filled up; null where nothing was. */
export const toIssuerProof = (proof: Partial<IssuerProof> | null): IssuerProof | null =>
  proof && { ...UNPROVEN_ISSUER, ...proof }

export function toBadge(row: Selected<typeof BADGE>): BackpackBadge {
  return { ...toSummary(row), credential: toCredential(row.credential) }
}

/** A credential that was kept before these members were read says nothing of them. */
function toCredential(credential: Credential): Credential {
  const { recipientName = null } = credential as Partial<Credential>
  const endorsements = credential.endorsements.map((one) => ({
    ...one,
    proven: { ...UNPROVEN_ISSUER, ...(one as Partial<typeof one>).proven },
  }))
  return { ...credential, recipientName, endorsements }
}

export function descriptionColumns(description: Description) {
  const { expiresAt } = description
  return {
    ...columnsOf(description, DESCRIPTION),
    // compared as text, so it is kept in UTC beside the text that has the issuer's own day
    expiresAt: expiresAt && inUtc(expiresAt),
    expiresWritten: expiresAt,
  }
}

/** States that an end does not change: what is wrong or withdrawn stays so. */
const ENDLESS: readonly BadgeState[] = ['not-genuine', 'not-proven', 'withdrawn', 'expired']

/** What of a badge says how it stands at any moment. */
export type Stating = Pick<BadgeSummary, 'state' | 'beginsAt' | 'stateBegun' | 'expiresAt'>

/** The state of a badge at this moment: as it was found, unless its beginning or its end has come since. */
export function stateAt(
  { state, beginsAt, stateBegun, expiresAt }: Stating,
  now: Date,
): BadgeState {
  const hasBegun = beginsAt !== null && Date.parse(beginsAt) <= now.getTime()
  const known = state === 'not-yet' && hasBegun ? (stateBegun ?? state) : state
  if (ENDLESS.includes(known) || expiresAt === null) return known
  return Date.parse(expiresAt) < now.getTime() ? 'expired' : known
}

/** The same in SQL. @param now ISO time; without it the state as it was found */
export function stateColumn(now: string | undefined) {
  if (!now) return sql<BadgeState>`badge.state`
  return sql<BadgeState>`case when badge.expires_at < ${now} and badge.state not in (${sql.join(ENDLESS)})
    then 'expired' when badge.state = 'not-yet' and badge.begins_at <= ${now}
    then coalesce(badge.state_begun, badge.state) else badge.state end`
}
