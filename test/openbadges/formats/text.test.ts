import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readBadgeText } from '../../../src/openbadges/formats/text.js'
import { resultOrError, thrownBy } from '../../support/errors.js'
import { iTXt, pngWith, svgWith } from '../../support/pictures.js'

const JWS = `${Buffer.from('{"alg":"EdDSA"}').toString('base64url')}.e30.AAAA`
const kind = (text: string): string => readBadgeText(text).kind
const base64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64')
const errorOf = (text: string, baked = false): string => {
  const error = thrownBy(() => readBadgeText(text, baked))
  return error.kind ? `${error.code} ${error.kind}` : error.code
}

describe('readBadgeText', () => {
  for (const [name, text, expected] of [
    ['an http address', 'http://school.example/badge?id=1', 'url'],
    ['an address with white space around', '\n  HTTPS://school.example/b \n', 'url'],
    ['a JSON object', ' {"a": 1}\n', 'json'],
    ['a JSON object behind a byte order mark', '\ufeff{"a": 1}', 'json'],
    ['a compact JWS', JWS, 'jws'],
    ['a JWS without signature', JWS.replace('AAAA', ''), 'jws'],
    ['a quoted address', '"https://school.example/b"', 'url'],
    ['a quoted JWS', JSON.stringify(JWS), 'jws'],
    ['a quoted object', JSON.stringify('{"a":1}'), 'json'],
    ['a data URL of JSON', 'data:application/ld+json,%7B%22a%22%3A1%7D', 'json'],
    [
      'a data URL of JSON in base64',
      `data:application/json;charset=utf-8;base64,${base64('{}')}`,
      'json',
    ],
    ['a data URL of a JWT', `data:application/vc+jwt,${JWS}`, 'jws'],
    [
      'a data URL of a PNG',
      `data:image/png;base64,${base64(pngWith(iTXt('openbadges', JWS)))}`,
      'jws',
    ],
    [
      'a data URL of an SVG',
      `data:image/svg+xml,${encodeURIComponent(svgWith('<o:assertion xmlns:o="http://openbadges.org" verify="https://a.example/1"/>').toString())}`,
      'url',
    ],
  ] as const)
    it(`takes ${name} for ${expected}`, () => assert.equal(kind(text), expected))

  it('keeps the text as it came, without white space around it', () => {
    const badge = readBadgeText(' {"b": 1,  "a": 2}\n')
    assert.equal(badge.kind === 'json' && badge.text, '{"b": 1,  "a": 2}')
  })

  for (const [name, text] of [
    ['JSON that does not parse', '{"a": }'],
    ['three dotted parts that are no JWS', 'abc.def.ghi'],
    ['a JWS broken over lines', JWS.replace('.e30', '\n.e30')],
    ['a JWS with padding', `${JWS}=`.replace('.e30.', '.e30=.')],
    ['words around "@context"', 'see "@context": "https://w3id.org/openbadges/v2"'],
    ['a list that does not parse', '[{"a": 1}'],
    ['a list nested 100,000 deep', '['.repeat(100_000)],
    ['a data URL with broken escapes', 'data:application/json,%7B%ZZ'],
    ['a data URL of a PNG cut short', `data:image/png;base64,${base64(pngWith().subarray(0, 40))}`],
  ] as const)
    it(`calls ${name} damaged, for it claims to be a badge`, () => {
      assert.equal(errorOf(text), 'BADGE_MALFORMED')
    })

  for (const [name, text] of [
    ['a text of 9 MiB', 'x'.repeat(9 * 1024 * 1024)],
    ['JSON of 6 MiB', JSON.stringify({ a: 'x'.repeat(6 * 1024 * 1024) })],
    ['JSON nested 100 deep', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`],
    ['a list nested 100 deep', '['.repeat(100) + ']'.repeat(100)],
    ['a token of 6 MiB', `${JWS}${'A'.repeat(6 * 1024 * 1024)}`],
  ] as const)
    it(`refuses ${name} as too large, and verifies nothing`, () => {
      assert.equal(errorOf(text), 'BADGE_TOO_LARGE')
    })

  for (const [name, text, expected] of [
    ['words', 'Congratulations on your badge!', 'unknown'],
    ['nothing', '  ', 'unknown'],
    ['a web page', '<!doctype html><html></html>', 'unknown'],
    ['an address with a space', 'https://school.example/my badge', 'unknown'],
    ['an e-mail address', 'ada@school.example', 'unknown'],
    ['a ftp address', 'ftp://school.example/badge', 'unknown'],
    ['a list', '[{"a":1},{"b":2}]', 'list'],
    ['a number', '42', 'unknown'],
    ['a JWE', 'eyJhbGciOiJkaXIifQ..AAAA.BBBB.CCCC', 'unsupported-envelope'],
    ['a data URL of a JPEG', 'data:image/jpeg;base64,AAAA', 'unknown'],
    [
      'quotes within quotes within quotes',
      JSON.stringify(JSON.stringify(JSON.stringify('{}'))),
      'unknown',
    ],
  ] as const)
    it(`says that ${name} is no badge`, () => {
      assert.equal(errorOf(text), `FORMAT_UNKNOWN ${expected}`)
    })

  it('names the number of things in a list', () => {
    assert.match(thrownBy(() => readBadgeText('[1,2,3]')).message, /3 items/)
  })

  it('calls anything else that was baked in damaged', () => {
    for (const text of ['hello', '', '42', '<html>'])
      assert.equal(errorOf(text, true), 'BADGE_MALFORMED')
    assert.equal(errorOf('[]', true), 'FORMAT_UNKNOWN list')
  })

  it('shows the first words of what it cannot read', () => {
    assert.equal(thrownBy(() => readBadgeText('Dear\n student')).seen, 'Dear student')
  })

  it('throws nothing but OpenBadgesError, whatever the text', () => {
    const piece = fc.constantFrom(
      'data:',
      'application/json',
      ',',
      ';base64',
      '{',
      '"',
      '.',
      'ey',
      '~',
      '[',
      '%',
      'https://',
      ' ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 8 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(
        text,
        fc.boolean(),
        (t, baked) => void resultOrError(() => readBadgeText(t, baked)),
      ),
    )
  })
})
