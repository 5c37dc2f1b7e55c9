import assert from 'node:assert/strict'
import { Answered } from '../../../support/documents.js'
import { diBadge, OB3, VC2 } from '../../../support/issuer-ob3.js'
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
  LIST_ENTRIES,
  LIST_URL,
  statusEntry,
  statusList,
  statusList2021,
  statusListJwt,
  type StatusListOptions,
} from '../../../support/status-list.js'
import { verifyBadge } from '../../../support/verify-ob3.js'

describe('status: bitstring lists', () => {
  it('a clear bit passes, a set one revokes, for revocation and suspension', async () => {
    assert.deepEqual(await verdictWith(await statusList(own)), ['valid', []])
    const set = await statusList({ ...own, bits: [INDEX] })
    assert.deepEqual(await verdictWith(set), ['revoked', ['revoked_status_list']])
    const paused = await statusList({ ...own, bits: [INDEX], purpose: 'suspension' })
    const entry = statusEntry('94567', { statusPurpose: 'suspension' })
    assert.deepEqual(await verdictWith(paused, entry), ['revoked', ['suspended']])
  })

  it('the finding names the entry that was read, which the list lies beside', async () => {
    for (const bits of [[], [INDEX]]) {
      const list = await statusList({ ...own, bits })
      const { findings } = await verifyBadge(await badgeWith(statusEntry()), { [LIST_URL]: list })
      const told = findings.find(({ check }) => check === 'revocation')!
      assert.equal(told.values.entry, String(INDEX))
      assert.equal(told.evidence[0]?.url, LIST_URL)
    }
  })

  it('only its own bit counts, the first being the most significant of the first byte', async () => {
    const around = await statusList({ ...own, bits: [INDEX - 1, INDEX + 1] })
    assert.deepEqual(await verdictWith(around), ['valid', []])
    const first = await statusList({ ...own, bits: [0] })
    assert.equal((await verdictWith(first, statusEntry('0')))[0], 'revoked')
    assert.equal((await verdictWith(first, statusEntry('7')))[0], 'valid')
  })

  it('the last entry counts like the first, and there is none after it', async () => {
    const last = LIST_ENTRIES - 1
    const set = await statusList({ ...own, bits: [last] })
    assert.deepEqual(await verdictWith(set, statusEntry(String(last))), [
      'revoked',
      ['revoked_status_list'],
    ])
    const clear = await statusList(own)
    assert.deepEqual(await verdictWith(clear, statusEntry(String(last))), ['valid', []])
    assert.deepEqual(await verdictWith(clear, statusEntry(String(last + 1))), [
      'unverifiable',
      ['status_index_bad'],
    ])
  })

  it('the index may be a JSON integer, the list a token or in an envelope', async () => {
    const set = { ...own, bits: [INDEX] }
    assert.equal((await verdictWith(await statusList(set), statusEntry(INDEX)))[0], 'revoked')
    const token = statusListJwt(set)
    assert.equal((await verdictWith(token))[0], 'revoked')
    const envelope = {
      '@context': VC2,
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${token}`,
    }
    assert.equal((await verdictWith(envelope))[0], 'revoked')
  })

  it('any bit of an entry of several counts', async () => {
    const length = 4 * 131_072
    const list = await statusList({ ...own, bits: [4 * 5 + 3], length })
    assert.equal((await verdictWith(list, statusEntry('5', { statusSize: 4 })))[0], 'revoked')
    assert.equal((await verdictWith(list, statusEntry('6', { statusSize: 4 })))[0], 'valid')
    const last = statusEntry(String(length / 4 - 1), { statusSize: 4 })
    assert.deepEqual(await verdictWith(list, last), ['valid', []])
    const beyond = statusEntry(String(length / 4), { statusSize: 4 })
    assert.deepEqual(await verdictWith(list, beyond), ['unverifiable', ['status_index_bad']])
    for (const statusSize of [0, -1, 9, 1.5, '1'])
      assert.deepEqual(await verdictWith(list, statusEntry('5', { statusSize })), [
        'unverifiable',
        ['status_index_bad'],
      ])
  })

  it('a list of several purposes serves each of them', async () => {
    const list = await statusList({ ...own, purpose: ['suspension', 'revocation'] })
    assert.deepEqual(await verdictWith(list), ['valid', []])
  })

  it('a silent list leaves the badge unverifiable', async () => {
    for (const answer of [undefined, new Answered(404, '{}'), new Answered(500), '<html>no</html>'])
      assert.deepEqual(await verdictWith(answer), ['unverifiable', ['status_unreachable']])
  })

  it('a short list, and one with another id, are only odd', async () => {
    const short = await statusList({ ...own, length: 100_000 })
    assert.deepEqual(await verdictWith(short), ['valid', ['status_list_short']])
    const elsewhere = await statusList({ ...own, list: { id: 'https://school.example/status/2' } })
    assert.deepEqual(await verdictWith(elsewhere), ['valid', ['status_list_id_differs']])
    const noPrefix = await statusList({ ...own, subject: { encodedList: encodedBits({}) } })
    assert.deepEqual(await verdictWith(noPrefix), ['valid', ['property_sloppy']])
  })

  it('a list that is damaged, of another type or out of time does not count', async () => {
    const cases: [Partial<StatusListOptions>, string][] = [
      [{ subject: { encodedList: 'uAAAA' } }, 'status_list_bad'],
      [{ subject: { encodedList: 'u*' } }, 'status_list_bad'],
      [{ subject: { encodedList: 7 } }, 'status_list_bad'],
      [{ list: { type: ['VerifiableCredential'] } }, 'status_list_bad'],
      [{ list: { validUntil: '2025-12-31T00:00:00Z' } }, 'status_list_untrusted'],
      [{ list: { validFrom: '2026-02-01T00:00:00Z' } }, 'status_list_untrusted'],
      [{ list: { validFrom: 'yesterday' } }, 'status_list_untrusted'],
      [{ list: { validUntil: 'for ever' } }, 'status_list_untrusted'],
    ]
    for (const [changes, code] of cases) {
      const list = await statusList({ ...own, bits: [INDEX], ...changes })
      assert.deepEqual(await verdictWith(list), ['unverifiable', [code]])
    }
    assert.deepEqual(await verdictWith('{"a":1'), ['unverifiable', ['status_list_bad']])
  })

  it('StatusList2021 is read as well', async () => {
    const entry = statusEntry('94567', { type: 'StatusList2021Entry' })
    const badge = await diBadge(issuer, key, {
      badge: {
        '@context': [VC2, OB3, STATUS_2021_WORDS],
        credentialStatus: entry,
      },
    })
    const clear = await statusList2021(own)
    assert.deepEqual((await verifyBadge(badge, { [LIST_URL]: clear })).verdict, 'valid')
    const set = await statusList2021({ ...own, bits: [INDEX] })
    assert.deepEqual((await verifyBadge(badge, { [LIST_URL]: set })).codes, ['revoked_status_list'])
  })

  it('other purposes are told and never decide, readable or not', async () => {
    const message = statusEntry('94567', {
      statusPurpose: 'message',
      statusSize: 2,
      statusMessage: [
        { status: '0x0', message: 'pending_review' },
        { status: '0x2', message: 'accepted' },
      ],
    })
    const badge = jwtBadgeWith(message)
    const list = await statusList({
      ...own,
      bits: [INDEX * 2],
      purpose: 'message',
      length: 262_144,
    })
    const read = await verifyBadge(badge, { [LIST_URL]: list })
    assert.equal(read.verdict, 'valid')
    assert.equal(read.findings.find((f) => f.code === 'status_message')?.found, 'accepted')
    const silent = await verifyBadge(badge)
    assert.deepEqual([silent.verdict, silent.codes], ['valid', []])
  })

  it('a newer version announced by a list is told', async () => {
    const badge = await badgeWith(statusEntry('94567', { statusPurpose: 'refresh' }))
    const list = await statusList({ ...own, bits: [INDEX], purpose: 'refresh' })
    const { verdict, findings } = await verifyBadge(badge, { [LIST_URL]: list })
    assert.equal(verdict, 'valid')
    assert.ok(findings.some((f) => f.code === 'refresh_available'))
  })

  it('an unknown kind of status leaves the badge unverifiable', async () => {
    const entry = { id: 'https://school.example/status/9', type: 'https://school.example/Status' }
    assert.deepEqual(await verdictWith(undefined, entry), ['unverifiable', ['status_unsupported']])
  })
})

const STATUS_2021_WORDS = {
  StatusList2021Entry: {
    '@id': 'https://w3id.org/vc/status-list#StatusList2021Entry',
    '@context': {
      statusPurpose: 'https://w3id.org/vc/status-list#statusPurpose',
      statusListIndex: 'https://w3id.org/vc/status-list#statusListIndex',
      statusListCredential: {
        '@id': 'https://w3id.org/vc/status-list#statusListCredential',
        '@type': '@id',
      },
    },
  },
}
