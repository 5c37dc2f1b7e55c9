import { OpenBadgesError, type OpenBadgesErrorOptions } from '../errors.js'

/** UTF-8 bytes of one badge text, pictures inside as data and all: as much as may be uploaded. */
export const MAX_BADGE_BYTES = 5 * 1024 * 1024
export const MAX_JSON_DEPTH = 64
/** Members of objects, counted over the whole text. */
export const MAX_JSON_MEMBERS = 100_000
/** Items of lists, counted over the whole text: a list of withdrawn badges has that many; objects count as four. */
export const MAX_JSON_ITEMS = 200_000
export const OBJECT_WEIGHT = 4

/** @throws {OpenBadgesError} BADGE_TOO_LARGE: more than {@link MAX_BADGE_BYTES} */
export function refuseTooLong(text: string): void {
  if (text.length <= MAX_BADGE_BYTES && Buffer.byteLength(text) <= MAX_BADGE_BYTES) return
  throw tooLarge(`${text.length} characters`)
}

/** The refusal of what is larger than we read. @param seen what is too large, in a few words */
export function tooLarge(seen: string, options: OpenBadgesErrorOptions = {}): OpenBadgesError {
  const message = `This is more than we read: a badge may have ${MAX_BADGE_BYTES >> 20} MiB.`
  return new OpenBadgesError('BADGE_TOO_LARGE', message, {
    reason: 'text-too-long',
    ...options,
    seen,
  })
}
