import assert from 'node:assert/strict'
import { newId } from '../../src/ids.js'
import { insertSource, putInFront } from '../../src/store/sources.js'
import { listWaitingBadges } from '../../src/store/waiting.js'
import { eachDatabase } from '../support/databases.js'
import { aCredential, anAccount, putBadge } from '../support/rows.js'

eachDatabase('waiting badges', (open) => {
  it('lists what is not proven, newest first, of this account alone, and nothing from the trash', async () => {
    const db = await open()
    const [ada, ben] = [await anAccount(db), await anAccount(db, 'Ben Okafor')]
    await putBadge(db, ada, { title: 'Proven' })
    await putBadge(db, ada, { title: 'Old', recipient: 'failed' })
    await putBadge(db, ada, { title: 'New', recipient: 'unknown' })
    await putBadge(db, ben, { title: 'Other', recipient: 'failed' })
    const thrown = await putBadge(db, ada, { title: 'Thrown', recipient: 'failed' })
    const gone = { trashedAt: '2026-03-14T09:26:53.589Z' }
    await db.updateTable('badge').set(gone).where('id', '=', thrown).execute()
    const titles = (await listWaitingBadges(db, ada)).map(({ title }) => title)
    assert.deepEqual(titles, ['New', 'Old'])
  })

  it('says whom a badge names by the source in front, or by the badge where none was noted', async () => {
    const db = await open()
    const ada = await anAccount(db)
    const named = (identity: string) => [{ type: 'email', identity, hashed: false, salt: null }]
    const credential = { ...aCredential('Old'), recipients: named('old@example.org') }
    await putBadge(db, ada, { recipient: 'failed', credential })
    const badge = await putBadge(db, ada, { recipient: 'failed' })
    for (const name of ['behind', 'front']) {
      const recipients = named(`${name}@example.org`)
      await insertSource(db, badge, aSource(name), { ...FINDING, facts: { ...FACTS, recipients } })
    }
    await putInFront(db, badge, 'front')
    const found = (await listWaitingBadges(db, ada)).map(
      ({ recipients }) => recipients[0]?.identity,
    )
    assert.deepEqual(found, ['front@example.org', 'old@example.org'])
  })
})

const FACTS = {
  ...({ format: 'ob2.0', proofKind: 'signed', id: 'urn:1', uid: null, recipients: [] } as const),
  ...{ subjectId: null, issuerId: null, issuerUrl: null, achievementId: null },
  ...{ days: [], until: null },
}
const FINDING = { identity: 'issued 1', awardKey: null, verdict: 'valid' } as const

function aSource(fileHash: string) {
  const createdAt = '2026-03-14T09:26:53.589Z'
  const file = { fileHash, fileName: 'badge.png', fileType: 'image/png', createdAt }
  return { id: newId(new Date(createdAt)), ...file, origin: 'upload', sourceUrl: null } as const
}
