import { canParse } from '../../openbadges/index.js'
/** The address a page may link to, or null: strangers write what stands in badges. */
export function safeLink(url: string | null | undefined): string | null {
  return url && /^(https?:\/\/|mailto:)/i.test(url) && canParse(url) ? url : null
}

/** The site of an address, or null. */
export function siteOf(url: string | null | undefined): string | null {
  return url && /^https?:/i.test(url) && canParse(url) ? new URL(url).host : null
}
