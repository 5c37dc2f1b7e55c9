import { unbake, type Finding } from '../openbadges/index.js'

/**
 * The badge text in a file.
 * @returns `findings` only for text out of a picture: what stands there claims to be a badge
 * @throws {OpenBadgesError} as `unbake`
 */
export function textIn(file: Uint8Array): { text: string; findings: Finding[] | undefined } {
  const { text, carrier, findings } = unbake(file)
  return { text, findings: carrier === 'text' ? undefined : findings }
}
