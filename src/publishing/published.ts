/** The shapes a verdict can have; each is also the name of its icon in public/img/icons.svg. */
export type Shape =
  'valid' | 'was-valid' | 'expired' | 'not-yet-valid' | 'revoked' | 'invalid' | 'unverifiable'

/** A verdict as it stands where nothing can be looked up any more: in a picture, on paper. */
export interface PrintedVerdict {
  state: Shape
  /** `Valid`, `Revoked`, … */
  word: string
  /** When and why, with the day instead of `4 minutes ago`. */
  line: string
}

/** What a link tells of a badge, and so all that may stand in a snippet, a picture or a document. */
export interface PublishedBadge {
  title: string
  issuer: string
  /** ISO 8601; null when there is none or the link does not tell. */
  awardedAt: string | null
  expiresAt: string | null
  /** Absolute address of its public page. */
  url: string
  verdict: PrintedVerdict
}
