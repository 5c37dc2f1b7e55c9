import type { BadgeState } from '../words/states.js'

/** Size of a share picture, in pixels: networks cut nothing from it. */
export const PICTURE_WIDTH = 1200
export const PICTURE_HEIGHT = 630

/** The shape of a verdict, or a bag for badges that stand differently; each the name of an icon in public/img/icons.svg. */
export type Shape = BadgeState | 'bag'

/** A verdict as it stands where nothing can be looked up any more: in a picture, on paper. */
export interface PrintedVerdict {
  state: Shape
  /** `Valid`, `Withdrawn`, … */
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
