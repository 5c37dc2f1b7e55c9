/** What went wrong before a badge could be judged. A closed union; codes never change meaning. */
export type OpenBadgesErrorCode =
  /** The picture is neither PNG nor SVG (JPEG, WebP, …). */
  | 'IMAGE_UNSUPPORTED'
  /** A PNG or SVG that carries no badge. */
  | 'IMAGE_UNBAKED'
  /** Text that claims to be a badge (JSON, JWS, or baked in) and cannot be read. */
  | 'BADGE_MALFORMED'
  /** Input beyond what we read, whatever it is: no clause limits a badge, so this is no word against its issuer. */
  | 'BADGE_TOO_LARGE'
  /** Readable input that is no award to a person; `kind` names what it is. */
  | 'FORMAT_UNKNOWN'

/** What a text that is no award turned out to be (verification.md 1.5). */
export type NotABadgeKind =
  | 'badge-definition'
  | 'issuer-profile'
  | 'endorsement'
  | 'record'
  | 'presentation'
  | 'status-list'
  | 'other-credential'
  | 'part'
  | 'list'
  | 'unsupported-envelope'
  | 'unknown'

export interface OpenBadgesErrorOptions extends ErrorOptions {
  kind?: NotABadgeKind
  /** What was seen, for the reader: magic bytes, chunk keywords, first words, line and column. */
  seen?: string
}

/** Thrown for input that is no badge; a badge that fails a check is a report instead. */
export class OpenBadgesError extends Error {
  override name = 'OpenBadgesError'
  readonly code: OpenBadgesErrorCode
  readonly kind: NotABadgeKind | null
  readonly seen: string | null

  constructor(code: OpenBadgesErrorCode, message: string, options: OpenBadgesErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.kind = options.kind ?? null
    this.seen = options.seen ?? null
  }
}
