/** Letters and digits alone, without case, accents and width: what a text says, however it is dressed. */
export function onlyLetters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Signs nobody sees. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Words that stand for the signs of an address. */
const SIGN_WORDS =
  /[[({<]\s{0,3}(?:at|ät|dot|punkt|arroba|arobase|point|punto)\s{0,3}[\])}>]|\s(?:at|dot)(?=\s)/gi

/**
 * What a text says in each way that hides it from a plain search: signs as percent codes, as entities, as escapes, in
 * words, and all of it in Base64 or hexadecimal numbers. One text, a line for each.
 */
export function allSpellings(text: string): string {
  const plain = text.replace(UNSEEN, '')
  const read = withoutCodes(withoutCodes(plain))
  const packed = [...packedWords(plain), ...(read === plain ? [] : packedWords(read))]
  return [read, ...packed.map(withoutCodes)].join('\n').replace(SIGN_WORDS, '')
}

function withoutCodes(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (codes) =>
      Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'),
    )
    .replace(/(?:=[0-9A-F]{2})+/g, (codes) =>
      Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'),
    )
    .replace(/&#x([0-9a-f]{1,6});?|\\u\{?([0-9a-f]{4})\}?|\\x([0-9a-f]{2})/gi, (_, ...found) =>
      signOf(parseInt(found.slice(0, 3).find((one) => one !== undefined) as string, 16)),
    )
    .replace(/&#(\d{1,7});?/g, (_, code: string) => signOf(Number(code)))
    .replace(
      /&(?:commat|period|nbsp|amp|hyphen|lowbar|colon);/gi,
      (name) => ENTITIES[name.toLowerCase()]!,
    )
}

const ENTITIES: Record<string, string> = {
  '&commat;': '@',
  '&period;': '.',
  '&nbsp;': ' ',
  '&amp;': '&',
  '&hyphen;': '-',
  '&lowbar;': '_',
  '&colon;': ':',
}

const signOf = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '')

/** What words in Base64 or hexadecimal numbers hold. */
function packedWords(text: string): string[] {
  const base64 = text.match(/[\w+/-]{8,}/g) ?? []
  const hex = text.match(/(?:[0-9a-f]{2}){5,}/gi) ?? []
  return [
    ...base64.map((word) => Buffer.from(word, 'base64').toString('utf8')),
    ...hex.map((word) => Buffer.from(word, 'hex').toString('utf8')),
  ]
}
