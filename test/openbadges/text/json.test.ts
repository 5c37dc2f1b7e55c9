import assert from 'node:assert/strict'
import fc from 'fast-check'
import { OpenBadgesError } from '../../../src/openbadges/errors.js'
import {
  MAX_BADGE_BYTES,
  MAX_JSON_DEPTH,
  MAX_JSON_MEMBERS,
} from '../../../src/openbadges/text/json-limits.js'
import { readJson, readJsonBytes } from '../../../src/openbadges/text/json.js'
import { cpuMillis } from '../../support/cpu.js'
import { resultOrError, thrownBy } from '../../support/errors.js'

const seenIn = (text: string): string | null => thrownBy(() => readJson(text)).seen

describe('readJson', () => {
  it('reads what JSON.parse reads, for any JSON value', () => {
    fc.assert(
      fc.property(fc.json(), (text) =>
        assert.deepEqual(readJson(text), JSON.parse(text) as unknown),
      ),
    )
  })

  for (const name of ['__proto__', 'constructor', 'prototype', '__pr\\u006fto__'])
    it(`refuses the name ${name}, at any depth`, () => {
      assert.match(seenIn(`{"a": [{"${name}": {"issuer": "x"}}]}`) ?? '', /the name/)
    })

  it('drops one byte order mark in front, in text and in bytes', () => {
    assert.deepEqual(readJson('\ufeff[1]'), [1])
    assert.deepEqual(readJsonBytes(Buffer.from('\ufeff[1]')), [1])
  })

  it('refuses a name used twice, at any depth', () => {
    assert.equal(seenIn('{"a": 1,\n "a": 2}'), 'duplicate member "a", line 2, column 2')
    assert.match(seenIn('[{"b": {"c": 1, "d": [], "c": null}}]')!, /^duplicate member "c"/)
  })

  it('compares names after unescaping', () => {
    assert.match(seenIn('{"issuer": 1, "\\u0069ssuer": 2}')!, /^duplicate member "issuer"/)
  })

  it('allows one name in two objects, and names that differ in case or form of accents', () => {
    readJson('[{"a": {"a": 1}}, {"a": 2}, {"A": 1, "a": 2}, {"\u00e9": 1, "e\u0301": 2}]')
  })

  for (const [name, text, seen] of [
    ['comments', '{"a": 1} // one', /line 1, column 10/],
    ['a trailing comma', '[1,\n2,\n]', /line 3, column 1/],
    ['a missing colon', '{"a" 1}', /a colon/],
    ['single quotes', "{'a': 1}", /a name/],
    ['NaN', '[NaN]', /a value/],
    ['a leading zero', '[01]', /column 3/],
    ['a plus sign', '[+1]', /a value/],
    ['two values', '{} {}', /nothing more/],
    ['nothing', '', /ends/],
    ['an end too early', '{"a": [1, {"b": 2}', /ends/],
    ['a line feed inside a text', '["a\nb"]', /U\+000A/],
    ['an unknown escape', '["\\x41"]', /escape/],
    ['a text without end', '["abc', /does not end/],
    ['a number beyond a double', '[-1e999]', /too large/],
    ['a very long number', `[${'9'.repeat(400)}]`, /too large/],
    ['a lone surrogate', '["\ud800"]', /U\+D800/],
    ['an escaped lone surrogate', '["\\ud83d!"]', /surrogate/],
    ['crossed brackets', '[{"a": 1]}', /line 1/],
  ] as const)
    it(`refuses ${name}, and says where`, () => {
      const error = thrownBy(() => readJson(text))
      assert.equal(error.code, 'BADGE_MALFORMED')
      assert.match(error.seen!, seen)
    })

  it('reads pairs of surrogates, escaped or not', () => {
    assert.deepEqual(readJson('["\\ud83d\\ude00", "😀"]'), ['😀', '😀'])
  })

  it('reads to a depth of 64 and no deeper', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    readJson(nested(MAX_JSON_DEPTH))
    assert.match(seenIn(nested(MAX_JSON_DEPTH + 1))!, /deeper than 64/)
    assert.equal(thrownBy(() => readJson(nested(MAX_JSON_DEPTH + 1))).code, 'BADGE_TOO_LARGE')
  })

  it('reads 100,000 members and no more', () => {
    const members = (count: number): string =>
      `{${Array.from({ length: count }, (_, n) => `"m${n}":${n}`).join()}}`
    readJson(members(MAX_JSON_MEMBERS))
    assert.match(seenIn(members(MAX_JSON_MEMBERS + 1))!, /100,000/)
    assert.equal(thrownBy(() => readJson(members(MAX_JSON_MEMBERS + 1))).code, 'BADGE_TOO_LARGE')
  })

  it('reads as much as may be uploaded, counted in bytes, and refuses more as too large', () => {
    readJson(`"${'x'.repeat(MAX_BADGE_BYTES - 2)}"`)
    for (const text of ['é'.repeat(MAX_BADGE_BYTES / 2), 'x'.repeat(MAX_BADGE_BYTES - 1)])
      assert.equal(thrownBy(() => readJson(`"${text}"`)).code, 'BADGE_TOO_LARGE')
  })

  it('calls what is no JSON damaged, also behind a limit', () => {
    const deep = `${'['.repeat(70)}${']'.repeat(70)}`
    for (const text of [`${deep}]`, deep.slice(1), `[${deep}, x]`, `{"a": ${deep}`])
      assert.equal(thrownBy(() => readJson(text)).code, 'BADGE_MALFORMED')
  })

  it('refuses bytes that are not UTF-8', () => {
    assert.equal(
      thrownBy(() => readJsonBytes(Buffer.from([0x22, 0xff, 0x22]))).code,
      'BADGE_MALFORMED',
    )
  })

  it('agrees with JSON.parse about which texts are JSON, whatever the text', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b"',
        '1',
        '-',
        '0.5e3',
        'true',
        'null',
        ' ',
        '\\',
        '"',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const ours = resultOrError(() => readJson(text))
        if (ours instanceof OpenBadgesError && ours.seen?.startsWith('duplicate')) return
        assert.equal(ours instanceof OpenBadgesError, !parses(text), text)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('readJson against hostile texts', () => {
  const members = Array.from({ length: 400_000 }, (_, n) => `"${n}":1`).join()
  for (const [name, text, code] of [
    ['a million nested arrays', '['.repeat(1_000_000), 'BADGE_MALFORMED'],
    ['a million nested objects', '{"a":'.repeat(1_000_000), 'BADGE_MALFORMED'],
    [
      'two million arrays within another',
      '['.repeat(2_000_000) + ']'.repeat(2_000_000),
      'BADGE_TOO_LARGE',
    ],
    ['a text of 6 MiB', `{"a":"${'x'.repeat(6 * 1024 * 1024)}"}`, 'BADGE_TOO_LARGE'],
    ['the same name again and again', `{${'"a":1,'.repeat(250_000)}"b":1}`, 'BADGE_MALFORMED'],
    ['60,000 empty objects in a list', `[${'{},'.repeat(60_000)}{}]`, 'BADGE_TOO_LARGE'],
    ['400,000 members', `{${members}}`, 'BADGE_TOO_LARGE'],
    ['two million backslashes', `"${'\\\\'.repeat(1_000_000)}`, 'BADGE_MALFORMED'],
    ['a text of escapes without end', `"${'\\u00e9'.repeat(800_000)}`, 'BADGE_MALFORMED'],
  ] as const)
    it(`refuses ${name} within a second and without overflowing the stack`, () => {
      const start = cpuMillis()
      assert.equal(thrownBy(() => readJson(text)).code, code)
      assert.ok(cpuMillis() - start < 1000)
    })

  it('throws nothing but OpenBadgesError, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => void resultOrError(() => readJson(text)),
      ),
    )
  })
})

/** As JSON.parse, but a number too large for it is refused, not read as infinite. */
function parses(text: string): boolean {
  let isFinite = true
  try {
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'number') isFinite &&= Number.isFinite(value)
      return value
    })
    return isFinite
  } catch {
    return false
  }
}
