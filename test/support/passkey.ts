import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const ORIGIN = 'http://localhost:3000'
/** Present, verified; with a new key also its description. @see WebAuthn 3, 6.1 */
const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 }

interface Asked {
  challenge: string
  rpId?: string
  rp?: { id?: string }
  user?: { id: string }
}

/** What an answer may lie about. */
export interface Lies {
  origin?: string
  challenge?: string
  isVerified?: boolean
  counter?: number
  userHandle?: string
  rpId?: string
}

/** A phone or security key that makes one passkey (ES256, without attestation) and signs with it. */
export function makeAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  let owner = ''

  const authenticatorData = (rpId: string, flags: number, rest: Buffer[] = []) => {
    const [flag, count] = [Buffer.from([flags]), Buffer.alloc(4)]
    count.writeUInt32BE(counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), flag, count, ...rest])
  }
  const clientData = (type: string, { challenge }: Asked, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? ORIGIN,
        crossOrigin: false,
      }),
    )
  const answer = (response: Record<string, unknown>) => {
    const named = id.toString('base64url')
    return { id: named, rawId: named, type: 'public-key', clientExtensionResults: {}, response }
  }

  return {
    /** The answer to an offer. */
    make(asked: Asked, lies: Lies = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const key = [Buffer.alloc(16), length, id, coseKey(publicKey.export({ format: 'jwk' }))]
      const { present, verified, attested } = FLAGS
      const flags = present | attested | (lies.isVerified === false ? 0 : verified)
      const told = authenticatorData(lies.rpId ?? asked.rp!.id!, flags, key)
      owner = asked.user!.id
      return answer({
        clientDataJSON: clientData('webauthn.create', asked, lies).toString('base64url'),
        attestationObject: attestation(told).toString('base64url'),
        transports: ['internal'],
      })
    },

    /** The answer to a question. */
    sign(asked: Asked, lies: Lies = {}) {
      counter = lies.counter ?? counter + 1
      const flags = FLAGS.present | (lies.isVerified === false ? 0 : FLAGS.verified)
      const told = authenticatorData(lies.rpId ?? asked.rpId!, flags)
      const client = clientData('webauthn.get', asked, lies)
      const hash = createHash('sha256').update(client).digest()
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: told.toString('base64url'),
        signature: sign('sha256', Buffer.concat([told, hash]), privateKey).toString('base64url'),
        userHandle: lies.userHandle ?? owner,
      })
    },
  }
}

/** Text and bytes of CBOR, as long as they are short. */
const text = (value: string) =>
  Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
const bytes = (value: Buffer) => Buffer.concat([Buffer.from([0x58, value.length]), value])

/** EC2, ES256, P-256. @see RFC 9053, 7.1 */
function coseKey({ x, y }: { x?: string; y?: string }): Buffer {
  const [one, other] = [x!, y!].map((part) => bytes(Buffer.from(part, 'base64url')))
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
  return Buffer.concat([head, Buffer.from([0x21]), one!, Buffer.from([0x22]), other!])
}

function attestation(authData: Buffer): Buffer {
  const statement = [text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])]
  return Buffer.concat([Buffer.from([0xa3]), ...statement, text('authData'), bytes(authData)])
}
