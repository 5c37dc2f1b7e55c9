/** What went wrong before a badge could be verified. A closed union; codes never change meaning. */
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

/** What a text that is no award turned out to be. */
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

/**
 * What exactly is wrong with input that was refused, for programs: messages are for people and may be reworded at any
 * time. A closed union; null where `code` and `kind` say all.
 */
export type RefusalReason =
  /** Bytes that are neither a picture nor a text. */
  | 'bytes-unknown'
  /** Bytes that should be text and are no UTF-8. */
  | 'not-utf8'
  | 'png-cut-short'
  /** A PNG that went through a transfer meant for text. */
  | 'png-garbled'
  /** A text chunk that is incomplete, badly packed or no UTF-8. */
  | 'png-text-damaged'
  | 'svg-damaged'
  /** The badge element stands on entities that the file declares itself. */
  | 'svg-entities'
  | 'json-cut-short'
  | 'json-broken'
  /** A name used twice in one object. */
  | 'json-name-twice'
  | 'json-too-deep'
  | 'json-too-many-members'
  | 'json-too-many-items'
  /** Longer than a badge may be. */
  | 'text-too-long'
  | 'token-damaged'
  | 'token-encrypted'
  /** It declares versions of Open Badges, and none that is known here; `what` names one. */
  | 'version-unknown'
  /** It names the address of a version at which there never was a vocabulary. */
  | 'version-unpublished'
  /** Nothing that a badge can be written as. */
  | 'text-damaged'

export interface OpenBadgesErrorOptions extends ErrorOptions {
  kind?: NotABadgeKind
  reason?: RefusalReason
  /** What was seen, for the reader: magic bytes, chunk keywords, first words, line and column. */
  seen?: string
  /** Where in the text, e.g. `line 1, column 2`. */
  place?: string
  /** What stands there, in words; of `json-name-twice` the name; of a picture how its kind is called. */
  what?: string
}

/** Thrown for input that is no badge; a badge that fails a check is a report instead. */
export class OpenBadgesError extends Error {
  override name = 'OpenBadgesError'
  readonly code: OpenBadgesErrorCode
  readonly kind: NotABadgeKind | null
  readonly reason: RefusalReason | null
  readonly seen: string | null
  readonly place: string | null
  readonly what: string | null

  constructor(code: OpenBadgesErrorCode, message: string, options: OpenBadgesErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.kind = options.kind ?? null
    this.reason = options.reason ?? null
    this.seen = options.seen ?? null
    this.place = options.place ?? null
    this.what = options.what ?? null
  }
}
