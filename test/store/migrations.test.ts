import assert from 'node:assert/strict'
import type { Kysely } from 'kysely'
import { up } from '../../db/migrations/0015-told-by.js'
import { eachDatabase } from '../support/databases.js'

/** A row of a badge as it was kept before that change. */
const BADGE = {
  account_id: 'ada',
  title: 'Bee Keeping',
  issuer_name: 'Kauri College',
  issuer_id: 'https://kauri.example',
  search_text: 'bee keeping',
  format: 'ob2.0',
  credential: '{}',
  recipient: 'passed',
  checked_at: '2026-03-14T09:00:00.000Z',
  created_at: '2026-03-14T09:00:00.000Z',
}
const REPORT = { at: BADGE.checked_at, recipient: 'passed', is_change: 1 }

interface Before {
  account: { id: string; name: string; password_hash: string; created_at: string }
  badge: typeof BADGE & {
    id: string
    identity: string
    verdict: string
    valid_at: string | null
    issuer_proof: string | null
    state?: string
    told_by?: string | null
  }
  report: typeof REPORT & { id: string; badge_id: string; verdict: string; checks: string }
}

eachDatabase('badges verified before proofs were kept', (open) => {
  let db: Kysely<Before>
  beforeEach(async () => {
    db = (await open()).withoutPlugins() as unknown as Kysely<Before>
    await db.schema.alterTable('badge').dropColumn('told_by').execute()
    const ada = { id: 'ada', name: 'Ada', password_hash: 'x', created_at: BADGE.created_at }
    await db.insertInto('account').values(ada).execute()
  })

  const put = (id: string, verdict: string, more: Partial<Before['badge']> = {}) =>
    db
      .insertInto('badge')
      .values({ ...BADGE, id, identity: id, verdict, valid_at: null, issuer_proof: null, ...more })
      .execute()
  const tell = (id: string, badgeId: string, verdict: string, code?: string) => {
    const findings = code ? [{ code, severity: 'error', outcome: 'failed' }] : []
    const checks = JSON.stringify([{ findings }])
    const row = { ...REPORT, id, badge_id: badgeId, verdict, checks }
    return db.insertInto('report').values(row).execute()
  }
  const upgraded = async (id: string) => {
    await up(db as Kysely<unknown>)
    const badge = db.selectFrom('badge').where('id', '=', id).select(['state', 'told_by'])
    return badge.executeTakeFirstOrThrow()
  }

  for (const [verdict, state] of [
    ['valid', 'was-valid'],
    ['revoked', 'withdrawn'],
    ['expired', 'expired'],
    ['not-yet-valid', 'not-yet'],
    ['unverifiable', 'unchecked'],
    ['invalid', 'not-proven'],
  ] as const)
    it(`that were ${verdict} read as ${state}`, async () => {
      await put('old', verdict)
      assert.deepEqual(await upgraded('old'), { state, told_by: null })
    })

  it('that were valid before their issuer fell silent say so by the report that found it', async () => {
    await put('old', 'unverifiable', { valid_at: BADGE.checked_at })
    await tell('r1', 'old', 'valid')
    await tell('r2', 'old', 'valid')
    await tell('r3', 'old', 'unverifiable')
    assert.deepEqual(await upgraded('old'), { state: 'was-valid', told_by: 'r2' })
  })

  it('that were disproven at the last check read as not genuine', async () => {
    await put('old', 'invalid')
    await tell('r1', 'old', 'invalid')
    await tell('r2', 'old', 'invalid', 'signature_invalid')
    assert.equal((await upgraded('old')).state, 'not-genuine')
  })

  it('that were disproven once, but not at the last check, read as not proven', async () => {
    await put('old', 'invalid')
    await tell('r1', 'old', 'invalid', 'signature_invalid')
    await tell('r2', 'old', 'invalid', 'evidence_unreachable')
    assert.equal((await upgraded('old')).state, 'not-proven')
  })

  it('whose proof was kept stay as they are', async () => {
    await put('new', 'valid', { issuer_proof: '{}', state: 'valid' })
    assert.deepEqual(await upgraded('new'), { state: 'valid', told_by: null })
  })
})
