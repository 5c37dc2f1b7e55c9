import { canParse } from '../../openbadges/index.js'
import type { BrowserSession } from '../../store/sessions.js'

/** The address a page may link to, or null: strangers write what stands in badges. */
export function safeLink(url: string | null | undefined): string | null {
  return url && /^(https?:\/\/|mailto:)/i.test(url) && canParse(url) ? url : null
}

/** The site of an address, or null. */
export function siteName(url: string | null | undefined): string | null {
  return url && /^https?:/i.test(url) && canParse(url) ? new URL(url).host : null
}

/** One line of the list of signed-in browsers. */
export interface BrowserRow {
  id: string
  name: string
  isThisOne: boolean
  createdAt: string
  seenAt: string
}

export function browserRow(session: BrowserSession, ownHash: string): BrowserRow {
  return {
    id: session.hash,
    name: browserName(session.userAgent),
    isThisOne: session.hash === ownHash,
    createdAt: session.createdAt,
    seenAt: session.seenAt,
  }
}

/** Order matters: Edge calls itself Chrome, Chrome calls itself Safari, Android calls itself Linux. */
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** `Firefox on Windows`, as well as its own words allow. */
function browserName(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'A browser'
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1]
  return system ? `${browser} on ${system}` : browser
}
