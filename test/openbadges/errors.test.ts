import assert from 'node:assert/strict'
import type { RefusalReason } from '../../src/openbadges/errors.js'
import { bake, unbake } from '../../src/openbadges/index.js'
import { readBadgeText } from '../../src/openbadges/formats/text.js'
import { thrownBy } from '../support/errors.js'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const OB3 = 'xmlns:o="https://purl.imsglobal.org/ob/v3p0"'
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('a refusal says by its reason what is wrong, whatever its words', () => {
  const files: [RefusalReason, Buffer][] = [
    ['bytes-unknown', Buffer.from([0, 1, 2, 3])],
    ['bytes-unknown', Buffer.alloc(1)],
    ['not-utf8', Buffer.from('{"name": "\xe9"}', 'latin1')],
    ['not-utf8', Buffer.from('<svg>\xe9</svg>', 'latin1')],
    ['png-cut-short', Buffer.from(PNG)],
    ['png-garbled', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0a, 0x1a, 0x0a, 0])],
    ['svg-damaged', Buffer.from('<svg><g></svg>')],
    [
      'svg-entities',
      Buffer.from(
        `<!DOCTYPE svg [<!ENTITY a "b">]><svg ${OB3}><o:credential>&a;</o:credential></svg>`,
      ),
    ],
  ]
  for (const [reason, file] of files)
    it(`${reason}: a file that begins ${JSON.stringify(file.toString('latin1', 0, 20))}`, () => {
      assert.equal(thrownBy(() => unbake(file)).reason, reason)
    })

  const texts: [RefusalReason, string][] = [
    ['json-cut-short', '{"a": 1'],
    ['json-cut-short', '{"a": "b'],
    ['json-broken', '{"a": 1,}'],
    ['json-name-twice', '{"a": 1, "\\u0061": 2}'],
    ['json-too-deep', `{"a": ${nested(64)}}`],
    ['json-too-many-items', `{"a": [${'1,'.repeat(200_000)}1]}`],
    ['text-too-long', `{"a": "${'x'.repeat(5 * 1024 * 1024)}"}`],
    ['token-damaged', 'eyJhbGciOiJFUzI1NiJ9.=.x'],
    ['token-damaged', 'eyJhbGciOiJFUzI1NiJ9.=.x~'],
    ['token-encrypted', 'eyJhbGciOiJFUzI1NiJ9.a.b.c.d'],
    ['text-damaged', 'so says "@context"'],
  ]
  for (const [reason, text] of texts)
    it(`${reason}: a text that begins ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.equal(thrownBy(() => readBadgeText(text)).reason, reason)
    })

  it('with place and what stands there, of JSON', () => {
    const { place, what } = thrownBy(() => readBadgeText('{"a": 1,\n"a": 2}'))
    assert.deepEqual([place, what], ['line 2, column 1', '"a"'])
    const broken = thrownBy(() => readBadgeText('{"a": 1,\n}'))
    assert.deepEqual(
      [broken.place, broken.what],
      ['line 2, column 1', '"}" where a name should stand'],
    )
  })

  it('and has none where code and kind say all', () => {
    assert.equal(thrownBy(() => readBadgeText('hello')).reason, null)
    assert.equal(thrownBy(() => bake(Buffer.from('GIF89a'), '{}')).reason, null)
  })
})
