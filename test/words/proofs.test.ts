import assert from 'node:assert/strict'
import {
  finding,
  type Answers,
  type CheckResult,
  type FindingCode,
} from '../../src/openbadges/index.js'
import { proofsOf } from '../../src/words/proofs.js'
import { because, KEY_ONLY, TIMES, toldBut } from './told.js'

const check = (
  name: CheckResult['check'],
  outcome: CheckResult['outcome'],
  ...codes: FindingCode[]
): CheckResult => ({ check: name, outcome, findings: codes.map((code) => finding(code)) })

const REAL = check('proof', 'passed', 'proof_ok')

const CASES: [string, Partial<Answers>, string][] = [
  ['is valid', {}, 'What proved it'],
  ['is nothing but its key', { issuer: KEY_ONLY }, 'What proved it'],
  [
    'has expired',
    { force: { answer: 'ended', from: null, until: '2025-01-01', because: because('expired') } },
    'What proved it',
  ],
  [
    'is not proven',
    { real: { answer: 'unproven', because: because('proof_missing') } },
    'What was found',
  ],
  [
    'could not be checked',
    { real: { answer: 'unasked', because: because('hosted_unreachable') } },
    'What was found',
  ],
  [
    'is not genuine',
    { real: { answer: 'disproven', because: because('proof_invalid') } },
    'Why not',
  ],
]

describe('the words for what proved a badge', () => {
  for (const [what, answers, title] of CASES)
    it(`of one that ${what}: ${title}`, () => {
      const checks = [check('proof', 'failed', 'proof_invalid'), check('structure', 'passed')]
      const told = proofsOf(toldBut(answers), checks, TIMES)
      assert.deepEqual([told.title, told.isOpen], [title, title === 'Why not'])
    })

  it('what is not genuine is told by the checks that failed alone, and counted', () => {
    const real = {
      answer: 'disproven',
      because: because('proof_invalid'),
    } as const
    const bad = check('proof', 'failed', 'proof_invalid')
    const one = proofsOf(toldBut({ real }), [bad, check('expiry', 'passed')], TIMES)
    assert.equal(one.count, '1 check failed')
    assert.deepEqual(
      one.sections.map(({ lines }) => lines.map((line) => line.check)),
      [['proof']],
    )
    const two = proofsOf(toldBut({ real }), [bad, { ...bad, check: 'signature' }], TIMES)
    assert.equal(two.count, '2 checks failed')
  })

  it('each outcome has its mark, and what could not be asked is counted apart', () => {
    const checks = [
      REAL,
      check('hosted', 'unknown', 'hosted_unreachable'),
      check('structure', 'failed', 'property_sloppy'),
      check('schema', 'not-applicable'),
    ]
    const { sections, count } = proofsOf(toldBut({}), checks, TIMES)
    const marks = sections.flatMap(({ lines }) => lines.map((line) => [line.check, line.mark]))
    for (const expected of [
      ['proof', 'yes'],
      ['hosted', 'question'],
      ['structure', 'wave'],
    ])
      assert.ok(
        marks.some((mark) => String(mark) === String(expected)),
        String(expected),
      )
    assert.ok(marks.every(([name]) => name !== 'schema'))
    assert.match(count, /^\d of \d checks passed, 1 could not be asked$/)
    const all = proofsOf(toldBut({}), [REAL], TIMES)
    assert.match(all.count, /^(\d) of \1 checks passed$/)
  })

  it('what ties a proven badge to its issuer is told once, and by the check only with a warning', () => {
    const key = check('issuer-key', 'passed', 'key_ok')
    const codesOf = (answers: Partial<Answers>, one: CheckResult) => {
      const { sections } = proofsOf(toldBut(answers), [REAL, one], TIMES)
      const lines = sections.filter(({ question }) => question === 'issuer').flatMap((s) => s.lines)
      return lines.flatMap(({ codes }) => codes)
    }
    assert.ok(!codesOf({}, key).includes('key_ok'))
    const unusual = check('issuer-key', 'passed', 'key_same_origin')
    assert.ok(codesOf({}, unusual).includes('key_same_origin'))
    const open = check('issuer-key', 'unknown', 'key_unreachable')
    assert.ok(codesOf({}, open).includes('key_unreachable'))
    const real = { answer: 'unasked', because: because('hosted_unreachable') } as const
    assert.ok(codesOf({ real }, key).includes('key_ok'))
  })

  it('the signature and its key are told where they held', () => {
    const key = { id: 'did:key:z6Mk#1', thumbprint: 'abc' }
    const proof = { kind: 'embedded', algorithm: 'EdDSA', key, url: null } as const
    const signature = (...checks: CheckResult[]) =>
      proofsOf(toldBut({}, { proof }), checks, TIMES).sections[0]!.lines[0]!.signature
    assert.deepEqual(signature(REAL), { algorithm: 'EdDSA', key: 'did:key:z6Mk#1' })
    assert.equal(signature(check('proof', 'failed', 'proof_missing')), null)
    assert.equal(signature(check('hosted', 'passed', 'hosted_ok')), null)
  })
})
