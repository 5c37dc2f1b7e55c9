import type { Collection } from '../../store/collections.js'
import { tallyOf, type BadgeRow, type Tally } from './collection.js'

/** The employer's page: nothing the earner did not share. */
export interface PublicView {
  title: string
  /** Markdown. */
  description: string
  earner: string
  rows: BadgeRow[]
  tally: Tally
}

export function publicView(
  { title, description }: Collection,
  earner: string,
  rows: BadgeRow[],
): PublicView {
  return { title, description, earner, rows, tally: tallyOf(rows) }
}
