import { createHash, timingSafeEqual } from 'node:crypto'

/** SHA-256 of bytes, or of a text as UTF-8; hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Are they the same text? Answers in a time that does not depend on where the two differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)))
}
