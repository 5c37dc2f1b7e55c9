import assert from 'node:assert/strict'
import { hiddenIn, scrub } from '../../../src/backpack/sharing/scrub.js'
import { cpuMillis } from '../../support/cpu.js'
import { credentialWith } from '../../support/credential.js'

const EARNER = { name: 'Ada Njoroge', addresses: ['ada@example.org'] }
const RECIPIENT = { type: 'email', identity: 'ada@example.org', hashed: false, salt: null }
const shows = (name: boolean, dates: boolean) => ({
  ...{ name, dates, evidence: true, emailHint: true, notes: true, isItTheirs: true },
  download: false,
})

const CREDENTIAL = credentialWith({
  recipients: [RECIPIENT],
  licenseNumber: 'KC-2231-99',
  validFrom: '2025-01-01T10:00:00.000Z',
})

const isHidden = (text: string, { name = false, dates = false } = {}) =>
  hiddenIn(CREDENTIAL, [], shows(name, dates), EARNER)!(text)
const base64 = Buffer.from('Awarded to ada@example.org').toString('base64')
const hex = Buffer.from('ada@example.org').toString('hex')

describe('what a link hides, in any spelling', () => {
  for (const text of [
    'Write to ADA@Example.org.',
    'mailto:ada%40example.org',
    'ada%2540example%252eorg',
    'ada&#64;example&period;org',
    'ada&#x40;example.org',
    'ada [at] example [dot] org',
    'ada(at)example(dot)org',
    'ada at example dot org',
    'a\u200bd\u00ada@exam\u200dple.org',
    'ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ',
    'gro.elpmaxe@ada',
    base64,
    `see ${base64}`,
    hex,
  ])
    it(`an address is hidden always: ${text}`, () => {
      assert.equal(isHidden(text, { name: true, dates: true }), true)
    })

  for (const text of [
    'ADA NJOROGE',
    'Njoroge, A.',
    'for Ada.',
    'Ada_Njoroge',
    'egorojN adA',
    'ada-njoroge',
    'Licence KC 2231 99',
  ])
    it(`a name, its parts and the number of a licence: ${text}`, () => {
      assert.equal(isHidden(text, { dates: true }), true)
      assert.equal(isHidden(text, { name: true, dates: true }), false)
    })

  for (const text of [
    '2025-01-01',
    '1.1.2025',
    '01.01.25',
    '2025/01/01',
    'January 1, 2025',
    '1st of January 2025',
    '1 de enero de 2025',
    '1er janvier 2025',
    '1. Januar 2025',
    '1 января 2025',
    '2025年1月1日',
    '١/١/٢٠٢٥',
    '20250101',
    'at 1735725600',
    'in January 2025',
  ])
    it(`a day in another form: ${text}`, () => {
      assert.equal(isHidden(text, { name: true }), true)
      assert.equal(isHidden(text, { name: true, dates: true }), false)
    })

  for (const text of [
    'Two hives in 2025',
    '11.12.2024',
    'Adapted from school data',
    'Version 1.1.2',
  ])
    it(`what names none of it stays: ${text}`, () => assert.equal(isHidden(text), false))

  it('a part of a name is a word like others in the name and the host of the issuer', () => {
    const issuer = { ...CREDENTIAL.issuer, name: 'Ada College', id: 'https://ada.example/issuer' }
    const hidden = hiddenIn({ ...CREDENTIAL, issuer }, [], shows(false, false), EARNER)!
    for (const text of ['Ada College', 'https://ada.example/keys/1', 'ada.example'])
      assert.equal(hidden(text), false, text)
    for (const text of ['Ada did it', 'https://ada.example/ada', 'Ada Njoroge College'])
      assert.equal(hidden(text), true, text)
    const own = { ...issuer, name: 'Ada Njoroge' }
    assert.equal(
      hiddenIn({ ...CREDENTIAL, issuer: own }, [], shows(false, false), EARNER)!(own.name),
      true,
    )
  })

  it('a text that names it is left out whole, as are members called so', () => {
    const hidden = hiddenIn(CREDENTIAL, [], shows(false, false), EARNER)
    const long = `${'Very good work. '.repeat(5)}Well done, Ada!`
    const value = {
      title: 'For Ada Njoroge',
      url: 'https://x.example/ada',
      long,
      'Ada Njoroge': 1,
      kept: 'Bees',
    }
    assert.deepEqual(scrub(value, hidden), {
      title: '(left out here)',
      url: '…',
      long: 'A text of this badge is left out here: it names what its owner hides.',
      kept: 'Bees',
    })
  })

  it('takes no longer than the text is long, however many identities there are', () => {
    const recipients = Array.from({ length: 3000 }, (_, i) => ({
      ...RECIPIENT,
      identity: `p${i}@example.org`,
    }))
    const hidden = hiddenIn({ ...CREDENTIAL, recipients }, [], shows(false, false), EARNER)
    for (const part of [
      'p',
      'p4@example.com ',
      '%41',
      '&#64;',
      '1.',
      ' ',
      'a\u0301',
      '[at',
      '=41',
      '\\u0041',
    ]) {
      const started = cpuMillis()
      scrub(part.repeat(100_000 / part.length), hidden)
      assert.ok(cpuMillis() - started < 1500, part)
    }
  })
})
