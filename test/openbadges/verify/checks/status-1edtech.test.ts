import assert from 'node:assert/strict'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { checkStatus } from '../../../../src/openbadges/verify/checks/status.js'
import { Answered, codesOf, runOver, type Answer } from '../../../support/documents.js'
import { diBadge, OB3, VC1, VC2 } from '../../../support/issuer-ob3.js'
import { ed25519Key } from '../../../support/keys.js'
import { LIST_URL, statusEntry, statusList } from '../../../support/status-list.js'
import { verifyBadge } from '../../../support/verify-ob3.js'

const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
const OB302 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json'
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2'

const key = ed25519Key()
const issuer = key.didKey

function badgeWith(credentialStatus: JsonObject): Promise<JsonObject> {
  return diBadge(issuer, key, { badge: { '@context': [VC2, OB3, EXTENSIONS], credentialStatus } })
}

describe('status: the revocation list of 1EdTech', () => {
  const URL = 'https://school.example/revoked'
  const entry = { id: URL, type: '1EdTechRevocationList' }
  const id = 'urn:uuid:3d2f8a3e-0a53-4b3a-9f3c-0c7c8f6d2a11'

  async function verdictOf(list: Answer): Promise<unknown[]> {
    const { verdict, codes } = await verifyBadge(await badgeWith(entry), { [URL]: list })
    return [verdict, codes]
  }

  it('an entry with the id of the credential revokes it, and tells why', async () => {
    const revoked = { id, revoked: true, revocationReason: 'Issued in error.' }
    const list = { id: URL, issuer, revokedCredential: [{ id: 'urn:uuid:other' }, revoked] }
    const { verdict, findings } = await verifyBadge(await badgeWith(entry), { [URL]: list })
    assert.equal(verdict, 'revoked')
    const told = findings.find((f) => f.code === 'revoked_list')
    assert.equal(told?.values.reason, 'Issued in error.')
    assert.equal((await verdictOf({ issuer, revokedCredentials: { id } }))[0], 'revoked')
  })

  it('ids are compared in every spelling, and a fragment tells badges apart', async () => {
    for (const listed of [id.toUpperCase().replace('URN:UUID', 'urn:uuid'), id.toUpperCase()])
      assert.equal((await verdictOf({ issuer, revokedCredential: [listed] }))[0], 'revoked')
    const encoded = id.replace('3d2f', '%33d2f')
    assert.equal((await verdictOf({ issuer, revokedCredential: [{ id: encoded }] }))[0], 'revoked')
    assert.equal((await verdictOf({ issuer, revokedCredential: [{ id: `${id}#2` }] }))[0], 'valid')
  })

  it('an entry that names nobody, or a credential of another kind, leaves it open', async () => {
    for (const entry of [{ revoked: true }, 7, { id: 7 }])
      assert.deepEqual(await verdictOf({ issuer, revokedCredential: [entry] }), [
        'unverifiable',
        ['status_list_bad'],
      ])
    assert.equal((await verdictOf({ issuer, revokedCredential: [7, { id }] }))[0], 'revoked')
    const other = { type: ['VerifiableCredential'], issuer }
    assert.deepEqual(await verdictOf(other), ['unverifiable', ['status_list_bad']])
    assert.equal((await verdictOf({ type: '1EdTechRevocationList', issuer }))[0], 'valid')
  })

  it('no entry, or one that says it is not revoked, passes', async () => {
    assert.deepEqual(await verdictOf({ id: URL, issuer, revokedCredential: [] }), ['valid', []])
    assert.deepEqual(await verdictOf({ issuer, revokedCredential: [{ id, revoked: false }] }), [
      'valid',
      [],
    ])
  })

  it('a list of somebody else is read with a warning', async () => {
    const list = { issuer: 'did:example:other', revokedCredential: [] }
    assert.deepEqual(await verdictOf(list), ['valid', ['status_other_issuer']])
  })

  it('silence, other objects and plain http leave it open', async () => {
    assert.deepEqual(await verdictOf(new Answered(404)), ['unverifiable', ['status_unreachable']])
    assert.deepEqual(await verdictOf('<html>'), ['unverifiable', ['status_unreachable']])
    assert.deepEqual(await verdictOf({ hello: 1 }), ['unverifiable', ['status_list_bad']])
    const plain = await badgeWith({ ...entry, id: 'http://school.example/revoked' })
    const list = { 'http://school.example/revoked': { issuer, revokedCredential: [] } }
    assert.equal((await verifyBadge(plain, list)).verdict, 'unverifiable')
  })

  it('every kind of status that an entry claims is asked', async () => {
    const type = ['1EdTechRevocationList', 'BitstringStatusListEntry']
    const value = { id, issuer, credentialStatus: statusEntry('5', { id: URL, type }) }
    const answers = { [URL]: { issuer, revokedCredential: [] } }
    const codesOver = async (more: Record<string, Answer>) =>
      codesOf(await checkStatus({ value, issuerId: issuer }, runOver({ ...answers, ...more })))
    const set = await statusList({ issuer, key, bits: [5] })
    assert.deepEqual(await codesOver({ [LIST_URL]: set }), ['not_revoked', 'revoked_status_list'])
    assert.deepEqual(await codesOver({}), ['not_revoked', 'status_unreachable'])
  })

  it('with data model 1.1 as well', async () => {
    const badge = await diBadge(issuer, key, {
      badge: {
        '@context': [VC1, OB302, EXTENSIONS, DATA_INTEGRITY],
        credentialStatus: entry,
        issuanceDate: '2025-01-01T00:00:00Z',
        validFrom: undefined,
      },
    }).catch(() => null)
    assert.ok(badge)
    const list = { issuer, revokedCredential: [{ id }] }
    const { verdict } = await verifyBadge(badge, { [URL]: list })
    assert.equal(verdict, 'revoked')
  })
})
