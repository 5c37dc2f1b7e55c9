import { decodeBase64url } from './base64url.js'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, BigInt(value)]))

/**
 * Bytes of a multibase text, `z` (base58btc) or `u` (base64url without padding).
 * @param base the one letter that is due here
 * @returns null for another base, foreign letters, padding or any second spelling of the same bytes
 * @see https://www.w3.org/TR/cid-1.0/#multibase-0
 */
export function decodeMultibase(text: string, base: 'z' | 'u'): Buffer | null {
  if (text[0] !== base || text.length < 2) return null
  return base === 'z' ? decodeBase58(text.slice(1)) : decodeBase64url(text.slice(1))
}

/** Bytes of a base58btc text; null for foreign letters and for texts longer than any key or signature. */
export function decodeBase58(text: string): Buffer | null {
  // quadratic work: no key or signature read here is longer than an RSA key
  if (text === '' || text.length > 2000) return null
  let number = 0n
  for (const letter of text) {
    const value = VALUES.get(letter)
    if (value === undefined) return null
    number = number * 58n + value
  }
  const zeros = /^1*/.exec(text)![0].length
  const hex = number === 0n ? '' : number.toString(16)
  const rest = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return Buffer.concat([Buffer.alloc(zeros), rest])
}
