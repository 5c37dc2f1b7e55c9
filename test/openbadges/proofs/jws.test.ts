import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { CompactSign, compactVerify } from 'jose'
import {
  type Jws,
  jwsHeaderFindings,
  splitJws,
  verifyJws,
} from '../../../src/openbadges/proofs/jws.js'
import { keyFromJwk, type PublicKey } from '../../../src/openbadges/proofs/jwk.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { thrownBy } from '../../support/errors.js'

interface Pair {
  publicKey: KeyObject
  privateKey: KeyObject
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed25519 = generateKeyPairSync('ed25519')
const PAIRS: readonly (readonly [alg: string, pair: Pair])[] = [
  ['RS256', rsa],
  ['RS384', rsa],
  ['RS512', rsa],
  ['PS256', rsa],
  ['PS384', rsa],
  ['PS512', rsa],
  ['ES256', p256],
  ['ES384', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['ES512', generateKeyPairSync('ec', { namedCurve: 'P-521' })],
  ['EdDSA', ed25519],
  ['Ed25519', ed25519],
]

const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url')
const codes = (jws: Jws, key: PublicKey): string[] =>
  verifyJws(jws, key, 'proof').map(({ code }) => code)

function publicKeyOf({ publicKey }: Pair, members: JsonObject = {}): PublicKey {
  const { key } = keyFromJwk({ ...publicKey.export({ format: 'jwk' }), ...members })
  assert.ok(key)
  return key
}

function signed(alg: string, { privateKey }: Pair, payload = '{"a":1}'): Promise<string> {
  return new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg }).sign(privateKey)
}

function jwsText(header: unknown, payload: unknown = { a: 1 }, signature = ''): string {
  const text = (part: unknown): string => (typeof part === 'string' ? part : JSON.stringify(part))
  return `${base64url(text(header))}.${base64url(text(payload))}.${signature}`
}

describe('splitJws', () => {
  it('takes header, payload and signature apart', async () => {
    const text = await signed('ES256', p256, '{"id":"urn:a"}')
    const jws = splitJws(text)
    assert.deepEqual([jws.header, jws.payload], [{ alg: 'ES256' }, { id: 'urn:a' }])
    assert.equal(jws.payloadText, '{"id":"urn:a"}')
    assert.equal(`${jws.signingInput}.${base64url(jws.signature)}`, text)
  })

  for (const [name, text] of [
    ['two parts', 'e30.e30'],
    ['four parts', 'e30.e30.e30.e30'],
    ['a detached payload', `${base64url('{"alg":"EdDSA"}')}..AAAA`],
    ['padding', 'e30=.e30.AAAA'],
    [
      'letters of plain base64',
      `${base64url('{"alg":"EdDSA","x":"~~~"}').replace(/_/g, '/')}/.e30.A`,
    ],
    ['a line break inside', 'e3\n0.e30.AAAA'],
    ['trailing bits in the header', 'e31.e30.AAAA'],
    ['a payload that is no object', jwsText({ alg: 'EdDSA' }, '[1]')],
    ['a payload that is no JSON', jwsText({ alg: 'EdDSA' }, 'hello')],
    ['bytes that are not UTF-8', `e30.${base64url(Buffer.from([0x22, 0xff]))}.AAAA`],
    ['an algorithm named twice', jwsText('{"alg":"none","alg":"EdDSA"}')],
    ['a member of the payload named twice', jwsText('{}', '{"issuer":1,"\\u0069ssuer":2}')],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.equal(thrownBy(() => splitJws(text)).code, 'BADGE_MALFORMED')
    })
})

