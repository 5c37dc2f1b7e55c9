import { splitDataUrl } from '../text/data-url.js'
import { readUtf8 } from '../text/json.js'
import { unbake } from './unbake.js'

/** What a data URL held; `baked` when it was a picture. */
export interface DataUrlText {
  text: string
  baked: boolean
}

const TEXT_TYPES =
  /^(?:text\/(?:plain|json)|application\/(?:[\w.+-]*json|[\w.+-]*\+sd-jwt|jwt|[\w.+-]*\+jwt|jose))$/
const IMAGE_TYPES = /^image\/(?:png|svg\+xml)$/

/**
 * Opens a `data:` URL of JSON, JWT, PNG or SVG; null when the text is none, or one of another type.
 * @throws {OpenBadgesError} what unbaking throws; BADGE_MALFORMED when its bytes cannot be decoded
 * @see https://www.rfc-editor.org/rfc/rfc2397
 */
export function readDataUrl(url: string): DataUrlText | null {
  const { type, bytes } = splitDataUrl(url) ?? { type: '' }
  if (!bytes) return null
  if (IMAGE_TYPES.test(type)) return { text: unbake(bytes()).text, baked: true }
  return TEXT_TYPES.test(type) ? { text: readUtf8(bytes()), baked: false } : null
}
