import { createPublicKey } from 'node:crypto'
import { keyFromKeyObject, refused, type KeyResult } from './jwk.js'

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]{0,20000})-----END \1-----/

/**
 * Reads a PEM public key: SPKI (`PUBLIC KEY`) or PKCS#1 (`RSA PUBLIC KEY`). Lines may be indented, and
 * line ends written as `\n` in letters are taken for line ends.
 * Problems as in `keyFromJwk`; a certificate is `key_type_unsupported`, private material `key_private`.
 * @see https://www.rfc-editor.org/rfc/rfc7468
 */
export function keyFromPem(text: string): KeyResult {
  if (/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/.test(text))
    return refused('key_private', 'PEM of a private key')
  const [, label, base64] = BLOCK.exec(text.replace(/\\r|\\n/g, '\n')) ?? []
  if (label === undefined || base64 === undefined)
    return refused('key_malformed', `no PEM: ${text.slice(0, 40)}`)
  if (label === 'PUBLIC KEY') return keyFromDer(base64, 'spki')
  if (label === 'RSA PUBLIC KEY') return keyFromDer(base64, 'pkcs1')
  return refused('key_type_unsupported', `PEM of the kind ${label}`)
}

function keyFromDer(base64: string, type: 'spki' | 'pkcs1'): KeyResult {
  try {
    const der = Buffer.from(base64.replace(/\s/g, ''), 'base64')
    return keyFromKeyObject(createPublicKey({ key: der, format: 'der', type }))
  } catch {
    return refused('key_malformed', `PEM that is no ${type === 'spki' ? 'SPKI' : 'PKCS#1'} key`)
  }
}
