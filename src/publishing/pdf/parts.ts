import { BOLD, REGULAR } from '../fonts.js'
import { ACCENT, INK, INK_SOFT, LINE, TONES } from '../icon.js'
import type { Icons } from './pictures.js'
import type { PrintedVerdict } from '../published.js'
import { qrModules, runsOf } from '../qr.js'
import {
  decorate,
  ensureRoom,
  FOOT,
  MARGIN,
  tag,
  TEXT_WIDTH,
  useFont,
  type Doc,
  type Parent,
} from './document.js'
import { writeText, type TextStyle } from './text.js'

export const style = (changes: Partial<TextStyle> = {}): TextStyle => ({
  font: REGULAR,
  size: 10.5,
  colour: INK,
  left: MARGIN,
  width: TEXT_WIDTH,
  after: 6,
  ...changes,
})

const SEAL = 15

/** Shape, word and line: readable in black and white. */
export function writeVerdict(
  doc: Doc,
  parent: Parent,
  { state, word, line }: PrintedVerdict,
  { icons, left }: { icons: Icons; left: number },
): void {
  const tone = TONES[state]
  ensureRoom(doc, 2 * SEAL)
  const icon = icons.get(state)
  if (icon) decorate(doc, () => void doc.image(icon, left, doc.y - 1, { width: SEAL }))
  const beside = { left: left + SEAL + 6, width: MARGIN + TEXT_WIDTH - left - SEAL - 6 }
  writeText(doc, parent, 'P', word, style({ ...beside, font: BOLD, colour: tone, after: 0 }))
  if (line)
    writeText(doc, parent, 'P', capitalised(line), style({ ...beside, size: 9, colour: INK_SOFT }))
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** @param alt what it is, for who does not see it */
export function placePicture(
  doc: Doc,
  parent: Parent,
  png: Buffer,
  alt: string,
  box: { left: number; top: number; size: number },
): void {
  const { left, top, size } = box
  const fit: [number, number] = [size, size]
  tag(doc, parent, 'Figure', { alt }, () => {
    doc.image(png, left, top, { fit, align: 'center', valign: 'center' })
  })
}

export function drawRule(doc: Doc): void {
  const { y } = doc
  decorate(doc, () => {
    doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + TEXT_WIDTH, y)
      .lineWidth(0.6)
      .strokeColor(LINE)
      .stroke()
  })
  doc.y = y + 12
}

/** The address of the live page in words: the code at the foot cannot be read aloud. */
export function writeWayToLivePage(doc: Doc, parent: Parent, url: string): void {
  const words = 'The live page checks everything again:'
  writeText(doc, parent, 'P', words, style({ size: 9.5, colour: INK_SOFT, after: 0 }))
  tag(doc, parent, 'Link', { alt: 'The live page' }, () => {
    useFont(doc, REGULAR).fontSize(9.5).fillColor(ACCENT)
    doc.text(url, MARGIN, doc.y, { width: TEXT_WIDTH, link: url, underline: true })
  })
}

const QR_POINTS = 72

/** Foot of every page: code and address of the live page, and where one is. */
export function writeFeet(doc: Doc, url: string, words: string): void {
  const { start, count } = doc.bufferedPageRange()
  const modules = qrModules(url)
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page)
    doc.page.margins.bottom = 0
    decorate(doc, () => drawFoot(doc, modules, url, `${words} · page ${page + 1} of ${count}`))
  }
}

function drawFoot(doc: Doc, modules: boolean[][], url: string, words: string): void {
  const top = doc.page.height - FOOT + 20
  doc.moveTo(MARGIN, top - 8).lineTo(MARGIN + TEXT_WIDTH, top - 8)
  doc.lineWidth(0.6).strokeColor(LINE).stroke()
  drawCode(doc, modules, MARGIN - 6, top)
  const left = MARGIN + QR_POINTS + 8
  const width = TEXT_WIDTH - QR_POINTS - 8
  useFont(doc, BOLD).fontSize(8.5).fillColor(INK)
  doc.text('See it live, checked again', left, top + 14, { width, lineBreak: false })
  useFont(doc, REGULAR).fontSize(8).fillColor(INK_SOFT)
  doc.text(url, left, top + 28, { width, height: 22, ellipsis: true })
  doc.text(words, left, top + 52, { width, lineBreak: false })
}

function drawCode(doc: Doc, modules: boolean[][], left: number, top: number): void {
  const unit = QR_POINTS / modules.length
  modules.forEach((row, y) => {
    for (const [x, length] of runsOf(row))
      doc.rect(left + x * unit, top + y * unit, length * unit, unit)
  })
  doc.fillColor('#000000').fill()
}
