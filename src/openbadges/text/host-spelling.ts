import { domainToUnicode } from 'node:url'

/** How the name of a host is shown. */
export interface HostSpelling {
  /** The one to show. */
  shown: string
  /** The same in ASCII, as it is compared and kept. */
  ascii: string
  /**
   * Why it is shown in ASCII though it means other letters: one word of several scripts, or characters that could
   * pass for others.
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

/**
 * The letters of languages written today, alphabet by alphabet: no phonetic or historic letters, no signs, no digits but ours.
 * Of Latin those of Latin-1 and Latin Extended-A, without dotless i, kra, the n with apostrophe and the long s.
 */
const ALPHABETS: readonly string[] = [
  'a-zß-öø-ÿĀ-İĲ-ķĹ-ňŊ-ž',
  'ΐά-ώ',
  'а-џґ-ӹ',
  'ա-ֆ',
  'ა-ჰ',
  'א-ת',
  'ء-غف-يٹپچڈڑژکگںھہیے',
  '一-鿿㐀-䶿々ぁ-ゖァ-ヺー',
  '一-鿿가-힣',
]

/** Scripts of which all letters and marks are taken. */
const WHOLE_SCRIPTS = [
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
  ...['Malayalam', 'Sinhala', 'Thai', 'Lao', 'Tibetan', 'Myanmar', 'Ethiopic', 'Khmer'],
].map((name) => `[\\p{Script=${name}}&&[\\p{L}\\p{M}]]`)

const OWN_LETTERS = [...ALPHABETS, ...WHOLE_SCRIPTS].map(
  (letters) => new RegExp(`^[${letters}0-9\\-]+$`, 'v'),
)

/** Letters of other scripts that pass for Latin ones, digits or signs; a label of them alone can be read as such. */
const LOOK_ALIKES = new RegExp(
  `^[${[
    'аеорсухіјѕһԁԛԝӏвкмнтгпьъгґүҽҝӕ',
    'αοευνικρτχγζωηπσςόίύ',
    'օսոհցզյագլէւ',
    'იოყძხჽ',
    'דוחיןסטל',
    'اهدلمنو',
    '০-৯ಂಃంഠംടധനറଠடபப',
    'ခဂငပဝ',
    'ທເແ',
    'ทนบพรเแลดปฟม',
    'ሀሠሰዐዕ',
    'ノーソゾンニへヘロトエハカタリ一丿丶丨卜二口工',
    'ㅡㅣㅇ',
  ].join('')}0-9\\-]+$`,
  'v',
)

/**
 * Should a host be shown in its own letters? Only where nobody could take it for another one: when every label is
 * made of the letters of one alphabet that is listed here.
 * @param ascii in lower case and punycode, with port or path or without
 * @see https://www.unicode.org/reports/tr39/
 */
export function hostSpelling(ascii: string): HostSpelling {
  const [, host = ascii, rest = ''] = /^([^:/]*)(.*)/s.exec(ascii) ?? []
  const unicode = host.includes('xn--') ? domainToUnicode(host) : host
  if (unicode === '' || unicode === host) return { shown: ascii, ascii, warning: null }
  const warning = warningOf(unicode.split('.'))
  return { shown: warning ? ascii : unicode + rest, ascii, warning }
}

function warningOf(labels: readonly string[]): HostSpelling['warning'] {
  if (labels.every(isPlain)) return null
  return labels.some(mixesScripts) ? 'mixed-scripts' : 'look-alike'
}

/** Can a label be read in one way only? One in ASCII is what it is. */
function isPlain(label: string): boolean {
  if (/^[\0-\x7f]*$/.test(label)) return true
  const letters = label.normalize('NFC')
  return OWN_LETTERS.some((own) => own.test(letters)) && !LOOK_ALIKES.test(letters)
}

/** Does a single word of a text mix letters of scripts that no language writes together? */
export function mixesScripts(text: string): boolean {
  return text.split(/[\s\p{P}]+/u).some((word) => {
    const used = SCRIPTS.filter(([, letters]) => letters.test(word)).map(([name]) => name)
    return used.length > 1 && !COMPANIES.some((ones) => used.every((one) => ones.includes(one)))
  })
}
