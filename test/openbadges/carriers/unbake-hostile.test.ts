import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { unbake } from '../../../src/openbadges/carriers/unbake.js'
import { cpuMillis } from '../../support/cpu.js'
import { resultOrError, thrownBy } from '../../support/errors.js'
import { chunk, iTXt, iTXtCompressed, pngWith, svgWith, tEXt } from '../../support/pictures.js'

const OB1 = 'xmlns:ob="http://openbadges.org"'
const codeOf = (file: Uint8Array): string => thrownBy(() => unbake(file)).code

/** An SVG with an internal DTD, and this inside it. */
function withDtd(declarations: string, inside: string): Buffer {
  return Buffer.from(`<!DOCTYPE svg [${declarations}]>${svgWith(inside).toString()}`)
}

describe('unbake against hostile files', () => {
  for (const [name, file] of [
    ['a chunk of 2³¹ − 1 bytes', pngWith(Buffer.from('7fffffff69545874', 'hex'))],
    ['a PNG cut short in a chunk', pngWith(iTXt('openbadges', 'a')).subarray(0, -20)],
    ['a PNG without IEND', pngWith(iTXt('openbadges', 'a')).subarray(0, -12)],
    ['an iTXt without its noughts', pngWith(chunk('iTXt', 'openbadges\0\0\0en'))],
    ['compressed text that is none', pngWith(chunk('zTXt', 'openbadges\0\0hello'))],
    [
      'iTXt that is not UTF-8',
      pngWith(chunk('iTXt', Buffer.from('openbadges\0\0\0\0\0\xff', 'latin1'))),
    ],
    [
      'an SVG with an entity bomb in its badge',
      withDtd('<!ENTITY a "b"><!ENTITY c "&a;&a;">', `<ob:assertion ${OB1}>&c;</ob:assertion>`),
    ],
    [
      'an SVG with an external entity in its badge',
      withDtd(
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        `<ob:assertion ${OB1} verify="&a;"><![CDATA[{}]]></ob:assertion>`,
      ),
    ],
    [
      'an SVG whose badge gets its namespace from an entity',
      withDtd('<!ENTITY o "http://openbadges.org">', '<a:assertion xmlns:a="&o;" verify="a"/>'),
    ],
    [
      'an SVG that uses an entity nobody declared, behind a DTD that might',
      withDtd('%x;', `<ob:assertion ${OB1}>{"a": "&b;"}</ob:assertion>`),
    ],
    ['an SVG cut short', svgWith(`<ob:assertion ${OB1} verify="a"/>`).subarray(0, -3)],
    ['an SVG with crossed tags', svgWith(`<a><b></a><ob:assertion ${OB1} verify="a"/>`)],
    ['an SVG with something behind its root', Buffer.from(`${svgWith('').toString()}<html/>`)],
    ['an SVG nested 100,000 deep', svgWith('<g>'.repeat(100_000) + '</g>'.repeat(100_000))],
    ['an SVG with a tag named __proto__', svgWith('<__proto__/>')],
    ['an SVG that is not UTF-8', Buffer.concat([svgWith(''), Buffer.from([0xff])])],
  ] as const)
    it(`refuses ${name} within a second`, () => {
      const start = cpuMillis()
      assert.equal(codeOf(file), 'BADGE_MALFORMED')
      assert.ok(cpuMillis() - start < 1000)
    })

  const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024))
  for (const [name, file] of [
    ['a zTXt bomb', pngWith(chunk('zTXt', Buffer.concat([Buffer.from('openbadges\0\0'), bomb])))],
    [
      'an iTXt bomb',
      pngWith(chunk('iTXt', Buffer.concat([Buffer.from('openbadges\0\x01\0\0\0'), bomb]))),
    ],
    ['a text over 5 MiB', pngWith(iTXt('openbadges', 'x'.repeat(5 * 1024 * 1024 + 1)))],
  ] as const)
    it(`refuses ${name} as too large within a second`, () => {
      const start = cpuMillis()
      assert.equal(codeOf(file), 'BADGE_TOO_LARGE')
      assert.ok(cpuMillis() - start < 1000)
    })

  it('reads files of 5 MB in a time that grows with their length', () => {
    const long = 'x'.repeat(5_000_000)
    for (const inside of [
      `<ob:assertion ${OB1} verify="${long}"/>`,
      `<ob:assertion ${OB1}><![CDATA[{"a":"${long}"}]]></ob:assertion>`,
      `<ob:assertion ${OB1}>{"a":"${'&amp;'.repeat(1_000_000)}"}</ob:assertion>`,
      `<!--${'-x'.repeat(2_500_000)}--><ob:assertion ${OB1} verify="a"/>`,
      `<g id="${'&'.repeat(5_000_000)}"/><ob:assertion ${OB1} verify="a"/>`,
      `${'<g/>'.repeat(500_000)}<ob:assertion ${OB1} verify="a"/>`,
    ]) {
      const file = withDtd('<!ENTITY a "b">', inside)
      const start = cpuMillis()
      assert.equal(unbake(file).carrier, 'svg')
      assert.ok(cpuMillis() - start < 5000, inside.slice(0, 40))
    }
  })

  it('unpacks few of many compressed chunks, for comparing', () => {
    const packed = chunk(
      'zTXt',
      Buffer.concat([Buffer.from('openbadges\0\0'), deflateSync(Buffer.alloc(2_000_000, 32))]),
    )
    const start = cpuMillis()
    assert.deepEqual(
      unbake(pngWith(...Array<Buffer>(2000).fill(packed))).findings.map(({ code }) => code),
      ['image_several_badges'],
    )
    assert.ok(cpuMillis() - start < 1000)
  })

  it('throws nothing but OpenBadgesError, however a good file is bent', () => {
    const good = [
      pngWith(iTXtCompressed('openbadges', '{"a":1}'), tEXt('openbadgecredential', 'x')),
      svgWith(`<g/><ob:assertion ${OB1} verify="a&amp;b"><![CDATA[{"a":1}]]></ob:assertion>`),
    ]
    const bend = fc.tuple(
      fc.constantFrom(...good),
      fc.nat(400),
      fc.uint8Array({ maxLength: 6 }),
      fc.nat(20),
    )
    fc.assert(
      fc.property(bend, ([file, at, piece, removed]) => {
        resultOrError(() =>
          unbake(Buffer.concat([file.subarray(0, at), piece, file.subarray(at + removed)])),
        )
      }),
      { numRuns: 1000 },
    )
    fc.assert(fc.property(fc.uint8Array(), (file) => void resultOrError(() => unbake(file))))
  })
})
