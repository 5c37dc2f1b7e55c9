import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { DAY_MS } from '../../openbadges/index.js'

/** PEM of a private key and of the self-signed certificate for it. */
export interface Certificate {
  key: string
  cert: string
}

/**
 * A certificate for `localhost` and 127.0.0.1, good for thirty days, that is its own authority.
 * @see RFC 5280
 */
export function makeCertificate(now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const body = tbsCertificate(spki, now)
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: pem(certificate),
  }
}

function tbsCertificate(spki: Buffer, now: Date): Buffer {
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from('Haversack demo')))))
  const start = new Date(now.getTime() - DAY_MS)
  const end = new Date(now.getTime() + 30 * DAY_MS)
  return sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_SHA256,
    name,
    sequence(time(start), time(end)),
    name,
    spki,
    der(0xa3, sequence(basicConstraints(), alternativeNames())),
  )
}

function basicConstraints(): Buffer {
  const isAuthority = sequence(der(0x01, Buffer.from([0xff])))
  return sequence(oid('551d13'), der(0x01, Buffer.from([0xff])), der(0x04, isAuthority))
}

function alternativeNames(): Buffer {
  const dns = der(0x82, Buffer.from('localhost'))
  const ip = der(0x87, Buffer.from([127, 0, 0, 1]))
  return sequence(oid('551d11'), der(0x04, sequence(dns, ip)))
}

function time(date: Date): Buffer {
  return der(
    0x17,
    Buffer.from(
      date
        .toISOString()
        .slice(2)
        .replace(/[-:T]|\.\d+/g, ''),
    ),
  )
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes)
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts)
}

/** Tag, length, value. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const { length } = value
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value])
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), value])
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g)!
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'))
const COMMON_NAME = oid('550403')
