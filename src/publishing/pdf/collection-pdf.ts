import { SERIF_BOLD, BOLD } from '../fonts.js'
import { INK_SOFT } from '../icon.js'
import type { PrintedVerdict, PublishedBadge } from '../published.js'
import { ensureRoom, MARGIN, TEXT_WIDTH, writeDocument, type Doc, type Parent } from './document.js'
import {
  drawRule,
  placePicture,
  style,
  writeFeet,
  writeVerdict,
  writeWayToLivePage,
} from './parts.js'
import { drawIcons, paperPicture, type Icons } from './pictures.js'
import { writeText } from './text.js'

/** A badge in a collection on paper. */
export interface BadgeEntry extends PublishedBadge {
  /** `Kauri College · 3 February 2024`. */
  byline: string
  /** The earner's line; may be empty. */
  note: string
  picture: Uint8Array | null
}

/** A collection as a document to hand in. */
export interface CollectionDocument {
  title: string
  /** Whose it is; null when not told. */
  earner: string | null
  /** Plain text; may be empty. */
  description: string
  /** How all of them stand. */
  overall: PrintedVerdict
  url: string
  badges: BadgeEntry[]
}

const PICTURE = 56
/** An entry with a short title; longer ones break where they must. */
const ENTRY_HEIGHT = 84

/**
 * @param made words for when and by what it was made, for the foot of each page
 * @returns the PDF: tagged, its text selectable, a code to the live page on each sheet
 */
export async function writeCollectionPdf(
  { title, earner, description, overall, url, badges }: CollectionDocument,
  now: Date,
  made: string,
): Promise<Buffer> {
  const icons = await drawIcons([overall.state, ...badges.map(({ verdict }) => verdict.state)])
  const pictures: (Buffer | null)[] = []
  for (const { picture } of badges) pictures.push(await paperPicture(picture, 4 * PICTURE))
  return writeDocument({ title: title.slice(0, 300), author: earner, now }, (doc, root) => {
    if (earner) writeText(doc, root, 'P', earner, style({ colour: INK_SOFT, size: 11, after: 2 }))
    writeText(doc, root, 'H1', title, style({ font: SERIF_BOLD, size: 23, after: 8 }))
    if (description) writeText(doc, root, 'P', description, style({ after: 12 }))
    writeVerdict(doc, root, overall, { icons, left: MARGIN })
    doc.y += 8
    badges.forEach((badge, index) => writeEntry(doc, root, badge, pictures[index] ?? null, icons))
    drawRule(doc)
    writeWayToLivePage(doc, root, url)
    writeFeet(doc, url, made)
  })
}

function writeEntry(
  doc: Doc,
  root: Parent,
  badge: BadgeEntry,
  picture: Buffer | null,
  icons: Icons,
): void {
  ensureRoom(doc, ENTRY_HEIGHT)
  drawRule(doc)
  const top = doc.y
  const page = doc.bufferedPageRange().count
  const left = MARGIN + PICTURE + 18
  const beside = { left, width: MARGIN + TEXT_WIDTH - left }
  if (picture) {
    const alt = `Picture of the badge ${badge.title}`
    placePicture(doc, root, picture, alt, { left: MARGIN, top, size: PICTURE })
    doc.y = top
  }
  writeText(doc, root, 'H2', badge.title, style({ ...beside, font: BOLD, size: 12, after: 1 }))
  const soft = style({ ...beside, colour: INK_SOFT, size: 9.5, after: 3 })
  writeText(doc, root, 'P', badge.byline, soft)
  if (badge.note) writeText(doc, root, 'P', badge.note, style({ ...beside, size: 9.5, after: 3 }))
  writeVerdict(doc, root, badge.verdict, { icons, left })
  const isSamePage = doc.bufferedPageRange().count === page
  doc.y = (isSamePage ? Math.max(doc.y, top + PICTURE) : doc.y) + 6
}
