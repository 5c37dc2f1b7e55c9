import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { newId } from '../../src/ids.js'
import { insertAccount } from '../../src/store/accounts.js'
import { isFileUsed, listFiles } from '../../src/store/files.js'
import {
  declineItem,
  failItem,
  finishItem,
  handBackItem,
  leaseItem,
  renewLease,
  retryItem,
  setItemFiles,
  listSettledImports,
  takeLooked,
  countUnfinished,
} from '../../src/store/import-queue.js'
import {
  deleteImport,
  type StoredDiagnosis,
  findImport,
  findItem,
  insertImport,
  type ItemFacts,
  listImports,
  listItems,
  type NewItem,
} from '../../src/store/imports.js'
import type { Schema } from '../../src/store/schema.js'
import { eachDatabase } from '../support/databases.js'

const NOW = new Date('2026-03-14T09:26:53.589Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const DIAGNOSIS: StoredDiagnosis = {
  code: 'too_large',
  side: 'file',
  seen: ['6 MB'],
}
const FACTS: ItemFacts = {
  identity: 'hosted https://issuer.example/1',
  title: 'Bee Keeping',
  issuerName: 'Kauri College',
  awardedAt: '2025-02-03T00:00:00.000Z',
  expiresAt: null,
  checkedAt: NOW.toISOString(),
  verdict: 'valid',
  badgeState: 'issuer-not-proven',
  issuerProof: null,
  doubts: [],
  recipient: 'passed',
  imageHash: 'aa',
  imageType: 'image/png',
  sentTo: null,
  diagnosis: null,
}

