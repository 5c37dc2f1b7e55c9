import { escapeMarkup } from './markup.js'
import type { PublishedBadge } from './published.js'

/** The end of a mail: as HTML for programs that take it, as text for the others. */
export interface Signature {
  html: string
  text: string
}

/**
 * @param earner null when the link does not tell
 * @param picture absolute address of a small picture of the badge, or null; shown 48 pixels wide
 */
export function signatureOf(
  { title, issuer, url }: Pick<PublishedBadge, 'title' | 'issuer' | 'url'>,
  earner: string | null,
  picture: string | null,
): Signature {
  const name = earner === null ? '' : `${escapeMarkup(earner)}<br>`
  const link = `<a href="${escapeMarkup(url)}" style="color:#1d5a66">${escapeMarkup(title)}</a>`
  const words = `${name}<strong>${link}</strong><br>${escapeMarkup(issuer)}`
  const cell = `<td style="${TEXT_STYLE}" dir="auto">${words}</td>`
  return {
    html: `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>${pictureCell(picture, url)}${cell}</tr></table>`,
    text: ['-- ', ...(earner === null ? [] : [earner]), `${title}, ${issuer}`, url].join('\n'),
  }
}

/** Mail programs drop style sheets, so the styles stand on the elements. */
const TEXT_STYLE = 'font:14px/1.4 sans-serif;color:#1b242c'

function pictureCell(picture: string | null, url: string): string {
  if (!picture) return ''
  const image = `<img src="${escapeMarkup(picture)}" width="48" height="48" alt="" style="border:0">`
  return `<td style="padding:0 12px 0 0"><a href="${escapeMarkup(url)}">${image}</a></td>`
}
