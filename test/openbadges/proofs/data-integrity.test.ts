import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { SUITE_2020, diBadge, proofValueOf, unsignedBadge } from '../../support/issuer-ob3.js'
import { verify, tampered } from '../../support/verify-ob3-text.js'
import { ecKey, ed25519Key, multibaseOf } from '../../support/keys.js'

const key = ed25519Key()
const issuer = key.didKey

function withProof(badge: JsonObject, changes: JsonObject): JsonObject {
  return { ...badge, proof: { ...(badge.proof as JsonObject), ...changes } }
}

function proofOf(badge: JsonObject): JsonObject {
  return badge.proof as JsonObject
}

/** Order of the group of P-256, as the 32 bytes of r or s. */
const P256_ORDER = Buffer.from(
  'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  'hex',
)

describe('proof: embedded proofs', () => {
  it('eddsa-rdfc-2022, also under its draft name', async () => {
    assert.deepEqual((await verify(await diBadge(issuer, key))).codes, ['key_ok', 'proof_ok'])
    const draft = await diBadge(issuer, key, { proof: { cryptosuite: 'eddsa-2022' } })
    assert.deepEqual((await verify(draft)).codes, ['key_ok', 'proof_ok'])
  })

  it('Ed25519Signature2020', async () => {
    const badge = await diBadge(issuer, key, SUITE_2020)
    assert.deepEqual((await verify(badge)).codes, ['key_ok', 'proof_ok'])
    assert.equal((await verify(tampered(badge))).verdict, 'invalid')
  })

  for (const curve of ['P-256', 'P-384'] as const)
    it(`ecdsa-rdfc-2019 with ${curve}`, async () => {
      const curveKey = ecKey(curve)
      const badge = await diBadge(curveKey.didKey, curveKey)
      assert.deepEqual((await verify(badge)).codes, ['key_ok', 'proof_ok'])
      assert.equal((await verify(tampered(badge))).verdict, 'invalid')
    })

  it('a suite it does not know could not be checked', async () => {
    for (const proof of [
      { type: 'DataIntegrityProof', cryptosuite: 'bbs-2023' },
      { type: 'RsaSignature2018', cryptosuite: undefined, jws: 'a..b' },
      { type: 'SomeProof', cryptosuite: undefined, proofPurpose: undefined },
    ]) {
      const badge = withProof(await diBadge(issuer, key), proof)
      const { codes, verdict } = await verify(badge)
      assert.deepEqual([codes, verdict], [['proof_suite_unsupported'], 'unverifiable'])
    }
  })

  it('is good until it expires, and a creation in the future is only odd', async () => {
    const past = await diBadge(issuer, key, { proof: { expires: '2025-12-31T00:00:00Z' } })
    assert.deepEqual((await verify(past)).codes, ['proof_expired', 'key_ok', 'proof_ok'])
    assert.equal((await verify(past)).verdict, 'expired')
    const future = await diBadge(issuer, key, { proof: { created: '2027-01-01T00:00:00Z' } })
    assert.deepEqual((await verify(future)).codes, ['proof_created_future', 'key_ok', 'proof_ok'])
    assert.equal((await verify(future)).verdict, 'valid')
    const listed = { created: [null, '2025-01-01T00:00:00Z'], expires: ['2025-06-01T00:00:00Z'] }
    const ended = await diBadge(issuer, key, { proof: listed })
    assert.deepEqual((await verify(ended)).codes, ['proof_expired', 'key_ok', 'proof_ok'])
    const undated = await diBadge(issuer, key, { proof: { created: undefined } })
    assert.equal((await verify(undated)).verdict, 'valid')
  })

  it('one good proof of several is enough; the others are warned of', async () => {
    const good = await diBadge(issuer, key)
    const bad = { ...proofOf(good), proofValue: multibaseOf(Buffer.alloc(64, 7)) }
    const unknown = { type: 'SomeProof' }
    const { codes, verdict } = await verify({ ...good, proof: [bad, unknown, proofOf(good)] })
    assert.deepEqual(codes, ['key_ok', 'proof_ok', 'proof_other_failed', 'proof_ignored'])
    assert.equal(verdict, 'valid')
  })

  it('without a good one, one that fails decides over one that is unknown', async () => {
    const good = await diBadge(issuer, key)
    const bad = { ...proofOf(good), proofValue: multibaseOf(Buffer.alloc(64, 7)) }
    assert.equal(
      (await verify({ ...good, proof: [{ type: 'SomeProof' }, bad] })).verdict,
      'invalid',
    )
    assert.equal(
      (await verify({ ...good, proof: [{ type: 'SomeProof' }] })).verdict,
      'unverifiable',
    )
  })

  it('a chained proof signs those it follows and needs them good', async () => {
    const first = await diBadge(issuer, key, { proof: { id: 'urn:uuid:first' } })
    const { proof, ...document } = first
    const options = { ...proofOf(first), id: 'urn:uuid:second', previousProof: 'urn:uuid:first' }
    delete (options as JsonObject).proofValue
    const proofValue = await proofValueOf({ ...document, proof: [proof] }, options, key)
    const second = { ...options, proofValue }
    assert.equal((await verify({ ...document, proof: [proof, second] })).verdict, 'valid')
    const alone = await verify({ ...document, proof: [second] })
    assert.notEqual(alone.verdict, 'valid')
  })
})

