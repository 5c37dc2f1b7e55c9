import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { diBadge } from '../../../support/issuer-ob3.js'
import { ecKey } from '../../../support/keys.js'
import {
  badgeWith,
  INDEX,
  issuer,
  jwtBadgeWith,
  key,
  own,
  verdictWith,
} from '../../../support/status-case.js'
import {
  encodedBits,
  LIST_URL,
  statusEntry,
  statusList,
  unsignedStatusList,
} from '../../../support/status-list.js'
import { verifyBadge } from '../../../support/verify-ob3.js'

describe('status: attacks', () => {
  it('41: a set bit in a list that nobody proves does not revoke', async () => {
    const unsigned = unsignedStatusList({ ...own, bits: [INDEX] })
    assert.deepEqual(await verdictWith(unsigned), ['unverifiable', ['status_list_untrusted']])
    const silentSchool = await statusList({
      issuer: 'https://school.example/issuer',
      key,
      method: 'https://school.example/issuer#key-0',
      bits: [INDEX],
    })
    assert.deepEqual(await verdictWith(silentSchool), ['unverifiable', ['status_list_untrusted']])
  })

  it('a list changed after signing does not count', async () => {
    const list = await statusList({ ...own, bits: [INDEX] })
    const subject = {
      ...(list.credentialSubject as JsonObject),
      encodedList: `u${encodedBits({})}`,
    }
    assert.deepEqual(await verdictWith({ ...list, credentialSubject: subject }), [
      'unverifiable',
      ['status_list_untrusted'],
    ])
  })

  it('42: a list by the earner is read with a warning when its issuer is proven, else not', async () => {
    const evil = ecKey()
    const theirs = await statusList({ issuer: evil.didKey, key: evil })
    assert.deepEqual(await verdictWith(theirs), ['valid', ['status_other_issuer']])
    const set = await statusList({ issuer: evil.didKey, key: evil, bits: [INDEX] })
    assert.deepEqual(await verdictWith(set), [
      'revoked',
      ['revoked_status_list', 'status_other_issuer'],
    ])
    const unproven = await statusList({ issuer, key: evil })
    assert.deepEqual(await verdictWith(unproven), ['unverifiable', ['status_list_untrusted']])
  })

  it('43: purpose swapped, index out of range or no index', async () => {
    const swapped = await statusList({ ...own, purpose: 'suspension', bits: [INDEX] })
    assert.deepEqual(await verdictWith(swapped), ['unverifiable', ['status_purpose_mismatch']])
    const list = await statusList(own)
    for (const index of ['131072', '-1', '1e3', '', ' 5', '9007199254740992', 1.5, null, true])
      assert.deepEqual(await verdictWith(list, statusEntry(index, { id: `${LIST_URL}#x` })), [
        'unverifiable',
        ['status_index_bad'],
      ])
  })

  for (const statusPurpose of [
    'revokation',
    'Revocation',
    'REVOCATION',
    'telephone',
    ' revocation',
    '',
    ['revocation', 'message'],
    ['message', 'refresh'],
    [],
    undefined,
    7,
  ])
    it(`a purpose that nobody defined leaves it open: ${JSON.stringify(statusPurpose)}`, async () => {
      for (const bits of [[], [INDEX]]) {
        const list = await statusList({ ...own, bits })
        const badge = jwtBadgeWith(statusEntry(undefined, { statusPurpose }))
        const { verdict, codes } = await verifyBadge(badge, { [LIST_URL]: list })
        assert.deepEqual([verdict, codes], ['unverifiable', ['status_purpose_mismatch']])
      }
    })

  it('one purpose in a list of one is that purpose', async () => {
    const list = await statusList({ ...own, bits: [INDEX] })
    const badge = jwtBadgeWith(statusEntry(undefined, { statusPurpose: ['revocation'] }))
    assert.equal((await verifyBadge(badge, { [LIST_URL]: list })).verdict, 'revoked')
  })

  it('the list may be named by an object, and the place by a list of one', async () => {
    const list = await statusList({ ...own, bits: [INDEX] })
    const named = { statusListCredential: { id: LIST_URL }, statusListIndex: [String(INDEX)] }
    const badge = jwtBadgeWith(statusEntry(undefined, named))
    assert.equal((await verifyBadge(badge, { [LIST_URL]: list })).verdict, 'revoked')
  })

  it('a message is only told, yet not by a list that carries none', async () => {
    const message = statusEntry(undefined, { statusPurpose: 'message' })
    const told = await statusList({ ...own, purpose: 'message', bits: [INDEX] })
    assert.equal((await verdictWith(told, message))[0], 'valid')
    assert.equal((await verdictWith(undefined, message))[0], 'valid')
    const other = await statusList({ ...own, bits: [INDEX] })
    assert.deepEqual(await verdictWith(other, message), [
      'unverifiable',
      ['status_purpose_mismatch'],
    ])
  })

  it('44: a status bomb is bounded', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64url')
    const list = await statusList({ ...own, subject: { encodedList: `u${bomb}` } })
    const before = process.memoryUsage().rss
    assert.deepEqual(await verdictWith(list), ['unverifiable', ['status_list_bad']])
    assert.ok(process.memoryUsage().rss - before < 64 * 1024 * 1024)
  })

  it('a list of up to 5 MiB is read, a larger one is not', async () => {
    const bits = (bytes: number) => gzipSync(randomBytes(bytes)).toString('base64url')
    const listOf = (bytes: number) =>
      statusList({ ...own, subject: { encodedList: `u${bits(bytes)}` } })
    const [, codes] = await verdictWith(await listOf(2_500_000))
    assert.ok(!String(codes).includes('status_list_bad'), String(codes))
    const tooLong = ['unverifiable', ['status_unreachable']]
    assert.deepEqual(await verdictWith(await listOf(4_500_000)), tooLong)
  })

  it('45: the second entry counts', async () => {
    const second = 'https://school.example/status/2'
    const badge = await badgeWith(
      statusEntry(),
      statusEntry('5', { statusPurpose: 'suspension', statusListCredential: second }),
    )
    const paused = { ...own, purpose: 'suspension', bits: [5], list: { id: second } }
    const lists = { [LIST_URL]: await statusList(own), [second]: await statusList(paused) }
    const { verdict, codes } = await verifyBadge(badge, lists)
    assert.deepEqual([verdict, codes], ['revoked', ['suspended']])
    const { [second]: _, ...first } = lists
    assert.equal((await verifyBadge(badge, first)).verdict, 'unverifiable')
  })

  it('46: invalid goes before revoked, revoked before expired, expired before unverifiable', async () => {
    const end = { validUntil: '2025-06-01T00:00:00Z' }
    const badge = await diBadge(issuer, key, { badge: { ...end, credentialStatus: statusEntry() } })
    const set = { [LIST_URL]: await statusList({ ...own, bits: [INDEX] }) }
    assert.equal((await verifyBadge({ ...badge, name: 'Other' }, set)).verdict, 'invalid')
    assert.equal((await verifyBadge(badge, set)).verdict, 'revoked')
    assert.equal((await verifyBadge(badge)).verdict, 'expired')
  })

  it('a list over plain http, or at no address, is not asked for', async () => {
    const list = await statusList(own)
    for (const url of ['http://school.example/status/1', 'file:///etc/passwd', 'status/1', 7]) {
      const badge = jwtBadgeWith(statusEntry('5', { statusListCredential: url }))
      const { verdict, asked, codes } = await verifyBadge(badge, { [String(url)]: list })
      assert.deepEqual([verdict, asked, codes], ['unverifiable', [], ['status_index_bad']])
    }
  })

  it('the status of a status list is never followed', async () => {
    const list = { ...own, list: { credentialStatus: statusEntry('5') } }
    const badge = await badgeWith(statusEntry())
    const { verdict, asked } = await verifyBadge(badge, { [LIST_URL]: await statusList(list) })
    assert.deepEqual([verdict, asked], ['valid', [LIST_URL]])
  })

  it('a hundred entries ask for eight lists at most', async () => {
    const entries = Array.from({ length: 100 }, (_, index) =>
      statusEntry('5', { statusListCredential: `https://school.example/status/${index}` }),
    )
    const { verdict, asked } = await verifyBadge(await badgeWith(...entries))
    assert.deepEqual([verdict, asked.length], ['unverifiable', 8])
  })
})
