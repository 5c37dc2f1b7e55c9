import assert from 'node:assert/strict'
import type { DiagnosisCode } from '../../../../src/backpack/reading/doctor/diagnosis.js'
import { openPractice, type Practice } from '../../../support/diagnoses.js'

const V2 = 'https://w3id.org/openbadges/v2'
const OB = 'https://purl.imsglobal.org/spec/ob/'

describe('doctor: texts', () => {
  let practice: Practice
  before(async () => void (practice = await openPractice()))

  const CASES: [code: DiagnosisCode, what: string, text: string][] = [
    ['empty_text', 'white space', ' \n '],
    ['text_too_long', 'six megabytes', `{"a": "${'x'.repeat(6 * 1024 * 1024)}"}`],
    ['json_broken', 'a forgotten comma', '{"type": "Assertion"\n "id": 1}'],
    ['json_cut_short', 'the half of it', '{"type": "Assertion", "id": "htt'],
    ['json_cut_short', 'all but the last bracket', '{"type": "Assertion"'],
    ['json_twice', 'a name used twice', '{"id": 1,\n "id": 2}'],
    ['json_limits', 'JSON a hundred deep', `{"a": ${'['.repeat(100)}${']'.repeat(100)}}`],
    ['token_damaged', 'a token with a changed part', `eyJhbGciOiJSUzI1NiJ9.e30x.AA`],
    ['text_damaged', 'JSON without its beginning', '"@context": "https://w3id.org/openbadges/v2"}'],
    ['web_page_text', 'the source of a page', '<!doctype html><html><title>Badge</title>'],
    ['email_text', 'an e-mail address', 'ada@example.org'],
    ['bad_address', 'an address with a space in it', 'https://school.example/my badge'],
    ['address_without_start', 'an address without https', 'www.school.example/badges/1'],
    ['plain_text', 'ordinary words', 'Bees and hives, 2024'],
    ['json_other', 'JSON of something else', '{"name": "Ada", "age": 36}'],
    [
      'unknown_version',
      'a version to come',
      json({ '@context': 'https://w3id.org/openbadges/v9' }),
    ],
    [
      'never_published',
      'an award with an address that people guessed',
      json({
        '@context': ['https://www.w3.org/ns/credentials/v2', 'https://w3id.org/openbadges/v3'],
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
      }),
    ],
    [
      'never_published',
      'something else with it',
      json({ '@context': 'https://w3id.org/openbadges/v3', type: 'Badge' }),
    ],
    [
      'unknown_version',
      'an award of a version to come',
      json({ '@context': `${OB}v4p0/context.json`, type: 'OpenBadgeCredential' }),
    ],
    [
      'badge_definition',
      'a badge class',
      json({ '@context': V2, type: 'BadgeClass', name: 'Bees' }),
    ],
    ['issuer_profile', 'an issuer', json({ '@context': V2, type: 'Profile', name: 'School' })],
    ['endorsement', 'an endorsement', json({ '@context': V2, type: 'Endorsement', claim: {} })],
    ['learner_record', 'a CLR', json({ type: ['VerifiableCredential', 'ClrCredential'] })],
    [
      'presentation',
      'a presentation',
      json({ type: 'VerifiablePresentation', verifiableCredential: [] }),
    ],
    ['status_list', 'a status list', json({ type: 'BitstringStatusListCredential' })],
    ['other_credential', 'a driving licence', json({ type: ['VerifiableCredential', 'Licence'] })],
    ['part_of_badge', 'a key', json({ type: 'CryptographicKey', publicKeyPem: '' })],
    ['list_of_badges', 'a list', '[{"type": "Assertion"}, {"type": "Assertion"}]'],
    ['encrypted_token', 'a JWE', 'eyJhbGciOiJSU0EtT0FFUCJ9.AAAA.BBBB.CCCC.DDDD'],
    ['closed_envelope', 'a JWS in JSON form', json({ payload: 'e30', signatures: [] })],
  ]
  for (const [code, what, text] of CASES)
    it(`${code}: ${what}`, async () => {
      const diagnosis = await practice.ofText(text)
      assert.equal(diagnosis?.code, code, JSON.stringify(diagnosis))
      assert.doesNotMatch(diagnosis.cause + diagnosis.next, /\{|\}|undefined/)
    })

  it('names line and column of a mistake', async () => {
    const diagnosis = await practice.ofText('{"type": "Assertion"\n "id": 1}')
    assert.match(diagnosis!.cause, /line 2, column 2/)
  })

  it('shows the first words, and nobody’s address or token', async () => {
    const token = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.AAAA~WyJzZWNyZXQiXQ~'
    const texts = [token, 'ada@example.org', json({ to: 'ada@example.org', name: 'Bees' })]
    for (const text of texts) {
      const { seen } = (await practice.ofText(text))!
      assert.match(seen.join('\n'), /begins: /)
      assert.doesNotMatch(seen.join('\n'), /ada@|example\.org|eyJzdWIi|WyJzZWNy/)
    }
  })
})

function json(value: unknown): string {
  return JSON.stringify(value)
}
