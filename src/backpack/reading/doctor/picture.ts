import type { OpenBadgesError } from '../../../openbadges/index.js'
import { type Diagnosis, type DiagnosisCode, diagnosisOf } from './diagnosis.js'
import { type PngFacts, readPngFacts } from './png-facts.js'
import { firstWords } from './seen.js'

/** Why a picture or document, by its bytes, holds no badge. */
export function diagnosePicture(
  { code, seen, what }: Pick<OpenBadgesError, 'code' | 'seen' | 'what'>,
  file: Uint8Array,
  fileName: string | null,
): Diagnosis {
  if (code === 'IMAGE_UNSUPPORTED') return unsupported(what ?? '', seen ?? '', file)
  const facts = readPngFacts(file)
  return facts
    ? unbakedPng(facts, file, fileName)
    : diagnosisOf('svg_without_badge', {}, [seen ?? ''])
}

const KINDS: Readonly<Record<string, DiagnosisCode>> = {
  JPEG: 'jpeg',
  WebP: 'webp',
  HEIC: 'heic',
  AVIF: 'other_picture',
  GIF: 'gif',
  PDF: 'pdf_without_badge',
  ZIP: 'zip',
}

/** @param seen `JPEG (ff d8 ff …)` */
function unsupported(what: string, seen: string, file: Uint8Array): Diagnosis {
  return diagnosisOf(KINDS[what] ?? 'other_picture', { what }, [seen, sizeOf(file)])
}

function unbakedPng(facts: PngFacts, file: Uint8Array, fileName: string | null): Diagnosis {
  const keywords = facts.texts.map(({ keyword }) => keyword)
  const hint = screenshotHint(facts, fileName)
  const program = hint === null ? programOf(facts) : null
  const code = hint !== null ? 'screenshot' : program ? 'edited_picture' : 'photo_stripped'
  return diagnosisOf(code, { what: program ?? '' }, [
    `PNG, ${facts.width} × ${facts.height} pixels, ${sizeOf(file)}`,
    `chunks: ${facts.chunks.join(' ')}`,
    `text chunks: ${keywords.join(', ') || 'none'}`,
    program ? `made with: ${program}` : '',
    hint ?? '',
  ])
}

/** What speaks for a picture of a screen; null when nothing does. */
function screenshotHint(facts: PngFacts, fileName: string | null): string | null {
  if (fileName && SCREENSHOT_NAMES.test(fileName)) return 'the file name says screenshot'
  const said = [facts.notes, ...facts.texts.map(({ value }) => value)].find((text) =>
    /screen\s?shot|snipping|flameshot|greenshot|sharex|spectacle/i.test(text),
  )
  if (said !== undefined) return 'the picture itself says screenshot'
  return isPhoneScreen(facts) ? 'it has exactly the size of a phone screen' : null
}

const SCREENSHOT_NAMES =
  /screen[\s_-]?(?:shot|cap)|bildschirmfoto|captura de pantalla|capture d.{1,2}.?cran|schermafbeelding|schermata|sk[aä]rm(?:bild|dump)|kuvakaappaus|skjermbilde|zrzut|snipping|снимок экрана|スクリーンショット|屏幕截图|螢幕截圖|스크린샷/i

/** Widths of phone screens in pixels. */
const PHONE_WIDTHS = [720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1242, 1284, 1290, 1320, 1440]

function isPhoneScreen({ width, height }: PngFacts): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  return PHONE_WIDTHS.includes(short) && long / short > 1.7 && long / short < 2.4
}

/** The program that saved the picture, where it left its name. */
function programOf({ texts }: PngFacts): string | null {
  const software = texts.find(({ keyword }) => /^(?:software|creator)$/i.test(keyword))?.value
  const tool = texts
    .map(({ value }) => /CreatorTool(?:=["']|>)([^"'<]{2,60})/.exec(value)?.[1])
    .find(Boolean)
  const name = firstWords(software ?? tool ?? '')
  return name === '' ? null : name
}

/** The size of a file in words. */
export function sizeOf({ length }: Uint8Array): string {
  if (length < 1024) return length === 1 ? '1 byte' : `${length} bytes`
  const kilobytes = length / 1024
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
