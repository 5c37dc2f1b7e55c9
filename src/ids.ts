import { createHmac, randomBytes, randomInt } from 'node:crypto'
import { sha256 } from './openbadges/index.js'

/**
 * A UUIDv7: unguessable enough for ids, and sorts by the time given; those of one millisecond sort in the order
 * they were made, by a counter that begins somewhere. @see RFC 9562, 5.7 and 6.2
 */
export function newId(now: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  const sequence = nextSequence(now.getTime())
  bytes.writeUInt16BE(0x7000 | (sequence >>> 14), 6)
  bytes.writeUInt16BE(0x8000 | (sequence & 0x3fff), 8)
  const hex = bytes.toString('hex')
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-')
}

const latest = { time: -1, sequence: 0 }

/** 26 bits; begins in the lower half, so that it has room to grow. */
function nextSequence(time: number): number {
  if (time === latest.time) return ++latest.sequence & 0x3ffffff
  latest.time = time
  latest.sequence = randomInt(0x2000000)
  return latest.sequence
}

/** A secret of 256 bits for links in mails and cookies, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The form in which tokens are stored and looked up: SHA-256, hex. */
export function hashToken(token: string): string {
  return sha256(token)
}

/**
 * A secret that can be made again from an id: share links are shown to their owner at any time, yet only their
 * hash is stored.
 */
export function deriveToken(secret: string, purpose: string, id: string): string {
  return createHmac('sha256', secret).update(`${purpose}:${id}`).digest('base64url')
}
