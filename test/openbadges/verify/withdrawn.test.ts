import assert from 'node:assert/strict'
import { Answered } from '../../support/documents.js'
import {
  assertion20,
  AWARD,
  check,
  CLASS,
  hosted,
  outcomeOf,
  V2,
} from '../../support/issuer-ob2.js'

const EVIL_AWARD = 'https://evil.example/a'
const honest = hosted({})

describe('hosted badges that were withdrawn', () => {
  it('a notice of withdrawal may hold other members, whole or not', async () => {
    for (const notice of [
      { id: AWARD, revoked: true, badge: CLASS, recipient: {}, verification: {} },
      { id: AWARD, revoked: true, type: 'Revoked', badge: CLASS, recipient: { type: 'email' } },
      { id: AWARD, revoked: true, type: 'Assertion' },
    ])
      assert.equal(
        outcomeOf(await check(AWARD, { ...honest, [AWARD]: notice })),
        'revoked revoked_flag',
      )
  })

  it('a withdrawn badge is withdrawn whatever the file says, which only names it', async () => {
    const notices = [
      { id: AWARD, revoked: true },
      { '@context': V2, id: AWARD, type: 'Assertion', revoked: true },
      new Answered(410),
    ]
    for (const notice of notices) {
      const broken = assertion20({ recipient: undefined, expires: '2024-01-01T00:00:00Z' })
      const report = await check(broken, { ...honest, [AWARD]: notice })
      assert.match(outcomeOf(report), /^revoked (expired )?revoked_/)
      assert.equal(report.credential?.achievement.name, 'Welding')
      assert.equal(report.credential?.issuer.name, 'School')
    }
  })

  it('a withdrawn badge that claims an issuer elsewhere is still not of that issuer', async () => {
    const answers = {
      ...honest,
      [EVIL_AWARD]: assertion20({ id: EVIL_AWARD, revoked: true }),
    }
    assert.match(outcomeOf(await check(EVIL_AWARD, answers)), /^invalid scope_outside/)
  })
})
