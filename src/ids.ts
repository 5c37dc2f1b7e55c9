import { createHash, createHmac, randomBytes } from 'node:crypto'

/** A UUIDv7: unguessable enough for ids, and sorts by the time given. @see RFC 9562, 5.7 */
export function newId(now: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-')
}

/** A secret of 256 bits for links in mails and cookies, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The form in which tokens are stored and looked up: SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * A secret that can be made again from an id: share links are shown to their owner at any time, yet only their
 * hash is stored.
 */
export function deriveToken(secret: string, purpose: string, id: string): string {
  return createHmac('sha256', secret).update(`${purpose}:${id}`).digest('base64url')
}
