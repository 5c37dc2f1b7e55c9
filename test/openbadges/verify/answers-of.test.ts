import assert from 'node:assert/strict'
import {
  answersOf,
  finding,
  stateOf,
  UNPROVEN_ISSUER,
  type FindingCode,
  type Proof,
} from '../../../src/openbadges/index.js'
import { credentialWith } from '../../support/credential.js'

const NOW = new Date('2026-03-14T09:26:53.589Z')
const PROOF: Proof = { kind: 'embedded', algorithm: 'eddsa-rdfc-2022', key: null, url: null }

const rulesWith = (code: FindingCode) => answersWith([code], PROOF).rules.answer

const stateWith = (...given: Parameters<typeof answersWith>) => stateOf(answersWith(...given))

function answersWith(codes: FindingCode[], proof: Proof | null, validUntil: string | null = null) {
  const findings = codes.map((code) => finding(code))
  const checks = findings.map((one) => ({
    check: one.check,
    outcome: one.outcome,
    findings: [one],
  }))
  const credential = credentialWith({ validUntil })
  const issuer = { ...UNPROVEN_ISSUER, kind: 'domain', host: 'kauri.example' } as const
  return answersOf({ checks, proof, issuer, credential }, NOW)
}

describe('the answer about the rules', () => {
  it('is that of warnings about the rules alone: what has a question of its own is not counted', () => {
    assert.equal(rulesWith('date_sloppy'), 'deviates')
    assert.equal(rulesWith('recipient_mismatch'), 'kept')
    assert.equal(rulesWith('endorsement_expired'), 'kept')
  })
})

describe('the word made of the answers', () => {
  it('a key that nobody vouches for is not proven; while the issuer is silent that is not known', () => {
    assert.equal(stateWith(['key_not_vouched'], null), 'not-proven')
    assert.equal(stateWith(['key_not_vouched', 'linked_unreachable'], null), 'unchecked')
  })

  it('what is disproven stays so, however silent anybody is', () => {
    assert.equal(stateWith(['proof_invalid', 'linked_unreachable'], null), 'not-genuine')
  })

  it('an end that has come counts by the clock of the reader', () => {
    assert.equal(stateWith([], PROOF, '2026-03-14T00:00:00Z'), 'expired')
    assert.equal(stateWith([], PROOF, '2027-03-14T00:00:00Z'), 'valid')
  })

  it('without a proof nothing is valid', () => {
    assert.equal(stateWith([], null), 'not-proven')
  })
})
