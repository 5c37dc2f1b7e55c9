import type { Generated } from 'kysely'

/** Many things handed in at once, before it is decided which are kept. */
export interface ImportTable {
  id: string
  account_id: string
  /** Sentences about what was left out, as JSON. */
  notes: string
  created_at: string
}

/** One file or text of an import. */
export interface ImportItemTable {
  id: string
  import_id: string
  account_id: string
  position: number
  name: string
  /** The ZIP it lay in. */
  archive: string | null
  /** `upload` or `paste`. */
  origin: string
  /** The address a list beside it names. */
  sent_to: string | null
  /** The bytes or the text, in the file store; null when they are gone. */
  file_hash: string | null
  /** `waiting`, `looking`, `looked`, `kept`, `declined` or `failed`. */
  state: string
  /** How often somebody began to look; also tells a late answer from a new one. */
  attempts: Generated<number>
  leased_until: string | null
  /** What is the matter with it, as JSON. */
  diagnosis: string | null
  /** Candidate as JSON: all that is needed to keep it. */
  examined: string | null
  identity: string | null
  title: Generated<string>
  issuer_name: Generated<string>
  awarded_at: string | null
  expires_at: string | null
  checked_at: string | null
  verdict: string | null
  /** Findings that keep it from being valid, as JSON. */
  doubts: string | null
  /** The word for people, and what is proven of the issuer as JSON. */
  badge_state: string | null
  issuer_proof: string | null
  recipient: string | null
  image_hash: string | null
  image_type: string | null
  badge_id: string | null
  /** What became of it when it was kept. */
  outcome: string | null
}

/** Bytes an examined item refers to until it is kept or declined. */
export interface ImportFileTable {
  item_id: string
  file_hash: string
}
