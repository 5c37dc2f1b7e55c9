import {
  type Credential,
  MAX_BADGE_BYTES,
  OpenBadgesError,
  splitDataUrl,
  unbake,
  type VerifyOptions,
} from '../../openbadges/index.js'
import { drawSvg } from './svg-drawing.js'

/** A picture to show: never with a badge inside, which would tell every viewer the earner's address. */
export interface Picture {
  bytes: Uint8Array
  type: 'image/png' | 'image/svg+xml'
}

/** Longest side of a picture we show, in pixels; at most twice the size it has on a page. */
const SHOWN_PIXELS = 512
/** Width × height of a picture we are ready to decode. */
const MAX_PIXELS = 40_000_000

/**
 * The picture of a badge, fetched once and kept: the one inside the badge, else the uploaded picture itself, else
 * the address it names.
 * @param file the upload
 * @returns null when there is none, or none that can be read
 */
export async function takePicture(
  { loadDocument }: Pick<VerifyOptions, 'loadDocument'>,
  { achievement, image }: Credential,
  file: Uint8Array,
): Promise<Picture | null> {
  const named = [achievement.image, image].flatMap((one) => (one ? [one.url] : []))
  const embedded = named.flatMap(embeddedBytes)
  for (const bytes of [...embedded, file]) {
    const picture = await shownPicture(bytes)
    if (picture) return picture
  }
  for (const url of new Set(named.filter((one) => /^https?:/i.test(one)))) {
    const { status, body } = await loadDocument(url, 'image/png, image/svg+xml, image/*;q=0.8')
    const picture = status === 200 ? await shownPicture(body) : null
    if (picture) return picture
  }
  return null
}

function embeddedBytes(url: string): Buffer[] {
  const parts = splitDataUrl(url)
  if (!parts?.type.startsWith('image/')) return []
  try {
    return [parts.bytes()]
  } catch {
    return []
  }
}

async function shownPicture(bytes: Uint8Array): Promise<Picture | null> {
  if (bytes.length === 0 || bytes.length > MAX_BADGE_BYTES || !isPicture(bytes)) return null
  return vectorPicture(bytes) ?? (await pixelPicture(bytes))
}

/** Pictures only: PNG, JPEG, GIF, WebP by their first bytes, SVG by its element. */
function isPicture(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP)/s.test(start) || isSvg(bytes)
}

function isSvg(bytes: Uint8Array): boolean {
  return /^[^<]{0,8}<[?!]?[a-z-]/i.test(head(bytes)) && /<([\w.-]+:)?svg[\s>]/.test(head(bytes))
}

const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 8192)).toString('utf8')

/** An SVG stays one, without the badge inside; null when that cannot be done for sure. */
function vectorPicture(bytes: Uint8Array): Picture | null {
  if (!isSvg(bytes)) return null
  const text = bareSvg(Buffer.from(bytes).toString('utf8'))
  const bare = text === null || DECLARES.test(text) ? null : Buffer.from(text)
  return bare && isUnbaked(bare) ? { bytes: bare, type: 'image/svg+xml' } : null
}

/** Entities could hold a badge in another spelling, and grow where they are shown. */
const DECLARES = /<!ENTITY/i

function isUnbaked(bytes: Uint8Array): boolean {
  try {
    unbake(bytes)
    return false
  } catch (error) {
    return error instanceof OpenBadgesError && error.code === 'IMAGE_UNBAKED'
  }
}

/** Drawn anew: small, and without anything but pixels. */
async function pixelPicture(bytes: Uint8Array): Promise<Picture | null> {
  const drawable = isSvg(bytes) ? await drawSvg(bytes, SHOWN_PIXELS) : bytes
  if (drawable === null) return null
  const { default: sharp } = await import('sharp')
  try {
    const drawn = await sharp(drawable, { limitInputPixels: MAX_PIXELS })
      .timeout({ seconds: 10 })
      .resize(SHOWN_PIXELS, SHOWN_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer()
    return { bytes: drawn, type: 'image/png' }
  } catch {
    return null
  }
}

/**
 * An SVG without its badge elements, whatever their namespace; null when one of them does not end. Read once from
 * start to end: a stranger's text must not be searched again from each of its tags.
 */
export function bareSvg(svg: string): string | null {
  const kept: string[] = []
  let from = 0
  for (let tag = tagAfter(svg, 0); tag; tag = tagAfter(svg, from)) {
    kept.push(svg.slice(from, tag.start))
    const end = elementEnd(svg, tag)
    if (end === null) return null
    from = end
  }
  return kept.join('') + svg.slice(from)
}

interface Tag {
  name: string
  start: number
}

function tagAfter(svg: string, from: number): Tag | null {
  const opening = /<((?:[\w.-]{1,40}:)?(?:assertion|credential))(?=[\s/>])/g
  opening.lastIndex = from
  const found = opening.exec(svg)
  return found && { name: found[1]!, start: found.index }
}

function elementEnd(svg: string, { name, start }: Tag): number | null {
  const inner = tagEnd(svg, start)
  if (inner === null || svg[inner - 2] === '/') return inner
  const closing = svg.indexOf(`</${name}`, inner)
  return closing < 0 ? null : tagEnd(svg, closing)
}

/** The place after the `>` of a tag; one in quotes is none. */
function tagEnd(svg: string, start: number): number | null {
  const signs = /[>"']/g
  signs.lastIndex = start
  for (let sign = signs.exec(svg); sign; sign = signs.exec(svg)) {
    if (sign[0] === '>') return signs.lastIndex
    const quote = svg.indexOf(sign[0], signs.lastIndex)
    if (quote < 0) return null
    signs.lastIndex = quote + 1
  }
  return null
}
