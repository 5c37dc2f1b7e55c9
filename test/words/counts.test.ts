import assert from 'node:assert/strict'
import { countStates } from '../../src/words/counts.js'
import { STATE_ORDER } from '../../src/words/states.js'
import type { Told } from '../../src/words/told.js'
import { TIMES } from './told.js'

describe('several badges in words', () => {
  const of = (...states: Told['state'][]) =>
    countStates(
      states.map((state) => ({ state, provenAt: '2026-11-28T20:51:00Z' })),
      TIMES,
    )

  it('counts filled seals, then every other kind, and the kinds add up', () => {
    const { headline, kinds } = of('valid', 'valid', 'issuer-not-proven', 'was-valid')
    assert.equal(headline, '2 of 4 badges are valid today')
    assert.deepEqual(
      kinds.map(({ words }) => words),
      ['2 valid', '1 with an issuer not proven', '1 proven valid 8 minutes ago'],
    )
  })

  it('of one badge says how it stands, and that it was proven only where it was', () => {
    const one = (state: Told['state'], provenAt: string | null) =>
      countStates([{ state, provenAt }], TIMES).headline
    const day = '2026-11-28T20:51:00Z'
    assert.equal(one('valid', day), 'This badge is valid today')
    assert.equal(one('was-valid', day), 'This badge was proven valid 8 minutes ago')
    assert.equal(one('was-valid', null), 'This badge was proven valid earlier')
    assert.equal(one('expired', day), 'This badge has expired')
    assert.equal(of('valid', 'expired').headline, '1 of 2 badges is valid today')
  })

  it('never reads that none is valid', () => {
    assert.equal(
      of('was-valid', 'was-valid', 'was-valid').headline,
      '3 badges, all proven valid 8 minutes ago',
    )
    for (const one of STATE_ORDER)
      for (const other of STATE_ORDER)
        assert.doesNotMatch(of(one, other).headline, /none|not valid today/i)
  })

  it('has the seal for all only where each one has it', () => {
    assert.equal(of('valid', 'valid').isAllValid, true)
    assert.equal(of('valid', 'issuer-not-proven').isAllValid, false)
    assert.equal(of().isAllValid, false)
  })
})
