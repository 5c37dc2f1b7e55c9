import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { AppError } from '../../src/errors.js'
import { newId } from '../../src/ids.js'
import {
  countBadges,
  deleteBadge,
  findBadge,
  findBadgeByIdentity,
  insertBadge,
  listBadges,
  updateBadge,
  updateRecipient,
} from '../../src/store/badges.js'
import { isFileUsed, listFiles } from '../../src/store/files.js'
import {
  findDocument,
  findLatestReport,
  findTellingReport,
  findTellingReports,
  insertDocuments,
  insertReport,
  listDocuments,
  listReports,
} from '../../src/store/reports.js'
import type { Schema } from '../../src/store/schema.js'
import {
  type BadgeSource,
  findBadgeIdBySource,
  findSource,
  insertSource,
  listAwards,
  listSources,
  putInFront,
  type SourceFinding,
} from '../../src/store/sources.js'
import { eachDatabase } from '../support/databases.js'
import { aBadge, aCredential, anAccount, aReport, putBadge } from '../support/rows.js'

const NOT_FOUND = (error: unknown) => error instanceof AppError && error.code === 'not_found'

eachDatabase('badges', (open) => {
  let db: Kysely<Schema>
  let ada: string
  let ben: string
  beforeEach(async () => {
    db = await open()
    ada = await anAccount(db)
    ben = await anAccount(db, 'Ben Okafor')
  })

  it('a badge comes back as it went in', async () => {
    const badge = aBadge({ title: 'مقدمة في البرمجة', imageHash: 'aa', imageType: 'image/png' })
    assert.equal(await insertBadge(db, ada, badge), true)
    const { searchText: _, dueAt: __, issuerId: ___, ...kept } = badge
    const found = await findBadge(db, ada, badge.id)
    const fresh = { accountId: undefined, isHidden: false, trashedAt: null }
    assert.deepEqual({ ...found, accountId: undefined }, { ...kept, ...fresh })
  })

  it('the same award is in one backpack once, and may be in two backpacks', async () => {
    const badge = aBadge({ identity: 'hosted https://kauri.example/1' })
    assert.equal(await insertBadge(db, ada, badge), true)
    assert.equal(await insertBadge(db, ada, { ...badge, id: newId(new Date()) }), false)
    assert.equal(await insertBadge(db, ben, { ...badge, id: newId(new Date()) }), true)
    assert.equal((await findBadgeByIdentity(db, ada, badge.identity))?.id, badge.id)
    assert.equal(await findBadgeByIdentity(db, ada, 'hosted https://kauri.example/2'), null)
  })

  it('somebody else’s badge is not found, changed or deleted', async () => {
    const id = await putBadge(db, ada)
    await assert.rejects(findBadge(db, ben, id), NOT_FOUND)
    await assert.rejects(deleteBadge(db, ben, id), NOT_FOUND)
    await updateRecipient(db, ben, id, 'failed')
    assert.equal((await findBadge(db, ada, id)).recipient, 'passed')
  })

  it('lists newest first, page by page', async () => {
    const ids = []
    for (let n = 0; n < 5; n++) ids.push(await putBadge(db, ada))
    ids.reverse()
    const first = await listBadges(db, ada, { limit: 2 })
    const second = await listBadges(db, ada, { limit: 9, offset: 2 })
    assert.deepEqual(
      [...first, ...second].map(({ id }) => id),
      ids,
    )
  })

  it('finds every word in title, issuer or tags, in any case, and takes signs as they are', async () => {
    await putBadge(db, ada, { title: 'Bee Keeping' })
    await putBadge(db, ada, { title: 'ÜBERSETZEN 100%', issuerName: 'Kauri_College' })
    const titles = async (search: string) =>
      (await listBadges(db, ada, { search })).map(({ title }) => title)
    assert.deepEqual(await titles('kauri BEE'), ['Bee Keeping'])
    assert.deepEqual(await titles('Über'), ['ÜBERSETZEN 100%'])
    assert.deepEqual(await titles('100%'), ['ÜBERSETZEN 100%'])
    assert.deepEqual(await titles('kauri_'), ['ÜBERSETZEN 100%'])
    assert.deepEqual(await titles('10\\'), [])
    assert.deepEqual(await titles('bee knots'), [])
  })

  it('counts by status, each badge once in all', async () => {
    await putBadge(db, ada, { title: 'One' })
    await putBadge(db, ada, { title: 'Two', verdict: 'expired' })
    await putBadge(db, ada, { title: 'Three', verdict: 'valid', recipient: 'failed' })
    await putBadge(db, ben)
    assert.deepEqual(Object.fromEntries(await countBadges(db, ada)), {
      all: 3,
      valid: 2,
      expired: 1,
      waiting: 1,
    })
    assert.deepEqual(Object.fromEntries(await countBadges(db, ada, { search: 'two' })), {
      all: 1,
      expired: 1,
    })
    const waiting = await listBadges(db, ada, { status: 'waiting' })
    assert.deepEqual(
      waiting.map(({ title }) => title),
      ['Three'],
    )
  })

  it('a verification changes the standing, and the description only when it read one', async () => {
    const id = await putBadge(db, ada)
    const { checkedAt, dueAt, issuerProof } = aBadge()
    const never = { beginsAt: null, stateBegun: null }
    const found = { verdict: 'unverifiable', state: 'unchecked', issuerProof, ...never } as const
    const standing = { ...found, recipient: 'passed', checkedAt, dueAt } as const
    const silence = { validAt: checkedAt, silentSince: checkedAt, silentCount: 3, toldBy: 'r1' }
    await updateBadge(db, ada, id, { ...standing, ...silence }, null, null)
    const silent = await findBadge(db, ada, id)
    assert.equal(silent.verdict, 'unverifiable')
    assert.equal(silent.silentCount, 3)
    assert.equal(silent.title, 'Bee Keeping, Level 2')
    const description = { ...aBadge({ title: 'New' }), credential: aCredential('New') }
    const picture = { imageHash: 'bb', imageType: 'image/png' }
    await updateBadge(db, ada, id, { ...standing, ...silence }, description, picture)
    assert.equal((await findBadge(db, ada, id)).title, 'New')
    assert.equal((await findBadge(db, ada, id)).imageHash, 'bb')
  })

  it('the source in front comes first, then the newest, and the same file is one source', async () => {
    const id = await putBadge(db, ada)
    const order = async () => (await listSources(db, ada, id)).map(({ fileHash }) => fileHash)
    for (const hash of ['aa', 'bb', 'cc', 'aa'])
      await insertSource(db, id, aSource(hash), aFinding(hash))
    assert.deepEqual(await order(), ['cc', 'bb', 'aa'])
    await putInFront(db, id, 'cc')
    await putInFront(db, id, 'aa')
    assert.deepEqual(await order(), ['aa', 'cc', 'bb'])
    const sources = await listSources(db, ada, id)
    assert.deepEqual(
      sources.map(({ isFront }) => isFront),
      [true, false, false],
    )
    assert.deepEqual(await listSources(db, ben, id), [])
    await assert.rejects(findSource(db, ben, id, sources[0]!.id), NOT_FOUND)
  })

  it('a badge is found by the identity of any of its sources, and by its award key', async () => {
    const id = await putBadge(db, ada)
    await insertSource(db, id, aSource('aa'), aFinding('aa'))
    assert.equal(await findBadgeIdBySource(db, ada, 'issued aa'), id)
    assert.equal(await findBadgeIdBySource(db, ben, 'issued aa'), null)
    const [known] = await listAwards(db, ada, 'key aa')
    assert.deepEqual(known, { badgeId: id, facts: aFinding('aa').facts })
    assert.deepEqual(await listAwards(db, ben, 'key aa'), [])
  })

  it('the last report made is the newest one, also within one millisecond', async () => {
    const id = await putBadge(db, ada)
    const other = await putBadge(db, ada)
    await insertReport(db, aReport(id, { verdict: 'valid' }))
    await insertReport(db, aReport(id, { verdict: 'expired' }))
    await insertReport(db, aReport(other, { verdict: 'revoked' }))
    assert.equal((await findLatestReport(db, ada, id))?.verdict, 'expired')
    assert.equal(await findLatestReport(db, ben, id), null)
    const latest = await findTellingReports(db, ada, [id, other])
    assert.deepEqual([latest.get(id)?.verdict, latest.get(other)?.verdict], ['expired', 'revoked'])
    const verdicts = (await listReports(db, ada, id, 9)).map(({ verdict }) => verdict)
    assert.deepEqual(verdicts, ['expired', 'valid'])
  })

  it('the report that speaks for a badge is the newest, or the one the badge names, of each its own', async () => {
    const [id, other] = [await putBadge(db, ada), await putBadge(db, ada)]
    const [heard, silent] = [aReport(id), aReport(id, { verdict: 'unverifiable' })]
    for (const report of [heard, silent, aReport(other, { verdict: 'expired' })])
      await insertReport(db, report)
    await insertDocuments(db, [aDocument(heard.id, 0, 'heard'), aDocument(silent.id, 0, 'silent')])
    const told = async () => (await findTellingReports(db, ada, [id, other])).get(id)?.id
    const hash = async () => (await findDocument(db, ada, id, 0)).fileHash
    assert.deepEqual([await told(), await hash()], [silent.id, 'silent'])
    await updateBadge(db, ada, id, aBadge({ toldBy: heard.id }), null, null)
    assert.deepEqual([await told(), await hash()], [heard.id, 'heard'])
    assert.equal((await findTellingReport(db, ada, other))?.verdict, 'expired')
    assert.equal(await findTellingReport(db, ben, id), null)
    assert.equal((await findLatestReport(db, ada, id))?.id, silent.id)
  })

  it('documents belong to the newest report, in order of asking', async () => {
    const id = await putBadge(db, ada)
    const [old, latest] = [aReport(id), aReport(id)]
    await insertReport(db, old)
    await insertReport(db, latest)
    await insertDocuments(db, [aDocument(old.id, 0, 'old')])
    await insertDocuments(db, [aDocument(latest.id, 1, 'b'), aDocument(latest.id, 0, 'a')])
    const hashes = (await listDocuments(db, ada, id)).map(({ fileHash }) => fileHash)
    assert.deepEqual(hashes, ['a', 'b'])
    await assert.rejects(findDocument(db, ada, id, 7), NOT_FOUND)
    await assert.rejects(findDocument(db, ben, id, 0), NOT_FOUND)
  })

  it('knows every file of a badge, and when nobody uses one any more', async () => {
    const id = await putBadge(db, ada, { imageHash: 'picture' })
    await insertSource(db, id, aSource('upload'), aFinding('upload'))
    const report = aReport(id, { awardHash: 'award' })
    await insertReport(db, report)
    await insertDocuments(db, [aDocument(report.id, 0, 'document')])
    const files = (await listFiles(db, ada, id)).sort()
    assert.deepEqual(files, ['award', 'document', 'picture', 'upload'])
    assert.deepEqual((await listFiles(db, ada)).sort(), files)
    assert.deepEqual(await listFiles(db, ben), [])
    for (const hash of files) assert.equal(await isFileUsed(db, hash), true)
    await deleteBadge(db, ada, id)
    for (const hash of files) assert.equal(await isFileUsed(db, hash), false)
  })
})

function aSource(fileHash: string): BadgeSource {
  const id = newId(new Date('2026-03-14T09:26:53.589Z'))
  const file = { fileHash, fileName: 'badge.png', fileType: 'image/png' }
  return { id, ...file, origin: 'upload', sourceUrl: null, createdAt: '2026-03-14T09:26:53.589Z' }
}

function aFinding(name: string): SourceFinding {
  const ids = { id: `urn:${name}`, uid: null, subjectId: null, recipients: [] }
  const issuer = { issuerId: 'did:web:kauri.example', issuerUrl: null, achievementId: null }
  const how = { format: 'ob2.0', proofKind: 'signed' } as const
  const facts = { ...ids, ...issuer, ...how, days: ['2024-02-03'], until: null }
  return { identity: `issued ${name}`, awardKey: `key ${name}`, facts, verdict: 'valid' }
}

function aDocument(reportId: string, position: number, fileHash: string) {
  const url = `https://kauri.example/${position}`
  const fetchedAt = '2026-03-14T09:26:53.589Z'
  const answer = { status: 200, cause: null, type: 'application/json', fileHash, fetchedAt }
  return { reportId, position, url, finalUrl: url, ...answer }
}
