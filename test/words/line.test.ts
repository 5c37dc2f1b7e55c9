import assert from 'node:assert/strict'
import { finding, type BadgeState } from '../../src/openbadges/index.js'
import { type Listed, stateLine } from '../../src/words/line.js'
import { because, TIMES } from './told.js'

const DAY = '2026-11-28T00:00:00Z'
const SILENT = '; the issuer does not answer right now'

const lineOf = (state: BadgeState, changes: Partial<Listed> = {}) =>
  stateLine(
    {
      state,
      expiresAt: null,
      validFrom: null,
      provenAt: DAY,
      checkedAt: DAY,
      silentSince: null,
      doubts: [],
      ...changes,
    },
    TIMES,
  )

const CASES: [BadgeState, Partial<Listed>, string][] = [
  ['issuer-not-proven', {}, 'nobody vouches for the issuer’s name'],
  ['was-valid', {}, `proven valid 8 minutes ago${SILENT}`],
  ['expired', { expiresAt: DAY }, 'on 2026-11-28'],
  ['expired', {}, 'past its end date'],
  ['expired', { expiresAt: DAY, areDatesHidden: true }, 'the day is not shown on this link'],
  ['not-yet', { validFrom: DAY }, 'from 2026-11-28'],
  ['not-yet', {}, 'it begins later'],
  ['not-yet', { validFrom: DAY, areDatesHidden: true }, 'the day is not shown on this link'],
  ['withdrawn', {}, 'by the issuer'],
  ['withdrawn', { silentSince: DAY }, `by the issuer${SILENT}`],
  ['withdrawn', { doubts: because('suspended') }, 'paused by the issuer'],
  [
    'withdrawn',
    { doubts: [finding('revoked_flag', { values: { reason: ': Copied work.' } })] },
    'by the issuer: “Copied work.”',
  ],
  ['flawed', {}, 'it breaks a rule of its standard'],
  ['not-genuine', {}, 'do not rely on what it says'],
  ['not-genuine', { doubts: because('proof_invalid') }, 'changed after it was signed'],
  ['not-genuine', { silentSince: DAY }, `do not rely on what it says${SILENT}`],
  ['not-proven', {}, 'it only says so'],
  ['not-proven', { doubts: because('proof_missing') }, 'it is not signed'],
  ['unchecked', {}, 'this does not mean it is false'],
  [
    'unchecked',
    { doubts: because('expired', 'hosted_unreachable', 'key_unreachable') },
    'the issuer does not answer',
  ],
]

describe('the line beside the word of a badge', () => {
  it('of a valid one says when it was checked, and only that', () => {
    assert.deepEqual(lineOf('valid'), { text: 'checked 8 minutes ago', saysOnlyWhen: true })
  })

  for (const [state, changes, text] of CASES)
    it(`${state}, ${Object.keys(changes).join(' and ') || 'nothing known'}: ${text}`, () => {
      assert.deepEqual(lineOf(state, changes), { text, saysOnlyWhen: false })
    })
})