describe('verifyJws', () => {
  for (const [alg, pair] of PAIRS) {
    it(`accepts ${alg} by its key, and not after a change`, async () => {
      const key = publicKeyOf(pair)
      const text = await signed(alg, pair)
      assert.deepEqual(codes(splitJws(text), key), ['proof_ok'])
      const [header, , signature] = text.split('.')
      const changed = `${header}.${base64url('{"a":2}')}.${signature}`
      assert.deepEqual(codes(splitJws(changed), key), ['proof_invalid'])
    })

    it(`refuses ${alg} with every key of another kind or curve`, async () => {
      const jws = splitJws(await signed(alg, pair))
      for (const [, other] of PAIRS.filter(
        ([, { publicKey }]) => kind(publicKey) !== kind(pair.publicKey),
      ))
        assert.deepEqual(codes(jws, publicKeyOf(other)), ['signature_alg'])
    })
  }

  it('names the check of 1.x and 2.x', async () => {
    const [found] = verifyJws(splitJws(await signed('RS256', rsa)), publicKeyOf(rsa), 'signature')
    assert.deepEqual([found?.code, found?.check], ['signature_ok', 'signature'])
  })

  it('refuses a key whose own alg, use or key_ops say otherwise', async () => {
    const jws = splitJws(await signed('RS256', rsa))
    for (const members of [{ alg: 'PS256' }, { use: 'enc' }, { key_ops: ['sign'] }])
      assert.deepEqual(codes(jws, publicKeyOf(rsa, members)), ['signature_alg'])
    const fitting = { alg: 'RS256', use: 'sig', key_ops: ['verify'] }
    assert.deepEqual(codes(jws, publicKeyOf(rsa, fitting)), ['proof_ok'])
  })

  it('refuses an HMAC keyed with the public key', () => {
    const input = jwsText({ alg: 'HS256' }).slice(0, -1)
    const secret = rsa.publicKey.export({ format: 'pem', type: 'spki' })
    const mac = createHmac('sha256', secret).update(input).digest('base64url')
    assert.deepEqual(codes(splitJws(`${input}.${mac}`), publicKeyOf(rsa)), ['signature_alg'])
  })

  it('refuses a signature whose last letter is its sibling with the same bytes', async () => {
    const text = await signed('EdDSA', ed25519)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = letters.indexOf(text.at(-1)!)
    const sibling = text.slice(0, -1) + letters.charAt(last ^ 1)
    assert.deepEqual(splitJws(sibling).signature, splitJws(text).signature)
    assert.deepEqual(codes(splitJws(sibling), publicKeyOf(ed25519)), ['proof_invalid'])
  })

  it('refuses padding, a line feed or a text behind the signature', async () => {
    const text = await signed('RS256', rsa)
    for (const tail of ['=', '==', '\n', '~', 'A', ' x'])
      assert.deepEqual(codes(splitJws(text + tail), publicKeyOf(rsa)), ['proof_invalid'])
  })

  it('refuses ECDSA in DER, and with r and s of nought', () => {
    const input = jwsText({ alg: 'ES256' }).slice(0, -1)
    const der = sign('sha256', Buffer.from(input), p256.privateKey)
    for (const signature of [der, Buffer.alloc(64), Buffer.alloc(0)])
      assert.deepEqual(codes(splitJws(`${input}.${base64url(signature)}`), publicKeyOf(p256)), [
        'proof_invalid',
      ])
  })

  it('accepts nothing that jose refuses, however the token is bent', async () => {
    const tokens = await Promise.all(PAIRS.map(([alg, pair]) => signed(alg, pair)))
    const bend = fc.tuple(
      fc.nat(PAIRS.length - 1),
      fc.nat(PAIRS.length - 1),
      fc.nat(2000),
      fc.constantFrom('', 'A', '-', '_', '.', '=', 'x9'),
      fc.nat(2),
    )
    await fc.assert(
      fc.asyncProperty(bend, async ([token, key, at, piece, removed]) => {
        const whole = tokens[token]!
        const place = at % (whole.length + 1)
        const text = whole.slice(0, place) + piece + whole.slice(place + removed)
        if (!accepts(text, publicKeyOf(PAIRS[key]![1]))) return
        await compactVerify(text, PAIRS[key]![1].publicKey, {
          algorithms: PAIRS.map(([alg]) => alg),
        })
      }),
      { numRuns: 300, examples: PAIRS.map((_, n) => [[n, n, 0, '', 0]]) },
    )
  })
})

function kind(key: KeyObject): string {
  return `${key.asymmetricKeyType} ${key.asymmetricKeyDetails?.namedCurve}`
}

function accepts(text: string, key: PublicKey): boolean {
  try {
    const jws = splitJws(text)
    return jwsHeaderFindings(jws, 'proof').length === 0 && codes(jws, key)[0] === 'proof_ok'
  } catch {
    return false
  }
}
