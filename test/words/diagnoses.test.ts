import assert from 'node:assert/strict'
import { diagnosisOf } from '../../src/backpack/reading/doctor/diagnosis.js'
import { finding } from '../../src/openbadges/index.js'
import { diagnosisReport, diagnosisWords, type OlderDiagnosis } from '../../src/words/diagnoses.js'

describe('words of a diagnosis', () => {
  it('are made of its code, its values and the finding that decided', () => {
    const silent = diagnosisOf('site_in_trouble', { site: 'a.example', status: '503' })
    assert.equal(diagnosisWords(silent).cause, 'a.example is in trouble (its answer was 503).')
    const values = { date: '2026-02-03T00:00:00Z', reason: 'Found out by bea@example.org. ' }
    const doubt = finding('revoked_flag', { values })
    const { cause } = diagnosisWords(diagnosisOf('revoked', {}, [], doubt))
    assert.equal(cause, 'The issuer has withdrawn this badge: “Found out by (an address)”.')
    const ended = diagnosisWords(diagnosisOf('expired', {}, [], doubt))
    assert.equal(ended.cause, 'This badge was good until 3 February 2026.')
  })

  it('say of an address in a file that the file holds no more', () => {
    const behind = { ...diagnosisOf('not_found', { site: 'a.example' }), isBehindFile: true }
    assert.match(diagnosisWords(behind).cause, /^This file holds no more.* a\.example has nothing/)
    assert.match(diagnosisWords(behind).next, /^Keep the file and try again later\. /)
    const over = diagnosisWords({ ...behind, code: 'withdrawn' })
    assert.doesNotMatch(over.next, /try again later/)
  })

  it('of one that an earlier release stored in sentences are those sentences', () => {
    const said = { title: 'Too large', cause: 'It is larger than a badge.', next: 'Ask for it.' }
    const older: OlderDiagnosis = { code: 'too_large', side: 'file', seen: ['6 MB'], ...said }
    assert.equal(diagnosisWords(older).cause, said.cause)
    assert.match(diagnosisReport(older), /^Too large\n\nIt is larger.*- 6 MB\n/s)
  })
})
