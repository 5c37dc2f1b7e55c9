/** Longer names are cut, so that what is proven beside them is never pushed away. */
const MAX_NAME = 60

/** Seen by nobody: controls, what steers direction, letters that are blank, private signs. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu
const SPACES = /[\s\p{Z}\p{Cc}]+/gu
/** Marks piled higher than any language does cover the line beside them. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu
/** Whatever could be taken for the quotation marks that mean "it only says so". */
const QUOTATION = /[“”„‟"″‴‶‷«»＂〝〞〟❝❞⹂ʺ˝ˮ]|[’'‘‚‛′‵ʼ]{2,}/gu
/** Whatever could be taken for the sign between a name and what is proven; `l·l` is Catalan. */
const SEPARATOR = /(?<![lL])·|·(?![lL])|[•‧∙⋅・･ᐧꞏ⸱\u0387]/gu

/** A name that strangers chose, fit to stand beside words of ours: in one line, 60 characters at most. */
export function nameOf(text: string | null): string {
  return lineOf(text, MAX_NAME)
}

/** How much of a text is looked at for each character that is shown: the rest could only be cut. */
const LOOKED_AT = 16

/** The same for whole sentences of strangers. @param max characters, the last of which tells that it was cut */
export function lineOf(text: string | null, max: number): string {
  const beginning = (text ?? '').slice(0, LOOKED_AT * max)
  const line = beginning
    .replace(UNSEEN, '')
    .replace(SPACES, ' ')
    .replace(PILED_MARKS, '$1')
    .replace(QUOTATION, '’')
    .replace(SEPARATOR, '-')
    .trim()
  const signs = [...line]
  const isWhole = signs.length <= max && beginning.length === (text ?? '').length
  return isWhole || line === ''
    ? line
    : `${signs
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

const WORD_WITH_DOT = /[^\s.。．｡․][.。．｡․]\p{L}[\p{L}\p{M}\p{N}-]+/u
const OUR_WORDS =
  /listed\s+(by|as|in)|\b(proven|verified|validated|valid|confirmed|vouched|genuine|authentic)\b|name not/iu
const OUR_SIGNS = /[✓✔☑✅✗✘☒√🗸🗹🛡🔒]/u

/**
 * Does a name speak for itself as only we may: with an address other than the proven one, or in words or signs that
 * stand for a check?
 * @param hosts in any spelling, of which the name may speak
 */
export function imitates(name: string, hosts: readonly string[]): boolean {
  const words = name.normalize('NFKC').toLowerCase().split(' ')
  const own = hosts.map(withoutPort)
  const isForeign = (word: string) =>
    WORD_WITH_DOT.test(word) && !own.some((host) => `.${host}`.endsWith(`.${bare(word)}`))
  return words.some(isForeign) || OUR_SIGNS.test(name) || OUR_WORDS.test(words.join(' '))
}

const bare = (word: string) =>
  withoutPort(
    word.replace(/^[^\p{L}\p{N}]*(https?:\/\/)?(www\.)?|(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, ''),
  )

const withoutPort = (host: string) => host.toLowerCase().replace(/[:/].*/s, '')

/** Letters that run from right to left, by their blocks. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** For plain text, where no element keeps a name from turning what stands beside it. */
export const isolatedName = (name: string): string =>
  RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name

/** Case, spacing and punctuation make no other name. */
export function isSameTitle(one: string, other: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
  return plain(one) === plain(other)
}
