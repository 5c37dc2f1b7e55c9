import { domainToASCII, domainToUnicode } from 'node:url'
import { isEmail, percentDecoded } from './values.js'

/**
 * The e-mail address that a text names, as it is written there: white space around it and `mailto:` in front are
 * taken off, with it what may follow, and percent signs are read. Null when the text names none.
 * @see https://www.rfc-editor.org/rfc/rfc6068
 */
export function addressNamed(text: string): string | null {
  const plain = text.normalize('NFC').trim()
  const mailto = /^mailto:([^?#]*)/i.exec(plain)?.[1]
  const address = mailto === undefined ? plain : percentDecoded(mailto).normalize('NFC').trim()
  return isEmail(address) ? address : null
}

/** Is it an e-mail address and nothing else, `mailto:` in front or not? */
export function isAddressText(value: unknown): value is string {
  return typeof value === 'string' && !/\s/.test(value) && addressNamed(value) !== null
}

/** Does it stand for itself, whatever says that it is a hash? */
export function isClearAddress(text: string): boolean {
  return text.includes('@') || addressNamed(text) !== null
}

/** Do two texts name the same mailbox? Capitals and the form of the domain tell nobody apart. */
export function isSameAddress(a: string, b: string): boolean {
  const [one, other] = [addressNamed(a), addressNamed(b)]
  return one !== null && other !== null && comparedAddress(one) === comparedAddress(other)
}

/** The one spelling of an address in which two are compared: small letters, and its domain in ASCII. */
export function comparedAddress(address: string): string {
  const { name, domain } = partsOf(address)
  return `${name.toLowerCase()}@${asciiOf(domain)}`
}

/**
 * The spellings of an address that issuers have hashed: as it is, in small letters, in capitals, with capitals at the
 * start and at each word, of its name and its domain alone and together, the domain in Unicode and in ASCII; and the
 * first two as `mailto:`.
 */
export function spellingsOf(address: string): string[] {
  const { name, domain } = partsOf(address)
  const domains = [domain, asciiOf(domain), domainToUnicode(domain)].filter((one) => one !== '')
  const names = casesOf(name)
  const spelt = domains.flatMap(casesOf).flatMap((d) => names.map((n) => `${n}@${d}`))
  return [...new Set([...spelt, ...[address, address.toLowerCase()].map((one) => `mailto:${one}`)])]
}

function partsOf(address: string): { name: string; domain: string } {
  const at = address.lastIndexOf('@')
  return { name: address.slice(0, at), domain: address.slice(at + 1) }
}

/** What is no domain stays as it is, in small letters. */
function asciiOf(domain: string): string {
  return domainToASCII(domain) || domain.toLowerCase()
}

function casesOf(text: string): string[] {
  const low = text.toLowerCase()
  const first = low.replace(/^\p{L}/u, (letter) => letter.toUpperCase())
  const words = low.replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase())
  return [...new Set([text, low, text.toUpperCase(), first, words])]
}
