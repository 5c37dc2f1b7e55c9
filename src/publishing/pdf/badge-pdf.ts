import { BOLD, SERIF_BOLD } from '../fonts.js'
import type { PublishedBadge } from '../published.js'
import {
  ensureRoom,
  FOOT,
  MARGIN,
  TEXT_WIDTH,
  writeDocument,
  type Doc,
  type Parent,
} from './document.js'
import { placePicture, style, writeFeet, writeVerdict, writeWayToLivePage } from './parts.js'
import { drawIcons, paperPicture, type Icons } from './pictures.js'
import { writeText } from './text.js'

/** A heading with what stands below it. */
export interface Chapter {
  title: string
  /** Each a paragraph. */
  texts: string[]
}

/** A badge as a document to hand in. */
export interface BadgeDocument extends PublishedBadge {
  /** Whose it is; null when not told. */
  earner: string | null
  description: string | null
  picture: Uint8Array | null
  facts: { label: string; text: string }[]
  /** What was checked, and all else the badge says. */
  chapters: Chapter[]
}

const PICTURE = 104

/** @returns the PDF: tagged, its text selectable, a code to the live page on each sheet */
export async function writeBadgePdf(
  badge: BadgeDocument,
  now: Date,
  made: string,
): Promise<Buffer> {
  const icons = await drawIcons([badge.verdict.state])
  const picture = await paperPicture(badge.picture, 4 * PICTURE)
  const title = badge.title.slice(0, 300)
  return writeDocument({ title, author: badge.earner, now }, (doc, root) => {
    writeHead(doc, root, badge, { icons, picture })
    for (const chapter of badge.chapters) writeChapter(doc, root, chapter)
    writeWayToLivePage(doc, root, badge.url)
    writeFeet(doc, badge.url, made)
  })
}

function writeHead(
  doc: Doc,
  root: Parent,
  badge: BadgeDocument,
  { icons, picture }: { icons: Icons; picture: Buffer | null },
): void {
  const top = doc.y
  const left = picture ? MARGIN + PICTURE + 24 : MARGIN
  const beside = { left, width: MARGIN + TEXT_WIDTH - left }
  const alt = `Picture of the badge ${badge.title}`
  writeText(doc, root, 'H1', badge.title, style({ ...beside, font: SERIF_BOLD, size: 21 }))
  if (picture) {
    const { y } = doc
    placePicture(doc, root, picture, alt, { left: MARGIN, top, size: PICTURE })
    doc.y = y
  }
  for (const { label, text } of badge.facts) writeFact(doc, root, label, text, beside)
  doc.y += 8
  writeVerdict(doc, root, badge.verdict, { icons, left })
  doc.y = Math.max(doc.y + 8, picture ? Math.min(top + PICTURE + 16, doc.page.height - FOOT) : 0)
  if (badge.description) writeText(doc, root, 'P', badge.description, style({ after: 14 }))
}

function writeFact(
  doc: Doc,
  root: Parent,
  label: string,
  text: string,
  beside: { left: number; width: number },
): void {
  const line = style({ ...beside, after: 2 })
  writeText(doc, root, 'P', `${label}: ${text}`, line)
}

function writeChapter(doc: Doc, root: Parent, { title, texts }: Chapter): void {
  ensureRoom(doc, 60)
  writeText(doc, root, 'H2', title, style({ font: BOLD, size: 12.5, after: 4 }))
  for (const text of texts) writeText(doc, root, 'P', text, style({ after: 4 }))
  doc.y += 10
}
