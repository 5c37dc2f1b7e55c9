import assert from 'node:assert/strict'
import { addBadge } from '../../../src/backpack/imports/add-at-once.js'
import { hidesSome, redactBadge, type SharedBadge } from '../../../src/backpack/sharing/redact.js'
import { findBadge } from '../../../src/store/badges.js'
import { findLatestReport } from '../../../src/store/reports.js'
import { ADA, openBackpack, NOW } from '../../support/backpack.js'
import { anAccount } from '../../support/rows.js'
import { openIssuer, sampleOf } from '../../support/samples.js'

const ALL = {
  name: true,
  emailHint: true,
  evidence: true,
  dates: true,
  notes: true,
  isItTheirs: true,
  download: true,
}

/** A hosted badge as a link shows it that leaves out these parts. */
async function without(...parts: (keyof typeof ALL)[]): Promise<SharedBadge> {
  const { ctx } = await openBackpack({ loadDocument: (await openIssuer()).loadDocument })
  const accountId = await anAccount(ctx.db)
  const { bytes, fileName } = await sampleOf('2.0-hosted-valid')
  const added = await addBadge(ctx, { id: accountId }, { bytes, fileName, origin: 'upload' })
  const badge = await findBadge(ctx.db, accountId, added.badgeId)
  const report = await findLatestReport(ctx.db, accountId, badge.id)
  assert.ok(badge.credential.id && report?.proof?.url)
  const shows = { ...ALL, ...Object.fromEntries(parts.map((part) => [part, false])) }
  const earner = { name: ADA.name, addresses: [ADA.email] }
  return redactBadge({ badge, note: 'Two hives.' }, report, shows, earner, NOW)
}

describe('what a link leaves out', () => {
  for (const part of ['name', 'evidence', 'dates'] as const)
    it(`${part} hidden: every address at which the issuer shows it is taken out`, async () => {
      assert.equal(hidesSome({ ...ALL, [part]: false }), true)
      const { badge, proof, checks } = await without(part)
      assert.deepEqual([badge.credential.id, badge.credential.uid, proof?.url], [null, null, null])
      assert.deepEqual([badge.issuerProof?.url, badge.issuerProof?.document], [null, null])
      const ofAward = checks.filter(({ check }) => check === 'hosted' || check === 'structure')
      const found = ofAward.flatMap(({ findings }) => findings)
      assert.ok(found.length > 0)
      assert.deepEqual(
        found.flatMap(({ evidence }) => evidence),
        [],
      )
    })

  for (const parts of [[], ['notes', 'emailHint', 'isItTheirs', 'download']] as const)
    it(`${parts.join(', ') || 'nothing'} hidden: the issuer’s own copy stays named`, async () => {
      const { badge, proof, checks } = await without(...parts)
      assert.ok(badge.credential.id && proof?.url && badge.issuerProof?.url)
      assert.ok(checks.some(({ findings }) => findings.some(({ evidence }) => evidence.length > 0)))
    })

  it('days are hidden with all that they are told by', async () => {
    const { badge, areDatesHidden, answers } = await without('dates')
    const { validFrom, validUntil, awardedDate } = badge.credential
    assert.deepEqual([validFrom, validUntil, awardedDate], [null, null, null])
    assert.deepEqual([badge.awardedAt, badge.expiresAt], [null, null])
    assert.deepEqual([answers.force.from, answers.force.until, areDatesHidden], [null, null, true])
  })

  it('notes and the hint are there where they are wanted only', async () => {
    assert.deepEqual(hints(await without()), ['Two hives.', 'a…@example.org'])
    assert.deepEqual(hints(await without('notes', 'emailHint')), ['', null])
  })
})

const hints = ({ note, emailHint }: SharedBadge) => [note, emailHint]
