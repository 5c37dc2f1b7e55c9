import assert from 'node:assert/strict'
import { agoWords, counted, dayWords, timeWords } from '../../src/words/language.js'

const NOW = new Date('2026-11-28T12:00:00Z')
const ago = (seconds: number) =>
  agoWords(new Date(NOW.getTime() - seconds * 1000).toISOString(), NOW)

describe('days, plurals and lists in English', () => {
  for (const [seconds, words] of [
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [119, '1 minute ago'],
    [120, '2 minutes ago'],
    [3599, '59 minutes ago'],
    [3600, '1 hour ago'],
    [7199, '1 hour ago'],
    [7200, '2 hours ago'],
    [86_399, '23 hours ago'],
    [86_400, 'on 27 November 2026'],
  ] as const)
    it(`${seconds} seconds are ${words}`, () => assert.equal(ago(seconds), words))

  it('a day is the day that was written, a moment is in UTC, and what is no date is nothing', () => {
    assert.equal(dayWords('2024-02-03T23:30:00-05:00'), '3 February 2024')
    assert.equal(timeWords('2024-02-03T23:30:00-05:00'), '4 February 2024, 04:30 UTC')
    assert.deepEqual([dayWords('soon'), timeWords('soon')], [null, null])
  })

  it('one is one, and anything else is several', () => {
    assert.deepEqual(
      [0, 1, 2].map((count) => counted(count, 'badge')),
      ['0 badges', '1 badge', '2 badges'],
    )
    assert.deepEqual(
      [counted(1, 'entry', 'entries'), counted(2, 'entry', 'entries')],
      ['1 entry', '2 entries'],
    )
  })
})
