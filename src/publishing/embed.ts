import { escapeMarkup } from './markup.js'
import type { PublishedBadge } from './published.js'

/** Size of the framed page, in CSS pixels. */
export interface FrameSize {
  width: number
  height: number
}

/** What the framed page may do: open its links in a new window, nothing else. */
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'

/**
 * An `iframe` for a site that allows frames. The framed page runs no script and sets no cookie.
 * @param url absolute address of the page made for frames
 */
export function frameCode(url: string, title: string, { width, height }: FrameSize): string {
  const size = `width="${width}" height="${height}"`
  const name = `title="${escapeMarkup(title)}"`
  return `<iframe src="${escapeMarkup(url)}" ${size} ${name} sandbox="${SANDBOX}" loading="lazy" referrerpolicy="no-referrer" style="border:0;max-width:100%"></iframe>`
}

/** HTML without any frame, script or picture of ours: a list that loads nothing. */
export function listCode(
  title: string,
  earner: string | null,
  url: string,
  badges: readonly PublishedBadge[],
): string {
  const whose = earner ? ` – ${escapeMarkup(earner)}` : ''
  const head = `<p dir="auto"><a href="${escapeMarkup(url)}">${escapeMarkup(title)}</a>${whose}</p>`
  const items = badges.map(
    (badge) =>
      `  <li dir="auto"><a href="${escapeMarkup(badge.url)}">${escapeMarkup(badge.title)}</a>, ${escapeMarkup(badge.issuer)}</li>`,
  )
  return [head, '<ul>', ...items, '</ul>'].join('\n')
}
