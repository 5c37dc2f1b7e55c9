import { OpenBadgesError } from '../errors.js'

/** A data URL taken apart, its bytes not decoded yet. */
interface DataUrlParts {
  /** In lower case; empty when none is written. */
  type: string
  /** @throws {OpenBadgesError} BADGE_MALFORMED: they cannot be decoded */
  bytes: () => Buffer
}

/** Longest media type with its parameters. */
const MAX_HEAD = 200

/**
 * Takes a `data:` URL apart, however long it is; null when the text is none.
 * @see https://www.rfc-editor.org/rfc/rfc2397
 */
export function splitDataUrl(url: string): DataUrlParts | null {
  const comma = /^data:/i.test(url) ? url.indexOf(',') : -1
  if (comma < 0 || comma > MAX_HEAD) return null
  const [type = '', ...parameters] = url
    .slice('data:'.length, comma)
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  return { type, bytes: () => decode(url.slice(comma + 1), parameters.includes('base64')) }
}

function decode(body: string, base64: boolean): Buffer {
  try {
    const plain = body.includes('%') ? decodeURIComponent(body) : body
    return Buffer.from(plain, base64 ? 'base64' : 'utf8')
  } catch (cause) {
    throw new OpenBadgesError('BADGE_MALFORMED', 'The data address is damaged.', {
      cause,
      reason: 'text-damaged',
      seen: body.slice(0, 40),
    })
  }
}