eachDatabase('imports', (open) => {
  let db: Kysely<Schema>
  beforeEach(async () => void (db = await open()))

  const accountOf = async () => {
    const id = newId(NOW)
    await insertAccount(db, { id, name: 'Ada', passwordHash: 'x', createdAt: NOW.toISOString() })
    return id
  }

  const item = (name: string, more: Partial<NewItem> = {}): NewItem & { id: string } => ({
    id: newId(NOW),
    name,
    archive: null,
    origin: 'upload',
    sentTo: null,
    fileHash: `hash of ${name}`,
    diagnosis: null,
    ...more,
  })

  const importOf = async (accountId: string, items: (NewItem & { id: string })[], at = NOW) => {
    const id = newId(at)
    const notes = ['1 folder was left out.']
    await insertImport(db, accountId, { id, createdAt: at.toISOString(), notes }, items)
    return id
  }

  it('items come back in order, those refused at the door with their diagnosis', async () => {
    const ada = await accountOf()
    const many = Array.from({ length: 230 }, (_, n) => item(`${n}.png`))
    const refused = item('big.png', { fileHash: null, diagnosis: DIAGNOSIS })
    const id = await importOf(ada, [...many, refused])
    const items = await listItems(db, ada, id)
    assert.equal(items.length, 231)
    assert.deepEqual(
      items.slice(0, 3).map((one) => one.name),
      ['0.png', '1.png', '2.png'],
    )
    assert.equal(items[230]!.state, 'failed')
    assert.deepEqual(items[230]!.diagnosis, DIAGNOSIS)
    assert.deepEqual((await findImport(db, ada, id)).notes, ['1 folder was left out.'])
    assert.equal(await countUnfinished(db, ada), 230)
    const [summary] = await listImports(db, ada)
    assert.deepEqual([...summary!.counts].sort(), [
      ['failed', 1],
      ['waiting', 230],
    ])
  })

  it('somebody else’s import and item are not found, kept, declined or tried again', async () => {
    const [ada, ben] = [await accountOf(), await accountOf()]
    const one = item('a.png')
    const id = await importOf(ada, [one])
    const leased = await leaseItem(db, NOW, later(10))
    await finishItem(db, leased!, FACTS, '{}')
    await assert.rejects(findImport(db, ben, id), { code: 'not_found' })
    await assert.rejects(findItem(db, ben, id, one.id), { code: 'not_found' })
    assert.deepEqual(await listItems(db, ben, id), [])
    assert.equal(await takeLooked(db, ben, one.id), null)
    assert.equal(await declineItem(db, ben, one.id), false)
    assert.equal(await retryItem(db, ben, one.id), false)
    await deleteImport(db, ben, id)
    assert.equal((await findItem(db, ada, id, one.id)).state, 'looked')
  })

  it('each item is leased once, imports side by side, and a lease that ran out is free again', async () => {
    const ada = await accountOf()
    await importOf(ada, [item('a1'), item('a2')])
    await importOf(ada, [item('b1')])
    const names = []
    for (let n = 0; n < 4; n += 1) names.push((await leaseItem(db, NOW, later(10)))?.name)
    assert.deepEqual(names, ['a1', 'b1', 'a2', undefined])
    const again = await leaseItem(db, later(10), later(20))
    assert.equal(again?.name, 'a1')
    assert.equal(again?.attempts, 2)
  })

  it('a lease from a clock that was set back since is free at once', async () => {
    await importOf(await accountOf(), [item('a1')])
    await leaseItem(db, later(86_400), later(86_410))
    assert.equal((await leaseItem(db, NOW, later(10)))?.name, 'a1')
  })

  it('an item that is handed back waits as if it had not been taken', async () => {
    await importOf(await accountOf(), [item('a1')])
    const first = await leaseItem(db, NOW, later(10))
    assert.equal(await handBackItem(db, first!), true)
    const second = await leaseItem(db, NOW, later(10))
    assert.deepEqual([second?.name, second?.attempts], ['a1', 1])
  })

  it('an answer that comes after the lease was taken over counts for nothing', async () => {
    const ada = await accountOf()
    const one = item('a.png')
    const id = await importOf(ada, [one])
    const late = await leaseItem(db, NOW, later(10))
    const holder = await leaseItem(db, later(11), later(21))
    assert.equal(await renewLease(db, late!, later(30)), false)
    assert.equal(await failItem(db, late!, DIAGNOSIS), false)
    assert.equal(await renewLease(db, holder!, later(30)), true)
    assert.equal(await finishItem(db, holder!, FACTS, '{"n":1}'), true)
    assert.equal(await finishItem(db, holder!, FACTS, '{"n":2}'), false)
    const { state, title, verdict } = await findItem(db, ada, id, one.id)
    assert.deepEqual([state, title, verdict], ['looked', 'Bee Keeping', 'valid'])
  })

  it('what was looked at is taken once', async () => {
    const ada = await accountOf()
    const one = item('a.png')
    await importOf(ada, [one])
    assert.equal(await takeLooked(db, ada, one.id), null)
    await finishItem(db, (await leaseItem(db, NOW, later(10)))!, FACTS, '{"n":1}')
    assert.equal(await takeLooked(db, ada, one.id), '{"n":1}')
    assert.equal(await takeLooked(db, ada, one.id), null)
  })

  it('files are in use while an item refers to them, and belong to the account', async () => {
    const ada = await accountOf()
    const [kept, declined, failed] = [item('k'), item('d'), item('f')]
    await importOf(ada, [kept, declined, failed])
    for (const { id } of [kept, declined]) await setItemFiles(db, id, [`file of ${id}`, 'shared'])
    assert.ok((await listFiles(db, ada)).includes('shared'))
    await declineItem(db, ada, declined.id)
    await setItemFiles(db, declined.id, [])
    assert.equal(await isFileUsed(db, 'hash of d'), false)
    assert.equal(await isFileUsed(db, `file of ${declined.id}`), false)
    assert.equal(await isFileUsed(db, 'shared'), true)
    assert.equal(await isFileUsed(db, 'hash of f'), true)
  })

  it('an item that failed waits again only while its bytes are there', async () => {
    const ada = await accountOf()
    const [one, refused] = [item('a'), item('b', { fileHash: null, diagnosis: DIAGNOSIS })]
    await importOf(ada, [one, refused])
    assert.equal(await retryItem(db, ada, one.id), false)
    await failItem(db, (await leaseItem(db, NOW, later(10)))!, DIAGNOSIS)
    assert.equal(await retryItem(db, ada, one.id), true)
    assert.equal(await retryItem(db, ada, refused.id), false)
    assert.equal((await leaseItem(db, NOW, later(10)))?.attempts, 1)
  })

  it('an import is settled when nothing is left to look at or to decide', async () => {
    const ada = await accountOf()
    const [one, two] = [item('a'), item('b')]
    const id = await importOf(ada, [one, two])
    assert.deepEqual(await listSettledImports(db, later(1)), [])
    await declineItem(db, ada, one.id)
    assert.deepEqual(await listSettledImports(db, later(1)), [])
    await declineItem(db, ada, two.id)
    assert.deepEqual(await listSettledImports(db, NOW), [])
    assert.deepEqual(await listSettledImports(db, later(1)), [{ accountId: ada, id }])
    await deleteImport(db, ada, id)
    await assert.rejects(findImport(db, ada, id), { code: 'not_found' })
  })
})
