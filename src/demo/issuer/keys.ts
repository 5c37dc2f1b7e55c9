import { base58 } from '@scure/base'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'

export type KeyName = 'ed25519' | 'p256' | 'rsa'

/** A key pair made for this run, in every form an issuer publishes it. */
export interface IssuerKey {
  name: KeyName
  /** JOSE algorithm it signs with. */
  alg: 'EdDSA' | 'ES256' | 'RS256'
  privateKey: KeyObject
  jwk: JWK
  /** SPKI. */
  pem: string
  /** Multikey form, `z…`; null for RSA. */
  multibase: string | null
}

export type IssuerKeys = Record<KeyName, IssuerKey>

/** New keys of every kind; nothing of them outlives the process. */
export function makeKeys(): IssuerKeys {
  return { ed25519: makeKey('ed25519'), p256: makeKey('p256'), rsa: makeKey('rsa') }
}

/** One new key. */
export function makeKey(name: KeyName): IssuerKey {
  if (name === 'ed25519') return toKey(name, 'EdDSA', generateKeyPairSync('ed25519'))
  if (name === 'p256')
    return toKey(name, 'ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }))
  return toKey(name, 'RS256', generateKeyPairSync('rsa', { modulusLength: 2048 }))
}

interface KeyPair {
  privateKey: KeyObject
  publicKey: KeyObject
}

function toKey(name: KeyName, alg: IssuerKey['alg'], pair: KeyPair): IssuerKey {
  const jwk = pair.publicKey.export({ format: 'jwk' }) as JWK
  const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string
  return { name, alg, privateKey: pair.privateKey, jwk, pem, multibase: multibaseOf(name, jwk) }
}

/** Multicodec prefix and raw key. @see https://www.w3.org/TR/cid-1.0/#Multikey */
function multibaseOf(name: KeyName, { x, y }: JWK): string | null {
  if (name === 'rsa' || x === undefined) return null
  const point = Buffer.from(x, 'base64url')
  if (name === 'ed25519')
    return `z${base58.encode(Buffer.concat([Buffer.from([0xed, 0x01]), point]))}`
  const sign = (Buffer.from(y!, 'base64url').at(-1)! & 1) + 2
  return `z${base58.encode(Buffer.concat([Buffer.from([0x80, 0x24, sign]), point]))}`
}
