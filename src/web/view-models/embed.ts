import { type OpenLink, sharedBadgeOf, type SharedPage } from '../../backpack/sharing/open-link.js'
import type { FrameSize } from '../../publishing/embed.js'
import type { Counted } from '../../words/counts.js'
import { pairLine } from '../../words/issuer.js'
import { hiddenDatesWords, tallyOf } from './collection.js'
import { badgeCard, type BadgeCard, type Dates } from './verdict.js'

/** What stands in a frame on somebody else’s page. */
export interface EmbedView {
  title: string
  earner: string | null
  /** Absolute address of the full page, opened in a window of its own. */
  href: string
  rows: EmbedRow[]
  /** How all stand; null for a single badge, which says it itself. */
  tally: Counted | null
  /** What it is and how it stands, in one line of text. */
  summary: string
  /** Said where the link leaves the days out. */
  hiddenDates: string
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
  const rows = badges.map(({ badge, checks, areDatesHidden }) =>
    rowOf(badgeCard({ ...badge, areDatesHidden }, dates, url, checks), url),
  )
  const isSingle = badgeId !== undefined || page.collection === null
  const title = (isSingle ? rows[0]?.title : page.collection?.title) ?? 'Badges'
  const tally = isSingle ? null : tallyOf(rows, dates)
  return {
    title,
    earner: page.earner,
    href: isSingle ? (rows[0]?.href ?? url) : url,
    rows,
    tally,
    summary: `${title}. ${isSingle ? standingLine(rows[0], dates) : tallyLine(rows, dates)}`,
    hiddenDates: hiddenDatesWords(badges),
  }
}

/** `3 badges: 2 valid, 1 with an issuer not proven.` Others keep such a line for long, so it names days. */
export function tallyLine(rows: readonly BadgeCard[], { date, now }: Dates): string {
  const { headline, kinds } = tallyOf(rows, { now, ago: (iso) => `on ${date(iso)}` })
  const each = kinds.map(({ words }) => words).join(', ')
  return `${headline.replace(/ today$/, '')}${each ? `: ${each}` : ''}.`
}

/** `Issuer not proven. “Harvard University” · name not proven.` */
export function standingLine(card: BadgeCard | undefined, { date }: Dates): string {
  if (!card) return 'No badges.'
  const { verdict, provenAt, by } = card
  const word =
    verdict.state === 'was-valid' && provenAt
      ? `Proven valid on ${date(provenAt)}; the issuer does not answer right now`
      : verdict.word
  return `${word}. ${pairLine(by)}.${by.care ? ` ${by.care}` : ''}`
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
