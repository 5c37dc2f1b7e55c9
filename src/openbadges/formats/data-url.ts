import { unbake } from '../baking/unbake.js'
import { OpenBadgesError } from '../errors.js'
import { readUtf8 } from './json.js'

/** What a data URL held; `baked` when it was a picture. */
export interface DataUrlText {
  text: string
  baked: boolean
}

const DATA_URL = /^data:([^,]{0,200}),/i
const TEXT_TYPES =
  /^(?:text\/(?:plain|json)|application\/(?:[\w.+-]*json|[\w.+-]*\+sd-jwt|jwt|[\w.+-]*\+jwt|jose))$/
const IMAGE_TYPES = /^image\/(?:png|svg\+xml)$/

/**
 * Opens a `data:` URL of JSON, JWT, PNG or SVG; null when the text is none, or one of another type.
 * @throws {OpenBadgesError} what unbaking throws; BADGE_MALFORMED when its bytes cannot be decoded
 * @see https://www.rfc-editor.org/rfc/rfc2397
 */
export function readDataUrl(url: string): DataUrlText | null {
  const [prefix, head] = DATA_URL.exec(url) ?? []
  if (prefix === undefined || head === undefined) return null
  const [type = '', ...parameters] = head
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const bytes = (): Buffer => decode(url.slice(prefix.length), parameters.includes('base64'))
  if (IMAGE_TYPES.test(type)) return { text: unbake(bytes()).text, baked: true }
  return TEXT_TYPES.test(type) ? { text: readUtf8(bytes()), baked: false } : null
}

function decode(body: string, base64: boolean): Buffer {
  try {
    const plain = body.includes('%') ? decodeURIComponent(body) : body
    return Buffer.from(plain, base64 ? 'base64' : 'utf8')
  } catch (cause) {
    throw new OpenBadgesError('BADGE_MALFORMED', 'The data address is damaged.', {
      cause,
      seen: body.slice(0, 40),
    })
  }
}
