import assert from 'node:assert/strict'
import { findLatestReport, insertReport } from '../../src/store/reports.js'
import { eachDatabase } from '../support/databases.js'
import { anAccount, aReport, putBadge } from '../support/rows.js'

eachDatabase('reports', (open) => {
  it('keep each change they brought, be it one', async () => {
    const db = await open()
    const ada = await anAccount(db)
    const id = await putBadge(db, ada)
    const change = { claim: 'title', was: 'Bees', now: 'Bees, level 2' } as const
    await insertReport(db, aReport(id, { changes: [change] }))
    assert.deepEqual((await findLatestReport(db, ada, id))?.changes, [change])
  })
})
