import { writable, type FontFile } from '../fonts.js'
import { wellFormed } from '../markup.js'
import { runsRightToLeft, visualText, withoutSteering } from './bidi-lines.js'
import { ensureRoom, tag, useFont, type Doc, type Parent } from './document.js'

export interface TextStyle {
  font: FontFile
  /** Points. */
  size: number
  colour: string
  left: number
  width: number
  /** Room below, in points. */
  after: number
}

/** The writer of the file takes time by the square of a word: a longer one may be broken here. */
const LONG_WORD = /\S{60}(?=\S{60})/gu

/** Stands where no font at hand can write a text. */
const UNWRITABLE = '(written in letters that this document cannot hold; the live page has them)'

/** A heading or paragraph, tagged, at the current height; lines and pages are broken as needed. */
export function writeText(
  doc: Doc,
  parent: Parent,
  type: string,
  text: string,
  style: TextStyle,
): void {
  for (const line of wellFormed(text).split(/\r?\n/)) {
    const trimmed = line
      .replace(/\p{Cc}/gu, ' ')
      .replace(LONG_WORD, '$&\u200b')
      .trim()
    if (trimmed) writeParagraph(doc, parent, type, trimmed, style)
  }
  doc.y += style.after
}

function writeParagraph(doc: Doc, parent: Parent, type: string, text: string, style: TextStyle) {
  const written = writable(text, style.font) ?? { text: UNWRITABLE, font: style.font }
  useFont(doc, written.font).fontSize(style.size).fillColor(style.colour)
  ensureRoom(doc, doc.currentLineHeight(true))
  if (!runsRightToLeft(written.text)) {
    tag(doc, parent, type, {}, () => {
      doc.text(withoutSteering(written.text), style.left, doc.y, { width: style.width })
    })
    return
  }
  tag(doc, parent, type, { actual: withoutSteering(written.text) }, () =>
    writeLines(doc, written.text, style),
  )
}

/** The writer of the file sets every line from left to right; here the pieces are put in order before. */
function writeLines(doc: Doc, text: string, { left, width }: TextStyle): void {
  const widthOf = (piece: string) => doc.widthOfString(piece)
  const { lines, isRightToLeft } = visualText(text, width, widthOf)
  const widths = lines.map((line) => line.reduce((sum, piece) => sum + widthOf(piece), 0))
  const block = Math.max(...widths)
  lines.forEach((line, index) => {
    ensureRoom(doc, doc.currentLineHeight(true))
    writeLine(doc, line, isRightToLeft ? left + block - widths[index]! : left)
  })
}

function writeLine(doc: Doc, pieces: string[], left: number): void {
  const { y } = doc
  let x = left
  for (const piece of pieces) {
    doc.text(piece, x, y, { lineBreak: false })
    x += doc.widthOfString(piece)
  }
  doc.y = y + doc.currentLineHeight(true)
}
