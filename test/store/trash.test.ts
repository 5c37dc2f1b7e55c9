import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { newId } from '../../src/ids.js'
import { listFacets } from '../../src/store/badge-search.js'
import { addTag } from '../../src/store/badge-words.js'
import {
  countBadges,
  deleteBadge,
  findBadge,
  findBadgeByIdentity,
  listBadges,
  ownBadgeIds,
} from '../../src/store/badges.js'
import { listProposals } from '../../src/store/collection-rules.js'
import {
  insertCollection,
  listCollectedBadges,
  listCollections,
  replacePlacements,
} from '../../src/store/collections.js'
import { leaseDueBadges } from '../../src/store/due-badges.js'
import type { Schema } from '../../src/store/schema.js'
import { listSharedBadges } from '../../src/store/shared-badges.js'
import {
  countTrash,
  findTrashed,
  listTrash,
  listTrashedBefore,
  restoreBadge,
  restoreTrashedAt,
  trashBadges,
} from '../../src/store/trash.js'
import { eachDatabase } from '../support/databases.js'
import { anAccount, AT, NOT_FOUND, putBadge } from '../support/rows.js'

const LATER = '2026-03-14T09:27:00.000Z'

eachDatabase('trash', (open) => {
  let db: Kysely<Schema>
  let ada: string
  let ben: string
  let collectionId: string
  beforeEach(async () => {
    db = await open()
    ada = await anAccount(db)
    ben = await anAccount(db, 'Ben Okafor')
    collectionId = newId(new Date(AT))
    const collection = { id: collectionId, title: 'Land', description: '' }
    await insertCollection(db, ada, { ...collection, createdAt: AT, updatedAt: AT })
  })

  const placed = async () =>
    (await listCollectedBadges(db, ada, collectionId)).map(({ badge, note }) => [badge.id, note])

  it('what lies in it is in no list, count or facet, on no public page, and is not due', async () => {
    const id = await putBadge(db, ada, { identity: 'award' })
    await replacePlacements(db, collectionId, [{ badgeId: id, note: 'mine' }])
    await addTag(db, [id], 'bees')
    assert.equal(await trashBadges(db, ada, [id], AT), 1)
    await assert.rejects(findBadge(db, ada, id), NOT_FOUND)
    assert.deepEqual(await listBadges(db, ada, { withHidden: true }), [])
    assert.equal((await countBadges(db, ada)).size, 0)
    assert.deepEqual(await listFacets(db, ada), { issuers: [], years: [], tags: [], trashCount: 1 })
    assert.deepEqual(await ownBadgeIds(db, ada, [id]), [])
    assert.deepEqual(await placed(), [])
    assert.equal((await listCollections(db, ada))[0]!.badgeCount, 0)
    const subject = { collectionId, badgeId: null }
    assert.deepEqual(await listSharedBadges(db, { accountId: ada, subject }), [])
    const single = { collectionId: null, badgeId: id }
    assert.deepEqual(await listSharedBadges(db, { accountId: ada, subject: single }), [])
    const rule = { kind: 'tag', value: 'bees' } as const
    assert.deepEqual(await listProposals(db, ada, collectionId, rule), [])
    const farAhead = new Date('2030-01-01T00:00:00.000Z')
    assert.deepEqual(await leaseDueBadges(db, farAhead, farAhead, 9), [])
    assert.equal((await findBadgeByIdentity(db, ada, 'award'))?.trashedAt, AT)
  })

  it('what comes back is where it was, also when its collection was arranged anew meanwhile', async () => {
    const [one, two] = [await putBadge(db, ada), await putBadge(db, ada)]
    const note = (badgeId: string, text: string) => ({ badgeId, note: text })
    await replacePlacements(db, collectionId, [note(one, 'first'), note(two, 'second')])
    await trashBadges(db, ada, [one], AT)
    await replacePlacements(db, collectionId, [note(two, 'changed')])
    await restoreBadge(db, ada, one)
    assert.deepEqual(
      (await placed()).sort(),
      [
        [one, 'first'],
        [two, 'changed'],
      ].sort(),
    )
    await assert.rejects(restoreBadge(db, ada, one), NOT_FOUND)
  })

  it('what went together comes back together, and nothing else', async () => {
    const ids = [await putBadge(db, ada), await putBadge(db, ada), await putBadge(db, ada)]
    const his = await putBadge(db, ben)
    await trashBadges(db, ada, [ids[0]!], LATER)
    assert.equal(await trashBadges(db, ada, [...ids, his], AT), 2)
    assert.equal(await restoreTrashedAt(db, ben, AT), 0)
    assert.equal(await restoreTrashedAt(db, ada, AT), 2)
    assert.deepEqual(
      (await listTrash(db, ada, PAGE)).map(({ id }) => id),
      [ids[0]],
    )
    assert.equal(await countTrash(db, ben), 0)
  })

  it('lists what went last first, page by page, to nobody but its owner', async () => {
    const [one, two] = [await putBadge(db, ada), await putBadge(db, ada)]
    await trashBadges(db, ada, [one], AT)
    await trashBadges(db, ada, [two], LATER)
    const list = async (offset: number) =>
      (await listTrash(db, ada, { offset, limit: 1 })).map(({ id, trashedAt }) => [id, trashedAt])
    assert.deepEqual(
      [...(await list(0)), ...(await list(1))],
      [
        [two, LATER],
        [one, AT],
      ],
    )
    assert.deepEqual(await listTrash(db, ben, PAGE), [])
    await assert.rejects(findTrashed(db, ben, one), NOT_FOUND)
    await assert.rejects(restoreBadge(db, ben, one), NOT_FOUND)
  })

  it('is emptied only of what has lain there long enough', async () => {
    const [one, two] = [await putBadge(db, ada), await putBadge(db, ada)]
    await trashBadges(db, ada, [one], AT)
    await trashBadges(db, ada, [two], LATER)
    assert.deepEqual(await listTrashedBefore(db, AT, 9), [{ id: one, accountId: ada }])
    await assert.rejects(deleteBadge(db, ada, two, AT), NOT_FOUND)
    await deleteBadge(db, ada, one, AT)
    await restoreBadge(db, ada, two)
    await assert.rejects(deleteBadge(db, ada, two, '9999'), NOT_FOUND)
  })
})

const PAGE = { offset: 0, limit: 9 }
