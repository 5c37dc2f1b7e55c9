import type { OpenLink, SharedPage } from '../../backpack/open-link.js'
import { sharedBadgeOf } from '../../backpack/open-link.js'
import type { FrameSize } from '../../publishing/embed.js'
import { badgeCard, type BadgeCard } from './badge-card.js'
import type { Counted } from '../../words/counts.js'
import { tallyOf } from './collection.js'
import type { Dates } from './verdict.js'

/** What stands in a frame on somebody else’s page. */
export interface EmbedView {
  title: string
  earner: string | null
  /** Absolute address of the full page, opened in a window of its own. */
  href: string
  rows: EmbedRow[]
  /** How all stand; null for a single badge, which says it itself. */
  tally: Counted | null
}

/** A badge in the frame. */
export interface EmbedRow extends Omit<BadgeCard, 'href'> {
  href: string
}

const WIDTH = 480
const ROW = 76
const FRAME_ROOM = 96
const MAX_HEIGHT = 560

/**
 * @param badgeId of one badge; undefined: all the link shows
 * @param url absolute address of the link
 * @throws {AppError} not_found: the link does not show that badge
 */
export function embedView(
  page: SharedPage,
  badgeId: string | undefined,
  { url, dates }: { url: string; dates: Dates },
): EmbedView {
  const badges = badgeId === undefined ? page.badges : [sharedBadgeOf(page, badgeId)]
  const rows = badges.map(({ badge, checks }) => rowOf(badgeCard(badge, dates, url, checks), url))
  const isSingle = badgeId !== undefined || page.collection === null
  return {
    title: (isSingle ? rows[0]?.title : page.collection?.title) ?? 'Badges',
    earner: page.earner,
    href: isSingle ? (rows[0]?.href ?? url) : url,
    rows,
    tally: isSingle ? null : tallyOf(rows, dates),
  }
}

/** The picture that other sites may show. */
function rowOf(card: BadgeCard, url: string): EmbedRow {
  const image = card.image && `${url}/badges/${card.id}/small.png`
  return { ...card, image }
}

/** Room for all badges, up to a height behind which the frame scrolls. */
export function frameSize({ rows }: Pick<EmbedView, 'rows'>): FrameSize {
  return { width: WIDTH, height: Math.min(FRAME_ROOM + ROW * Math.max(1, rows.length), MAX_HEIGHT) }
}

/** A link with a password cannot be shown in a frame: its cookie is not sent there. */
export const canBeFramed = ({ passwordHash }: Pick<OpenLink, 'passwordHash'>): boolean =>
  passwordHash === null
