import assert from 'node:assert/strict'
import { type Kysely, Migrator } from 'kysely'
import { migrations } from '../../../db/migrations/index.js'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { answersNow } from '../../../src/backpack/badges/answers.js'
import { verifyBadge } from '../../../src/backpack/badges/verify.js'
import { findBadge } from '../../../src/store/badges.js'
import { migrate } from '../../../src/store/database.js'
import { findTellingReport, listReports } from '../../../src/store/reports.js'
import { historyView } from '../../../src/web/view-models/history.js'
import { openBackpack, type TestBackpack } from '../../support/backpack.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'
import { offline } from '../../support/uploads.js'

/** The last change of the schema before proofs were kept. */
const BEFORE_PROOFS = '0009-capsules'
/** Columns that came later, as the migrations to come add them again. */
const LATER_TABLES = [
  ...['account_change', 'authenticator_app', 'recovery_code', 'passkey'],
  ...['chore', 'lost_file', 'identity'],
]
const LATER = {
  report: ['proof', 'issuer', 'state', 'changes'],
  badge: ['issuer_proof', 'state', 'expires_written', 'begins_at', 'state_begun', 'told_by'],
  import_item: ['badge_state', 'issuer_proof'],
  email: ['spellings'],
}

describe('badges of a version that kept no proofs', () => {
  let backpack: TestBackpack
  let ada: string
  beforeEach(async () => {
    backpack = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
    ada = await anAccount(backpack.ctx.db)
  })

  const add = async (name: string) => {
    const { bytes, fileName } = await sampleOf(name)
    const input = { bytes, fileName, origin: 'upload' } as const
    return (await addBadge(backpack.ctx, { id: ada }, input)).badgeId
  }
  const find = (id: string) => findBadge(backpack.ctx.db, ada, id)
  const shown = async (id: string) => {
    const report = await findTellingReport(backpack.ctx.db, ada, id)
    return answersNow(await find(id), report, backpack.ctx.now())
  }

  /** Takes the schema back to what that version had, and up again. */
  async function upgrade(): Promise<void> {
    const { db } = backpack.ctx
    for (const table of LATER_TABLES) await db.schema.dropTable(table).execute()
    for (const [table, columns] of Object.entries(LATER))
      for (const column of columns) await db.schema.alterTable(table).dropColumn(column).execute()
    const later = Object.keys(migrations).filter((name) => name > BEFORE_PROOFS)
    const applied = db as unknown as Kysely<{ kysely_migration: { name: string } }>
    await applied.deleteFrom('kysely_migration').where('name', 'in', later).execute()
    const left = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).getMigrations()
    assert.equal(left.filter(({ executedAt }) => !executedAt).length, later.length)
    await migrate(db)
  }

  const silently = async (id: string) => {
    backpack.answerWith(offline)
    backpack.advance(3600)
    await verifyBadge(backpack.ctx, ada, id)
    return find(id)
  }
  const set = (
    id: string,
    row: { verdict?: 'valid' | 'invalid' | 'unverifiable'; validAt?: string | null },
  ) => backpack.ctx.db.updateTable('badge').set(row).where('id', '=', id).execute()

  for (const [name, state, silent] of [
    ['2.0-hosted-valid', 'was-valid', 'was-valid'],
    ['3.0-EdDSA-valid', 'was-valid', 'was-valid'],
    ['2.0-ES256-revoked', 'withdrawn', 'withdrawn'],
    ['1.1-hosted-expired', 'expired', 'expired'],
    ['2.0-ES256-tampered', 'not-genuine', 'not-genuine'],
  ] as const)
    it(`${name} reads ${state}, is due at once, and ${silent} after a silent check`, async () => {
      const id = await add(name)
      const { issuerProof } = await find(id)
      await upgrade()
      assert.equal((await shown(id)).state, state)
      const { dueAt: due } = await backpack.ctx.db
        .selectFrom('badge')
        .where('id', '=', id)
        .select('dueAt')
        .executeTakeFirstOrThrow()
      assert.ok(due! <= backpack.ctx.now().toISOString())
      for (let count = 0; count < 2; count += 1) {
        const now = await silently(id)
        assert.deepEqual([now.state, now.issuerProof], [silent, issuerProof])
      }
      const lines = await listReports(backpack.ctx.db, ada, id, 9)
      const words = historyView(lines, 3, { date: () => '' }).map((line) => line.state)
      assert.ok(!words.includes('issuer-not-proven') && !words.includes('unchecked'))
    })

  it('a silence of then leaves standing what was valid before it; and nothing where nothing was', async () => {
    const id = await add('2.0-hosted-valid')
    const { issuerProof } = await find(id)
    const other = await add('2.0-ES256-valid')
    await silently(id)
    await silently(other)
    await set(other, { validAt: null })
    await upgrade()
    assert.deepEqual(
      [(await find(id)).state, (await find(other)).state],
      ['was-valid', 'unchecked'],
    )
    const { answers } = await shown(id)
    assert.deepEqual([answers.real.answer, answers.force.answer], ['proven', 'unasked'])
    const now = await silently(id)
    assert.deepEqual([now.state, now.issuerProof], ['was-valid', issuerProof])
  })

  it('only a key was never more than a key, and a report without a capsule claims no issuer', async () => {
    const id = await add('3.0-eddsa-rdfc-2022-valid')
    await upgrade()
    assert.notEqual((await silently(id)).state, 'valid')
    const hosted = await (backpack.answerWith((await openIssuer()).loadDocument),
    add('2.0-hosted-valid'))
    await backpack.ctx.db.updateTable('report').set({ asked: null, askedHash: null }).execute()
    await upgrade()
    for (let count = 0; count < 2; count += 1) {
      const now = await silently(hosted)
      assert.deepEqual([now.state, now.issuerProof.kind], ['was-valid', 'none'])
    }
  })

  it('what was invalid is not proven, unless its report disproves it', async () => {
    const id = await add('2.0-hosted-valid')
    await set(id, { verdict: 'invalid' })
    await upgrade()
    assert.equal((await find(id)).state, 'not-proven')
  })
})
