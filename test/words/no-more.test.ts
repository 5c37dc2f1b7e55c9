import assert from 'node:assert/strict'
import type { Answers, CheckResult } from '../../src/openbadges/index.js'
import { countStates } from '../../src/words/counts.js'
import { headText } from '../../src/words/head.js'
import { proofsOf } from '../../src/words/proofs.js'
import { answerRows } from '../../src/words/rows.js'
import { answersView } from '../../src/web/view-models/answers.js'
import { because, KEY_ONLY, TIMES, toldBut } from './told.js'

const passed = (check: CheckResult['check']): CheckResult => ({
  check,
  outcome: 'passed',
  findings: [],
})

describe('words that claim no more than was found', () => {
  it('"not withdrawn" is said only where somebody was asked and answered', () => {
    const said = (isNotWithdrawn: boolean) =>
      headText(toldBut({ issuer: KEY_ONLY }, { isNotWithdrawn }), TIMES)
    assert.equal(said(true), 'Anybody could have made it. Unchanged, and not withdrawn.')
    assert.equal(said(false), 'Anybody could have made it. Unchanged.')
  })

  it('the head of a badge that is somebody else’s says so', () => {
    const whose: Answers['whose'] = { answer: 'another', because: [] }
    assert.equal(
      headText(toldBut({ whose }, { reader: 'visitor' }), TIMES),
      'Real, still valid, and from kauri.example, but it was sent to another address than the one you typed.',
    )
    const told = toldBut({ whose, issuer: KEY_ONLY }, { reader: 'earner' })
    assert.match(headText(told, TIMES), /, but it was sent to an address you have not confirmed\.$/)
  })

  it('several that nobody answered for are told in a sentence', () => {
    const silent = { state: 'unchecked', provenAt: null } as const
    assert.equal(
      countStates([silent, silent], TIMES).headline,
      '2 badges that could not be checked right now',
    )
  })

  it('an issuer without a name is told as one', () => {
    const real = { answer: 'unproven', because: because('proof_missing') } as const
    const [, row] = answerRows(toldBut({ real }, { issuerName: '' }), TIMES)
    assert.equal(row!.bold, 'It gives no name.')
  })

  it('of a badge that is not proven no answer of those it names is counted as a yes', () => {
    const real = { answer: 'unproven', because: because('key_not_vouched') } as const
    const told = toldBut({ real })
    const checks = [passed('structure'), passed('proof'), passed('revocation'), passed('expiry')]
    const proofs = proofsOf(told, checks, TIMES)
    assert.equal(proofs.title, 'What was found')
    assert.deepEqual(
      proofs.sections.map(({ question }) => question),
      ['real', 'rules'],
    )
  })

  it('paper names the day of a proof, not how long ago it was', () => {
    const real = { answer: 'unasked', because: because('hosted_unreachable') } as const
    const told = toldBut({ real }, { provenAt: '2026-11-28T20:51:00Z' })
    const dates = { ...TIMES, now: () => new Date('2026-11-28T21:00:00Z') }
    const options = { checkedAt: '2026-11-28T21:00:00Z', again: null, dates, linkOf: () => null }
    const { paperSentence, rows } = answersView(told, [], options)
    assert.equal(paperSentence.bold, 'Proven valid on 2026-11-28.')
    assert.equal(rows[2]!.paper!.bold, 'It was, on 2026-11-28.')
    assert.equal(rows[4]!.paper, null)
  })
})
