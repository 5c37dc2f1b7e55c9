import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { AppError } from '../../src/errors.js'
import { hashToken, newId } from '../../src/ids.js'
import { deleteBadge, updateRecipient } from '../../src/store/badges.js'
import {
  deleteCollection,
  findCollection,
  insertCollection,
  listCollectedBadges,
  listCollections,
  listCollectionsOf,
  replacePlacements,
  updateCollection,
} from '../../src/store/collections.js'
import type { Schema } from '../../src/store/schema.js'
import { findSharedBadge, listSharedBadges } from '../../src/store/shared-badges.js'
import {
  insertShare,
  listShares,
  NEW_LINK_SHOWS,
  stopShare,
  type Subject,
} from '../../src/store/shares.js'
import { openShare } from '../../src/store/open-share.js'
import { eachDatabase } from '../support/databases.js'
import { anAccount, putBadge } from '../support/rows.js'

const NOT_FOUND = (error: unknown) => error instanceof AppError && error.code === 'not_found'
const NOW = new Date('2026-03-14T09:26:53.589Z')
const AT = NOW.toISOString()

eachDatabase('collections and links', (open) => {
  let db: Kysely<Schema>
  let ada: string
  let ben: string
  let collection: string
  let subject: Subject
  beforeEach(async () => {
    db = await open()
    ada = await anAccount(db)
    ben = await anAccount(db, 'Ben Okafor')
    collection = newId(NOW)
    subject = { collectionId: collection, badgeId: null }
    const words = { title: 'Land and water', description: '**Hello**' }
    await insertCollection(db, ada, { id: collection, ...words, createdAt: AT, updatedAt: AT })
  })

  it('somebody else’s collection is not found, changed or deleted', async () => {
    const change = { id: collection, title: 'Mine', description: '', updatedAt: AT }
    await assert.rejects(findCollection(db, ben, collection), NOT_FOUND)
    await assert.rejects(updateCollection(db, ben, change), NOT_FOUND)
    await assert.rejects(deleteCollection(db, ben, collection), NOT_FOUND)
    assert.equal((await findCollection(db, ada, collection)).title, 'Land and water')
    assert.deepEqual(await listCollections(db, ben), [])
  })

  it('keeps the order and the line of each badge', async () => {
    const [one, two, three] = [
      await putBadge(db, ada),
      await putBadge(db, ada),
      await putBadge(db, ada),
    ]
    const put = (ids: string[]) =>
      replacePlacements(
        db,
        collection,
        ids.map((badgeId) => ({ badgeId, note: `about ${badgeId}` })),
      )
    await put([two, three, one])
    const collected = await listCollectedBadges(db, ada, collection)
    assert.deepEqual(
      collected.map(({ badge, note }) => [badge.id, note]),
      [two, three, one].map((id) => [id, `about ${id}`]),
    )
    await put([one])
    assert.equal((await listCollectedBadges(db, ada, collection)).length, 1)
    assert.deepEqual(
      (await listCollectionsOf(db, ada, one)).map(({ id }) => id),
      [collection],
    )
    assert.deepEqual(await listCollectionsOf(db, ada, two), [])
  })

  it('counts badges and working links', async () => {
    await replacePlacements(db, collection, [{ badgeId: await putBadge(db, ada), note: '' }])
    const kept = await aShare('kept')
    const stopped = await aShare('stopped')
    await stopShare(db, ada, subject, stopped.id, AT)
    const [line] = await listCollections(db, ada)
    assert.deepEqual([line!.badgeCount, line!.shareCount], [1, 1])
    assert.deepEqual(
      (await listShares(db, ada, subject)).map(({ id, stoppedAt }) => [id, stoppedAt]),
      [
        [kept.id, null],
        [stopped.id, AT],
      ],
    )
  })

  it('a link is known until its collection is gone, and says when it was stopped', async () => {
    const { id } = await aShare('secret')
    assert.equal((await openShare(db, hashToken('secret'))).earnerName, 'Ada Njoroge')
    await assert.rejects(openShare(db, hashToken('guess')), NOT_FOUND)
    await assert.rejects(stopShare(db, ben, subject, id, AT), NOT_FOUND)
    await stopShare(db, ada, subject, id, AT)
    assert.equal((await openShare(db, hashToken('secret'))).stoppedAt, AT)
    await assert.rejects(stopShare(db, ada, subject, id, AT), NOT_FOUND)
    await aShare('another')
    await deleteCollection(db, ada, collection)
    await assert.rejects(openShare(db, hashToken('another')), NOT_FOUND)
  })

  it('shows only badges proven to be the earner’s, at every moment', async () => {
    const [mine, waiting, elsewhere] = [
      await putBadge(db, ada, { title: 'Mine' }),
      await putBadge(db, ada, { title: 'Waiting', recipient: 'failed' }),
      await putBadge(db, ada, { title: 'Elsewhere' }),
    ]
    const placements = [mine, waiting].map((badgeId) => ({ badgeId, note: 'n' }))
    await replacePlacements(db, collection, placements)
    await aShare('secret')
    const share = await openShare(db, hashToken('secret'))
    const titles = async () => (await listSharedBadges(db, share)).map(({ badge }) => badge.title)
    assert.deepEqual(await titles(), ['Mine'])
    assert.equal((await findSharedBadge(db, share, mine)).badge.title, 'Mine')
    await assert.rejects(findSharedBadge(db, share, waiting), NOT_FOUND)
    await assert.rejects(findSharedBadge(db, share, elsewhere), NOT_FOUND)
    await updateRecipient(db, ada, mine, 'failed')
    await assert.rejects(findSharedBadge(db, share, mine), NOT_FOUND)
    assert.deepEqual(await titles(), [])
    await deleteBadge(db, ada, mine)
    assert.equal((await listCollectedBadges(db, ada, collection)).length, 1)
  })

  async function aShare(secret: string) {
    const terms = { endsAt: null, passwordHash: null, shows: NEW_LINK_SHOWS, isFindable: false }
    const share = { id: newId(NOW), subject, label: secret, createdAt: AT, ...terms }
    await insertShare(db, ada, { ...share, tokenHash: hashToken(secret) })
    return share
  }
})
