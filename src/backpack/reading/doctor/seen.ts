import { canParse } from '../../../openbadges/index.js'

/** Characters of a stranger's text that are shown. */
const MAX_WORDS = 80

/** The beginning of a text: one line, without anybody's address, and of a token only that it is one. */
export function firstWords(text: string): string {
  const line = text
    .slice(0, 400)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  const plain = withoutSecrets(line)
  return plain.length > MAX_WORDS ? `${plain.slice(0, MAX_WORDS - 1)}…` : plain
}

/** Takes e-mail addresses, tokens and long random strings out of a short text. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(?<![^\s"'<>=&?,;:])[^\s"'<>=&?,;:]+(?:@|%40)[^\s"'<>&,;:]+/gi, '(an address)')
    .replace(/\bey[\w-]{12,}[\w.~=-]*/g, 'eyJ… (a token)')
    .replace(/\b[0-9a-f]{48,}\b/gi, (hex) => `${hex.slice(0, 6)}…`)
}

/** An address as it may be shown and passed on: without user, password, and values that look like keys to something. */
export function addressShown(address: string): string {
  if (!canParse(address)) return firstWords(address)
  const url = new URL(address)
  url.username = ''
  url.password = ''
  url.hash = ''
  for (const name of new Set(url.searchParams.keys()))
    if (SECRET_NAME.test(name)) url.searchParams.set(name, '…')
  const shown = withoutSecrets(safelyDecoded(url.href.slice(0, 600)))
  return shown.length > 200 ? `${shown.slice(0, 199)}…` : shown
}

const SECRET_NAME = /token|key|secret|sig|pass|auth|session|code|mail|user/i

function safelyDecoded(href: string): string {
  return href.replaceAll('%E2%80%A6', '…')
}

/** The host of an address, for a sentence. */
export function siteOf(...addresses: string[]): string {
  const address = addresses.find((one) => canParse(one))
  return address ? new URL(address).host || 'the site' : 'the site'
}
