import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Context } from '../../context.js'
import { deriveToken } from '../../ids.js'

type Secrets = Pick<Context, 'config'>

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * A text that only this program can read back, and only for this account: whoever reads the database cannot.
 * @see NIST SP 800-38D (AES-GCM)
 */
export function seal(secrets: Secrets, accountId: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secrets, accountId), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** @returns null when it was sealed for another account or with another `SESSION_SECRET` */
export function unseal(secrets: Secrets, accountId: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  try {
    const key = keyOf(secrets, accountId)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    const body = decipher.setAuthTag(tag).update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** 256 bits, another one for each account. */
function keyOf({ config }: Secrets, accountId: string): Buffer {
  return Buffer.from(deriveToken(config.sessionSecret, 'sealed', accountId), 'base64url')
}
