import createBidi from 'bidi-js'

const bidi = createBidi()

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
/** Signs that only steer the direction. */
const STEERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Does a text hold letters that run from right to left? */
export const runsRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

export const withoutSteering = (text: string): string => text.replace(STEERING, '')

/** Lines of a text, each as pieces in the order in which they stand from left to right. */
export interface VisualText {
  lines: string[][]
  isRightToLeft: boolean
}

interface Piece {
  text: string
  level: number
}

/**
 * Breaks a text into lines and orders each by the Unicode bidirectional algorithm. Letters that run from right to left
 * stay in reading order inside a piece: the font turns them.
 * @param widthOf width of a piece, in the unit of `width`
 */
export function visualText(
  text: string,
  width: number,
  widthOf: (piece: string) => number,
): VisualText {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, 'auto')
  const words = text.split(/(?<=\s)(?=\S)/)
  const lines: Piece[][] = []
  let [used, start] = [Infinity, 0]
  for (const word of words) {
    const pieces = piecesOf(word, levels.subarray(start))
    const own = widthOf(withoutSteering(word.trimEnd()))
    if (used + own > width) lines.push([])
    used = (lines.at(-1)!.length === 0 ? 0 : used) + widthOf(withoutSteering(word))
    lines.at(-1)!.push(...pieces)
    start += word.length
  }
  const isRightToLeft = (paragraphs[0]?.level ?? 0) % 2 === 1
  return { lines: lines.map((line) => ordered(withoutEnd(line))), isRightToLeft }
}

/** Runs of one level; spaces stand alone. */
function piecesOf(word: string, levels: Uint8Array): Piece[] {
  const pieces: Piece[] = []
  let index = 0
  for (const sign of word) {
    const level = levels[index] ?? 0
    const last = pieces.at(-1)
    const isAlone = sign.trim() === '' || last?.text.trim() === ''
    if (last && last.level === level && !isAlone) last.text += sign
    else pieces.push({ text: sign, level })
    index += sign.length
  }
  return pieces
}

function withoutEnd(line: Piece[]): Piece[] {
  const end = line.findLastIndex(({ text }) => text.trim() !== '')
  return line.slice(0, end + 1)
}

/** @see https://www.unicode.org/reports/tr9/#L2 */
function ordered(line: Piece[]): string[] {
  const pieces = [...line]
  const highest = Math.max(0, ...pieces.map(({ level }) => level))
  for (let level = highest; level > 0; level--) reverseRuns(pieces, level)
  return pieces.map(drawn).filter((text) => text !== '')
}

function reverseRuns(pieces: Piece[], level: number): void {
  let start = 0
  while (start < pieces.length) {
    let end = start
    while (end < pieces.length && pieces[end]!.level >= level) end++
    if (end > start) pieces.splice(start, end - start, ...pieces.slice(start, end).reverse())
    start = end + 1
  }
}

/** Brackets mirrored, and turned where no letter among them makes the font do it. */
function drawn({ text, level }: Piece): string {
  const signs = [...withoutSteering(text)]
  if (level % 2 === 0) return signs.join('')
  const mirrored = signs.map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
  return (runsRightToLeft(text) ? mirrored : mirrored.reverse()).join('')
}
