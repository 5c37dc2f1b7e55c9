import { domainToUnicode } from 'node:url'

/** How the name of a host is shown. */
export interface HostSpelling {
  /** The one to show. */
  shown: string
  /** The same in ASCII, as it is compared and kept. */
  ascii: string
  /**
   * Why it is shown in ASCII though it means other letters: one word of several scripts, or letters of another
   * script that all look like Latin ones.
   */
  warning: 'mixed-scripts' | 'look-alike' | null
}

/** Scripts that are at home in one word together. */
const COMPANIES: readonly (readonly string[])[] = [
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
]
const SCRIPTS = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Devanagari'],
  ...['Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
  ...['Sinhala', 'Thai', 'Lao', 'Tibetan', 'Myanmar', 'Ethiopic', 'Khmer', 'Mongolian'],
  ...['Cherokee', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo'],
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const)

/** Cyrillic, Greek and Armenian letters that pass for Latin ones, and digits with them. */
const LOOK_ALIKES = /^[аеорсухіјѕһԁԛԝӏвкмнтгпαοευνικρτχγζωօսոհցզյ0-9-]+$/u

/**
 * Should a host be shown in its own letters? Only where nobody could take it for another one.
 * @param ascii in lower case and punycode, with port or path or without
 * @see https://www.unicode.org/reports/tr39/
 */
export function hostSpelling(ascii: string): HostSpelling {
  const [, host = ascii, rest = ''] = /^([^:/]*)(.*)$/.exec(ascii) ?? []
  const unicode = host.includes('xn--') ? domainToUnicode(host) : host
  if (unicode === '' || unicode === host) return { shown: ascii, ascii, warning: null }
  const labels = unicode.split('.')
  const warning = labels.some(mixesScripts)
    ? 'mixed-scripts'
    : labels.some(isLookAlike)
      ? 'look-alike'
      : null
  return { shown: warning ? ascii : unicode + rest, ascii, warning }
}

/** Does a single word of a text mix letters of scripts that no language writes together? */
export function mixesScripts(text: string): boolean {
  return text.split(/[\s\p{P}]+/u).some((word) => {
    const used = SCRIPTS.filter(([, letters]) => letters.test(word)).map(([name]) => name)
    return used.length > 1 && !COMPANIES.some((ones) => used.every((one) => ones.includes(one)))
  })
}

const isLookAlike = (label: string) => /[^\0-\x7f]/.test(label) && LOOK_ALIKES.test(label)
