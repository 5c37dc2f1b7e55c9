import assert from 'node:assert/strict'
import type { OpenBadgesError } from '../../../src/openbadges/errors.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { jwtBadge, unsignedBadge } from '../../support/issuer-ob3.js'
import { ecKey, rsaKey } from '../../support/keys.js'
import { badgeClaims, disclosure, sdJwt } from '../../support/sd-jwt.js'
import { verifyBadge } from '../../support/verify-ob3.js'

const key = ecKey()
const issuer = key.didKey

/** A badge whose narrative and evidence may be shown or not. */
const narrative = disclosure('narrative', 'Welded a gate.')
const evidence = disclosure({ id: 'https://school.example/gate', type: ['Evidence'], name: 'Gate' })
const claims = badgeClaims(issuer, { evidence: [{ '...': evidence.digest }] })
const subject = { ...(claims.credentialSubject as JsonObject), _sd: [narrative.digest] }
const partly = { ...claims, credentialSubject: subject, _sd_alg: 'sha-256' }

describe('a 3.0 badge as SD-JWT', () => {
  for (const typ of ['vc+sd-jwt', 'dc+sd-jwt', 'application/vc+sd-jwt', undefined])
    it(`is read like a VC-JWT, with the typ ${typ}`, async () => {
      const { verdict, codes, report } = await verifyBadge(
        sdJwt(partly, key, [narrative, evidence], { typ }),
      )
      assert.deepEqual([verdict, codes], ['valid', []])
      assert.equal(report.credential?.evidence[0]?.name, 'Gate')
      assert.equal(report.credential?.id, unsignedBadge(issuer).id)
      assert.equal(report.proofKind, 'jwt')
    })

  it('shows less when less is disclosed, and stays valid', async () => {
    const { verdict, report } = await verifyBadge(sdJwt(partly, key))
    assert.equal(verdict, 'valid')
    assert.deepEqual(report.credential?.evidence, [])
    assert.ok(!JSON.stringify(report.credential).includes('_sd'))
  })

  it('also in an envelope, and with the credential in a claim', async () => {
    const text = sdJwt(partly, key, [narrative])
    const enveloped = {
      '@context': 'https://www.w3.org/ns/credentials/v2',
      id: `data:application/vc+sd-jwt,${text}`,
      type: 'EnvelopedVerifiableCredential',
    }
    assert.equal((await verifyBadge(enveloped)).verdict, 'valid')
    const { iss, sub, jti, nbf, _sd_alg, ...vc } = partly as JsonObject
    const inClaim = sdJwt({ iss, sub, jti, nbf, _sd_alg, vct: 'https://x.example/b', vc }, key)
    assert.equal((await verifyBadge(inClaim)).verdict, 'valid')
  })

  it('is invalid with a disclosure that was not signed, or changed', async () => {
    const forged = disclosure('narrative', 'Welded a bridge.')
    for (const disclosures of [[narrative, forged], [forged], [narrative, narrative]]) {
      const { verdict, codes, report } = await verifyBadge(sdJwt(partly, key, disclosures))
      assert.equal(verdict, 'invalid')
      assert.ok(codes.includes('disclosure_bad'))
      assert.ok(!JSON.stringify(report.credential).includes('bridge'))
    }
  })

  it('is invalid when a rule of the badge or a claim is hidden', async () => {
    const achievement = disclosure(
      'achievement',
      (claims.credentialSubject as JsonObject).achievement,
    )
    const { achievement: _, ...bare } = claims.credentialSubject as JsonObject
    const hidden = { ...claims, credentialSubject: { ...bare, _sd: [achievement.digest] } }
    assert.equal((await verifyBadge(sdJwt(hidden, key, [achievement]))).verdict, 'valid')
    assert.equal((await verifyBadge(sdJwt(hidden, key))).verdict, 'invalid')
    const { jti: _jti, ...unnamed } = partly as JsonObject
    assert.ok((await verifyBadge(sdJwt(unnamed, key))).codes.includes('jwt_claim_missing'))
  })

  it('is as good as its signature', async () => {
    const other = await verifyBadge(
      sdJwt(partly, ecKey(), [narrative], { kid: `${issuer}#${key.multibase}` }),
    )
    assert.deepEqual([other.verdict, other.codes], ['invalid', ['proof_invalid']])
    const alg = await verifyBadge(sdJwt(partly, key, [], { alg: 'none' }))
    assert.equal(alg.verdict, 'invalid')
  })

  it('with a status of its own kind is unverifiable, never thought to have none', async () => {
    const status = { status_list: { idx: 3, uri: 'https://school.example/statuslist' } }
    const { verdict, codes } = await verifyBadge(sdJwt({ ...partly, status }, key))
    assert.deepEqual([verdict, codes], ['unverifiable', ['status_unsupported']])
  })

  it('with a status of any form, in a token of any kind, is open', async () => {
    const header = { kid: `${issuer}#${key.multibase}` }
    for (const status of [{ status_list: { idx: 1, uri: 'https://s.example/' } }, [{}], 'x']) {
      const token = jwtBadge(issuer, key, { header, claims: { status } })
      const { verdict, codes } = await verifyBadge(token)
      assert.deepEqual([verdict, codes], ['unverifiable', ['status_unsupported']])
    }
  })

  it('without its disclosures and ~, and of no type of its own, is open all the same', async () => {
    const header = { kid: `${issuer}#${key.multibase}` }
    const token = jwtBadge(issuer, key, { header, claims: { _sd: ['digest'] } })
    const { verdict, codes } = await verifyBadge(token)
    assert.deepEqual([verdict, codes], ['unverifiable', ['partly_disclosed']])
  })

  it('a token of that type without ~ is no SD-JWT', async () => {
    const token = jwtBadge(issuer, key, {
      header: { typ: 'vc+sd-jwt', kid: `${issuer}#${key.multibase}` },
    })
    assert.deepEqual((await verifyBadge(token)).codes, ['jws_header_bad'])
    assert.equal((await verifyBadge(`${token}~`)).verdict, 'valid')
  })

  it('damaged ones are damaged, and other credentials are no badge', async () => {
    const text = sdJwt(partly, key, [narrative])
    const code = (broken: string) =>
      verifyBadge(broken).then(
        () => 'verified',
        (error: unknown) => (error as OpenBadgesError).code,
      )
    assert.equal(await code(text.replace('.', '.=')), 'BADGE_MALFORMED')
    assert.equal(await code(`${text}x.y`), 'BADGE_MALFORMED')
    assert.equal(await code(text.replace(/\.[^.~]*~/, '~')), 'FORMAT_UNKNOWN')
    const card = sdJwt({ iss: issuer, vct: 'https://x.example/card', given_name: 'Ada' }, key)
    assert.equal(await code(card), 'FORMAT_UNKNOWN')
  })

  it('a signed badge of 2.0 discloses nothing: its standard knows plain signatures only', async () => {
    const rsa = rsaKey()
    const assertion = {
      '@context': 'https://w3id.org/openbadges/v2',
      id: 'urn:uuid:6f1c1f0e-0000-4000-8000-000000000001',
      type: 'Assertion',
      recipient: { type: 'email', hashed: false, identity: 'ada@example.org' },
      badge: 'https://school.example/badge',
      verification: { type: 'signed', creator: 'https://school.example/key' },
      issuedOn: '2025-01-01T00:00:00Z',
    }
    const { verdict, codes } = await verifyBadge(sdJwt(assertion, rsa, [], { typ: 'JWT' }))
    assert.equal(verdict, 'invalid')
    assert.ok(codes.includes('disclosure_bad'))
  })
})
