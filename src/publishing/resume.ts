import type { PublishedBadge } from './published.js'

/** Lines for a curriculum vitae. */
export interface Resume {
  text: string
  markdown: string
  /** Member `certificates` of JSON Resume. @see https://jsonresume.org/schema */
  jsonResume: string
}

export function resumeOf(badges: readonly PublishedBadge[]): Resume {
  return {
    text: badges.map(textLine).join('\n'),
    markdown: badges.map(markdownLine).join('\n'),
    jsonResume: JSON.stringify({ certificates: badges.map(certificateOf) }, null, 2),
  }
}

function textLine(badge: PublishedBadge): string {
  return `${[badge.title, badge.issuer, ...monthsOf(badge)].join(', ')}. ${badge.url}`
}

function markdownLine(badge: PublishedBadge): string {
  const { title, issuer, url } = badge
  return `- [${escapeMarkdown(title)}](${url}), ${[escapeMarkdown(issuer), ...monthsOf(badge)].join(', ')}`
}

/** JSON Resume knows only the day of award. */
function certificateOf({ title, issuer, awardedAt, url }: PublishedBadge) {
  return { name: title, ...(awardedAt ? { date: awardedAt.slice(0, 10) } : {}), issuer, url }
}

function monthsOf({ awardedAt, expiresAt }: PublishedBadge): string[] {
  const awarded = awardedAt ? [MONTH.format(new Date(awardedAt))] : []
  return expiresAt ? [...awarded, `until ${MONTH.format(new Date(expiresAt))}`] : awarded
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

const escapeMarkdown = (text: string) =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!~]/g, '\\$&')
