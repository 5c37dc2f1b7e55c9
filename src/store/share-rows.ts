import type { Selectable } from 'kysely'
import type { ShareTable } from './schema.js'

/** Parts of what a link shows that its owner may leave out. */
export interface Shows {
  /** The name of the earner. */
  name: boolean
  /** The first letter and the site of the address the badge was awarded to. */
  emailHint: boolean
  /** Evidence, and what the issuer says of the award. */
  evidence: boolean
  /** What the earner wrote beside each badge. */
  notes: boolean
  /** Days of award, activity and end. */
  dates: boolean
  /** The file of the badge, exactly as it came. */
  download: boolean
  /** May a visitor ask whether a badge was awarded to an address they type? */
  isItTheirs: boolean
}

/** What a new link shows when its owner says nothing else. Links keep what they were made with. */
export const NEW_LINK_SHOWS: Shows = {
  name: true,
  emailHint: false,
  evidence: true,
  notes: true,
  dates: true,
  download: false,
  isItTheirs: true,
}

/** What a link is to: one of the two. */
export type Subject =
  { collectionId: string; badgeId: null } | { collectionId: null; badgeId: string }

/** What the owner of a link decides. */
export interface Terms {
  /** For whom it was made, in the earner's words; may be empty. Nobody else sees it. */
  label: string
  /** It ends by itself at this moment. */
  endsAt: string | null
  passwordHash: string | null
  shows: Shows
  /** May search engines and directories list it? */
  isFindable: boolean
}

/** A public link; its secret is stored only as a hash. */
export interface Share extends Terms {
  id: string
  subject: Subject
  tokenHash: string
  createdAt: string
  stoppedAt: string | null
  pausedAt: string | null
  /** How often its page was opened. */
  opens: number
}

export type LinkState = 'open' | 'paused' | 'ended' | 'stopped'

/** How a link stands at a moment. `ended`: by its date; `stopped`: by its owner. */
export function stateOfShare(
  { stoppedAt, endsAt, pausedAt }: Pick<Share, 'stoppedAt' | 'endsAt' | 'pausedAt'>,
  now: Date,
): LinkState {
  if (stoppedAt !== null) return 'stopped'
  if (endsAt !== null && endsAt <= now.toISOString()) return 'ended'
  return pausedAt === null ? 'open' : 'paused'
}

export function toShare(row: Selectable<ShareTable>): Share {
  return {
    id: row.id,
    subject: subjectOf(row),
    tokenHash: row.token_hash,
    label: row.label,
    createdAt: row.created_at,
    stoppedAt: row.stopped_at,
    endsAt: row.ends_at,
    pausedAt: row.paused_at,
    passwordHash: row.password_hash,
    shows: { ...NEW_LINK_SHOWS, isItTheirs: false, ...(JSON.parse(row.shows) as Partial<Shows>) },
    isFindable: row.is_findable === 1,
    opens: row.opens,
  }
}

function subjectOf({ collection_id, badge_id }: Selectable<ShareTable>): Subject {
  return badge_id === null
    ? { collectionId: collection_id!, badgeId: null }
    : { collectionId: null, badgeId: badge_id }
}

export function termsColumns({ label, endsAt, passwordHash, shows, isFindable }: Terms) {
  return {
    label,
    ends_at: endsAt,
    password_hash: passwordHash,
    shows: JSON.stringify(shows),
    is_findable: isFindable ? 1 : 0,
  }
}
