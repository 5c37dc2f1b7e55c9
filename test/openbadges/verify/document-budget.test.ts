import assert from 'node:assert/strict'
import { AWARD, check, hosted, outcomeOf, profile20, V2 } from '../../support/issuer-ob2.js'

/** A badge with so many endorsements, each by another guild that has its own profile. */
function endorsed(count: number) {
  const places = Array.from({ length: count }, (_, n) => `https://guild${n}.example/`)
  const documents = places.flatMap((place) => {
    const endorsement = {
      '@context': V2,
      id: `${place}e`,
      type: 'Endorsement',
      claim: { id: AWARD },
      issuer: `${place}i`,
      issuedOn: '2025-02-01T00:00:00Z',
      verification: { type: 'HostedBadge' },
    }
    return [
      [`${place}e`, endorsement],
      [`${place}i`, profile20({ id: `${place}i`, url: place, name: place })],
    ] as const
  })
  const award = { endorsement: places.map((place) => `${place}e`) }
  return { ...hosted({ award }), ...Object.fromEntries(documents) }
}

describe('the addresses asked for one badge', () => {
  it('are forty at most; what would need more could not be checked, and the badge stands', async () => {
    const asked: string[] = []
    const report = await check(AWARD, endorsed(20), { asked })
    assert.equal(new Set(asked).size, 40)
    assert.equal(asked.length, 40)
    const outcomes = report.credential!.endorsements.map(({ outcome }) => outcome)
    assert.deepEqual(new Set(outcomes), new Set(['passed', 'unknown']))
    assert.equal(report.verdict, 'valid')
  })

  it('are each asked once, and none is left out below forty', async () => {
    const asked: string[] = []
    const report = await check(AWARD, endorsed(18), { asked })
    assert.equal(asked.length, 3 + 2 * 18)
    assert.equal(outcomeOf(report), 'valid')
  })
})