describe('proof, attacks', () => {
  it('22 proof stripped, or that of another good badge pasted', async () => {
    const badge = await diBadge(issuer, key)
    const other = await diBadge(issuer, key, { badge: { id: 'urn:uuid:other' } })
    assert.deepEqual((await verify(unsignedBadge(issuer))).codes, ['proof_missing'])
    const pasted = await verify({ ...badge, proof: other.proof })
    assert.deepEqual(pasted.codes, ['key_ok', 'proof_invalid'])
  })

  it('23 wrong purpose', async () => {
    const badge = await diBadge(issuer, key, { proof: { proofPurpose: 'authentication' } })
    const { codes, verdict } = await verify(badge)
    assert.deepEqual([codes, verdict], [['proof_purpose', 'key_ok', 'proof_ok'], 'invalid'])
  })

  it('24 unsigned extra: a term that no context defines', async () => {
    const badge = await diBadge(issuer, key)
    const subject = { ...(badge.credentialSubject as JsonObject), grade: 'A+' }
    const { findings, verdict } = await verify({ ...badge, credentialSubject: subject })
    const unsigned = findings.find(({ code }) => code === 'unsigned_data')
    assert.equal(unsigned?.path, 'grade')
    assert.equal(verdict, 'invalid')
  })

  it('an unsigned type, and a member name in look-alike letters', async () => {
    const badge = await diBadge(issuer, key)
    const typed = await verify({ ...badge, type: [...(badge.type as string[]), 'Honours'] })
    assert.ok(typed.codes.includes('unsigned_data'))
    assert.ok((await verify({ ...badge, nаme: 'x' })).codes.includes('unsigned_data'))
  })

  it('moved creation date, or another listed method: the options are signed', async () => {
    const badge = await diBadge(issuer, key)
    const moved = withProof(badge, { created: '2025-06-01T00:00:00Z' })
    assert.deepEqual((await verify(moved)).codes, ['key_ok', 'proof_invalid'])
    const swapped = withProof(badge, { verificationMethod: issuer })
    assert.deepEqual((await verify(swapped)).codes, ['key_ok', 'proof_invalid'])
  })

  for (const [name, spoil] of [
    ['63 bytes', () => multibaseOf(Buffer.alloc(63, 9))],
    ['65 bytes', () => multibaseOf(Buffer.alloc(65, 9))],
    ['leading 1s', (value: string) => `z1${value.slice(1)}`],
    ['a letter outside base58', (value: string) => `${value.slice(0, -1)}0`],
    ['base64url where base58 is due', () => `u${Buffer.alloc(64, 9).toString('base64url')}`],
    ['white space', (value: string) => `${value}\n`],
    ['nothing', () => ''],
    ['a number', () => 5],
  ] as [string, (value: string) => unknown][])
    it(`a proof value of ${name} fails`, async () => {
      const badge = await diBadge(issuer, key)
      const spoiled = withProof(badge, { proofValue: spoil(proofOf(badge).proofValue as string) })
      const { codes, verdict } = await verify(spoiled)
      assert.equal(verdict, 'invalid')
      assert.ok(codes.some((code) => code === 'proof_malformed' || code === 'proof_invalid'))
    })

  for (const [name, signature] of [
    ['DER', Buffer.from(`3044${'0220'.padEnd(68, '1')}${'0220'.padEnd(68, '1')}`, 'hex')],
    ['r and s of 0', Buffer.alloc(64)],
    ['r and s of the order', Buffer.concat([P256_ORDER, P256_ORDER])],
  ] as const)
    it(`an ECDSA signature of ${name} fails`, async () => {
      const curveKey = ecKey()
      const badge = await diBadge(curveKey.didKey, curveKey)
      const spoiled = withProof(badge, { proofValue: multibaseOf(signature) })
      assert.ok((await verify(spoiled)).codes.includes('proof_invalid'))
    })

  for (const member of ['verificationMethod', 'proofPurpose', 'proofValue', 'type', 'cryptosuite'])
    it(`a proof without ${member} is malformed`, async () => {
      const badge = await diBadge(issuer, key)
      const { [member]: _, ...proof } = proofOf(badge)
      const { codes, verdict } = await verify({ ...badge, proof })
      assert.ok(codes.includes('proof_malformed'), String(codes))
      assert.equal(verdict, 'invalid')
    })

  it('a method without scheme, or of a scheme that names no key', async () => {
    for (const method of [key.multibase, '#key-0', 'urn:uuid:k', 'ftp://x/k', 'https://a b/c']) {
      const { codes } = await verify(
        withProof(await diBadge(issuer, key), { verificationMethod: method }),
      )
      assert.ok(codes.includes('method_bad'), method)
    }
  })

  it('more proofs than eight are not verified', async () => {
    const good = await diBadge(issuer, key)
    const noise = Array.from({ length: 8 }, () => ({ type: 'SomeProof' }))
    const { verdict } = await verify({ ...good, proof: [...noise, good.proof] })
    assert.equal(verdict, 'unverifiable')
  })
})
