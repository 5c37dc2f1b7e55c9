import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { newId } from '../../src/ids.js'
import { getAccount, setBadgeLayout } from '../../src/store/accounts.js'
import {
  type BadgeQuery,
  countBadges,
  findBadgeIds,
  listBadges,
  listFacets,
} from '../../src/store/badge-search.js'
import { addTag, findOwnWords, setHidden, setOwnWords } from '../../src/store/badge-words.js'
import { stateAt } from '../../src/store/badges.js'
import { appendPlacements, insertCollection } from '../../src/store/collections.js'
import type { Schema } from '../../src/store/schema.js'
import { eachDatabase } from '../support/databases.js'
import { anAccount, AT, NOT_FOUND, putBadge } from '../support/rows.js'

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(new Date(AT).getTime() + days * DAY_MS).toISOString()

eachDatabase('finding badges', (open) => {
  let db: Kysely<Schema>
  let ada: string
  let ben: string
  beforeEach(async () => {
    db = await open()
    ada = await anAccount(db)
    ben = await anAccount(db, 'Ben Okafor')
  })

  const titles = async (query: BadgeQuery) =>
    (await listBadges(db, ada, query)).map(({ title }) => title)

  it('narrows down by issuer, year, own tag and collection, and by all of them at once', async () => {
    const one = await putBadge(db, ada, { title: 'One', awardedAt: '2023-12-31T23:59:59.999Z' })
    await putBadge(db, ada, { title: 'Two', awardedAt: '2024-01-01T00:00:00.000Z' })
    await putBadge(db, ada, { title: 'Three', issuerName: 'Harbour School', awardedAt: null })
    await addTag(db, [one], 'Outdoors')
    const collection = await aCollection(ada)
    await appendPlacements(db, collection, [one], AT)
    assert.deepEqual(await titles({ issuer: 'Harbour School' }), ['Three'])
    assert.deepEqual(await titles({ year: '2023' }), ['One'])
    assert.deepEqual(await titles({ year: '2024' }), ['Two'])
    assert.deepEqual(await titles({ tag: 'outdoors' }), ['One'])
    assert.deepEqual(await titles({ collection }), ['One'])
    const all = { issuer: 'Kauri College', year: '2023', tag: 'outdoors', collection }
    assert.deepEqual(await titles({ ...all, search: 'one' }), ['One'])
    assert.deepEqual(await titles({ ...all, year: '2024' }), [])
  })

  it('finds own tags and notes, in any case, and no longer those that were taken away', async () => {
    const id = await putBadge(db, ada)
    await setOwnWords(db, ada, id, { tags: ['Übung', 'CV'], note: 'Shown at ACME' })
    for (const search of ['übung', 'ÜBUNG acme', 'bee cv'])
      assert.equal((await titles({ search })).length, 1, search)
    await addTag(db, [id], 'Later')
    assert.equal((await titles({ search: 'later' })).length, 1)
    await setOwnWords(db, ada, id, { tags: [], note: '' })
    for (const search of ['übung', 'acme', 'later']) assert.deepEqual(await titles({ search }), [])
  })

  it('puts them in each order, and pages neither repeat nor skip one', async () => {
    const put = (title: string, year: string, issuerName: string, expiresAt: string | null) =>
      putBadge(db, ada, { title, issuerName, expiresAt, awardedAt: `${year}-05-01T00:00:00.000Z` })
    await put('beta', '2021', 'Zeta', inDays(9))
    await put('Alpha', '2023', 'eta', null)
    await put('gamma', '2022', 'Beta', inDays(-9))
    await put('Delta', '2020', 'eta', inDays(3))
    const now = AT
    assert.deepEqual(await titles({}), ['Alpha', 'gamma', 'beta', 'Delta'])
    assert.deepEqual(await titles({ sort: 'oldest' }), ['Delta', 'beta', 'gamma', 'Alpha'])
    assert.deepEqual(await titles({ sort: 'title' }), ['Alpha', 'beta', 'Delta', 'gamma'])
    assert.deepEqual(await titles({ sort: 'issuer' }), ['gamma', 'Alpha', 'Delta', 'beta'])
    assert.deepEqual(await titles({ sort: 'ending', now }), ['Delta', 'beta', 'Alpha', 'gamma'])
    for (const sort of ['newest', 'oldest', 'title', 'issuer', 'ending'] as const) {
      const pages = []
      for (const offset of [0, 2]) pages.push(...(await titles({ sort, now, limit: 2, offset })))
      assert.deepEqual(pages, await titles({ sort, now }), sort)
    }
  })

  it('counts and lists what ends within 60 days, and what is hidden apart', async () => {
    await putBadge(db, ada, { title: 'Soon', expiresAt: inDays(59) })
    await putBadge(db, ada, { title: 'Late', expiresAt: inDays(61) })
    await putBadge(db, ada, { title: 'Over', expiresAt: inDays(-1), state: 'expired' })
    const hidden = await putBadge(db, ada, { title: 'Hidden', expiresAt: inDays(9) })
    await setHidden(db, ada, [hidden], true)
    const counts = Object.fromEntries(await countBadges(db, ada, { now: AT }))
    assert.deepEqual(counts, { all: 3, valid: 2, expired: 1, ending: 1, hidden: 1 })
    assert.deepEqual(await titles({ status: 'ending', now: AT }), ['Soon'])
    assert.deepEqual(await titles({ status: 'hidden' }), ['Hidden'])
    assert.equal((await titles({ withHidden: true })).length, 4)
    assert.equal((await findBadgeIds(db, ada, {})).length, 3)
  })

  it('an end that has come since the check counts, but for what is wrong or withdrawn', async () => {
    for (const state of ['valid', 'issuer-not-proven', 'flawed', 'was-valid', 'withdrawn'] as const)
      await putBadge(db, ada, { title: state, state, expiresAt: inDays(1) })
    const count = async (now: string) => Object.fromEntries(await countBadges(db, ada, { now }))
    const found = { 'issuer-not-proven': 1, flawed: 1, 'was-valid': 1, withdrawn: 1 }
    assert.deepEqual(await count(AT), { all: 5, valid: 1, ...found, ending: 2 })
    assert.deepEqual(await count(inDays(2)), { all: 5, expired: 4, withdrawn: 1 })
    assert.equal((await titles({ status: 'expired', now: inDays(2) })).length, 4)
    assert.deepEqual(await titles({ status: 'valid', now: inDays(2) }), [])
    const states = (await listBadges(db, ada)).map((one) => stateAt(one, new Date(inDays(2))))
    assert.deepEqual(states.sort(), ['expired', 'expired', 'expired', 'expired', 'withdrawn'])
  })

  it('nobody hides, tags or reads the words of somebody else’s badge', async () => {
    const id = await putBadge(db, ada)
    await setHidden(db, ben, [id], true)
    assert.equal((await titles({})).length, 1)
    await assert.rejects(setOwnWords(db, ben, id, { tags: ['mine'], note: '' }), NOT_FOUND)
    await assert.rejects(findOwnWords(db, ben, id), NOT_FOUND)
  })

  it('a tag is one in any case, and stays as it was typed', async () => {
    const [one, two] = [await putBadge(db, ada), await putBadge(db, ada)]
    await addTag(db, [one], 'Outdoors')
    await addTag(db, [one, two], 'outdoors')
    assert.deepEqual((await findOwnWords(db, ada, one)).tags, ['Outdoors'])
    const [tag] = (await listFacets(db, ada)).tags
    assert.equal(tag!.value, 'outdoors')
    assert.equal(tag!.count, 2)
    await addTag(db, await many(1100), 'bulk')
    assert.equal((await titles({ tag: 'bulk' })).length, 1100)
  })

  it('says what there is to narrow down to, without hidden badges', async () => {
    await putBadge(db, ada, { issuerName: 'alpha', awardedAt: '2019-05-01T00:00:00.000Z' })
    await putBadge(db, ada, { issuerName: 'Beta', awardedAt: '2024-05-01T00:00:00.000Z' })
    await putBadge(db, ada, { issuerName: 'Beta', awardedAt: null })
    await setHidden(db, ada, [await putBadge(db, ada, { issuerName: 'Gamma' })], true)
    const { issuers, years, tags } = await listFacets(db, ada)
    assert.deepEqual(
      issuers.map(({ word, count }) => [word, count]),
      [
        ['alpha', 1],
        ['Beta', 2],
      ],
    )
    assert.deepEqual(
      years.map(({ value }) => value),
      ['2024', '2019'],
    )
    assert.deepEqual(tags, [])
  })

  it('remembers the layout of each account', async () => {
    assert.equal((await getAccount(db, ada)).badgeLayout, 'grid')
    await setBadgeLayout(db, ada, 'list')
    assert.equal((await getAccount(db, ada)).badgeLayout, 'list')
    assert.equal((await getAccount(db, ben)).badgeLayout, 'grid')
  })

  async function many(count: number): Promise<string[]> {
    return db.transaction().execute(async (tx) => {
      const ids = []
      for (let n = 0; n < count; n++) ids.push(await putBadge(tx, ada, { title: `No ${n}` }))
      return ids
    })
  }

  async function aCollection(owner: string): Promise<string> {
    const words = { id: newId(new Date(AT)), title: 'Land', description: '' }
    await insertCollection(db, owner, { ...words, createdAt: AT, updatedAt: AT })
    return words.id
  }
})
