import assert from 'node:assert/strict'
import { bake } from '../../../src/openbadges/baking/bake.js'
import { unbake } from '../../../src/openbadges/carriers/unbake.js'
import { thrownBy } from '../../support/errors.js'
import * as pictures from '../../support/pictures.js'

const { PNG, iTXt, iTXtCompressed, pngWith, svgWith, tEXt, zTXt } = pictures
const OB1 = 'xmlns:ob="http://openbadges.org"'
const OB3 = 'xmlns:c="https://purl.imsglobal.org/ob/v3p0"'
const JSON_TEXT = '{"name": "Ünï 日本"}'

const textOf = (file: Uint8Array): string => unbake(file).text
const findingsOf = (file: Uint8Array): string[] => unbake(file).findings.map(({ code }) => code)
const codeOf = (file: Uint8Array): string => thrownBy(() => unbake(file)).code
const seenIn = (file: Uint8Array): string => thrownBy(() => unbake(file)).seen ?? ''

describe('unbake: PNG', () => {
  for (const [name, carrier] of [
    ['iTXt', iTXt('openbadges', JSON_TEXT)],
    ['iTXt of 3.0', iTXt('openbadgecredential', JSON_TEXT)],
    ['compressed iTXt with language', iTXtCompressed('openbadges', JSON_TEXT)],
    ['tEXt in UTF-8', tEXt('openbadges', JSON_TEXT)],
    ['zTXt', zTXt('openbadges', JSON_TEXT)],
    ['the misspelt keyword', iTXt('openbadge', JSON_TEXT)],
  ] as const)
    it(`reads ${name}`, () => {
      const { text, carrier: from, findings } = unbake(pngWith(carrier))
      assert.deepEqual([text, from, findings], [JSON_TEXT, 'png', []])
    })

  it('reads tEXt in latin1 where it is no UTF-8', () => {
    assert.equal(textOf(pngWith(tEXt('openbadges', Buffer.from('é', 'latin1')))), 'é')
  })

  it('takes 3.0 before older keywords, iTXt before tEXt and zTXt, then the first', () => {
    const png = pngWith(
      tEXt('openbadge', 'e'),
      zTXt('openbadges', 'd'),
      iTXt('openbadges', 'c'),
      tEXt('openbadgecredential', 'b'),
      iTXt('openbadgecredential', 'a'),
      iTXt('openbadgecredential', 'z'),
    )
    assert.deepEqual([textOf(png), findingsOf(png)], ['a', ['image_several_badges']])
    assert.equal(textOf(pngWith(tEXt('openbadges', 'b'), iTXtCompressed('openbadges', 'a'))), 'a')
  })

  it('says nothing of the same text twice', () => {
    assert.deepEqual(findingsOf(pngWith(tEXt('openbadges', 'a'), iTXt('openbadges', 'a'))), [])
  })

  it('reads a chunk with a wrong checksum, and says so', () => {
    const broken = iTXt('openbadges', 'a')
    broken[broken.length - 1]! ^= 1
    assert.deepEqual(findingsOf(pngWith(broken)), ['image_crc'])
  })

  it('stops at IEND', () => {
    const png = Buffer.concat([PNG, iTXt('openbadges', 'a')])
    assert.equal(codeOf(png), 'IMAGE_UNBAKED')
  })

  it('names the text chunks of a picture without badge', () => {
    const png = pngWith(
      tEXt('Software', 'x'),
      tEXt('open\u0001badges', 'y'),
      tEXt('Openbadges', 'z'),
    )
    assert.equal(seenIn(png), 'PNG, text chunks: Software, open?badges, Openbadges')
  })

  it('names a learner record', () => {
    const error = thrownBy(() => unbake(pngWith(iTXt('clrcredential', '{}'))))
    assert.deepEqual([error.code, error.kind], ['FORMAT_UNKNOWN', 'record'])
  })
})

describe('unbake: SVG', () => {
  for (const [name, inside, text] of [
    [
      'a verify attribute',
      `<ob:assertion ${OB1} verify="https://a.example/?b&amp;c"/>`,
      'https://a.example/?b&c',
    ],
    [
      'a body in CDATA',
      `<ob:assertion ${OB1}><![CDATA[{"a": "<&>"}]]></ob:assertion>`,
      '{"a": "<&>"}',
    ],
    [
      'a body in plain text',
      `<ob:assertion ${OB1}>{&quot;a&quot;: &#x31;}</ob:assertion>`,
      '{"a": 1}',
    ],
    [
      'a body before the attribute',
      `<ob:assertion ${OB1} verify="https://a.example">{"a":1}</ob:assertion>`,
      '{"a":1}',
    ],
    [
      'the attribute when the body is no JSON',
      `<ob:assertion ${OB1} verify="https://a.example">{"a":</ob:assertion>`,
      'https://a.example',
    ],
    [
      'a body that is no JSON when there is no attribute',
      `<ob:assertion ${OB1}>ey.ey.x</ob:assertion>`,
      'ey.ey.x',
    ],
    [
      'a default namespace',
      `<credential xmlns="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/>`,
      'a.b.c',
    ],
    [
      'a prefix declared further up',
      `<g ${OB3}><a><c:credential verify='a.b.c'/></a></g>`,
      'a.b.c',
    ],
    ['3.0 before 2.0', `<ob:assertion ${OB1} verify="b"/><c:credential ${OB3} verify="a"/>`, 'a'],
    [
      'several CDATA',
      `<ob:assertion ${OB1}><![CDATA[{"a":"]]]]><![CDATA[>"}]]></ob:assertion>`,
      '{"a":"]]>"}',
    ],
  ] as const)
    it(`reads ${name}`, () => {
      const { text: found, carrier } = unbake(svgWith(inside))
      assert.deepEqual([found, carrier], [text, 'svg'])
    })

  it('reads an SVG behind a prologue, comments and a plain DOCTYPE', () => {
    const prologue =
      '\ufeff<?xml version="1.0"?>\n<!-- <svg> -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD" "http://x">\n'
    const svg = svgWith(`<ob:assertion ${OB1} verify="a"/>`).toString()
    assert.equal(textOf(Buffer.from(prologue + svg)), 'a')
  })

  const ELEMENT = `<ob:assertion ${OB1} verify="a"/>`
  for (const [name, dtd] of [
    ['with entities', '<!ENTITY ns_svg "http://www.w3.org/2000/svg">\n\t<!ENTITY x "1">'],
    ['with quoted brackets', `<!ENTITY a "]>"><!ENTITY b ']> <svg>'>`],
    ['with comments', `<!-- ]> ' " --><!ELEMENT svg ANY>`],
    ['with attributes', '<!ATTLIST svg viewBox CDATA #IMPLIED>'],
    ['with instructions', '<?x ]> ?>'],
    ['with an external part', '<!ENTITY % more SYSTEM "http://x.example/dtd"> %more;'],
    ['that is empty', ''],
  ] as const)
    it(`skips an internal DTD ${name}, and fetches nothing`, () => {
      for (const outside of ['', ' PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/svg.dtd"'])
        for (const space of ['', '\n ']) {
          const doctype = `<!DOCTYPE svg${outside} [${dtd}]${space}>`
          const svg = `<?xml version="1.0"?>\n${doctype}\n${svgWith(ELEMENT).toString()}`
          assert.equal(textOf(Buffer.from(svg)), 'a')
          const baked = bake(Buffer.from(svg), '{"a":1}')
          assert.equal(textOf(baked), '{"a":1}')
          assert.ok(Buffer.from(baked).toString().includes(doctype), 'the DTD stays as it was')
        }
    })

  it('lets the drawing use the entities of its DTD, and reads the badge beside them', () => {
    const svg = `<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY c "&ns_svg;">]>
      <svg xmlns="&ns_svg;" xmlns:i="&ns_ai;"><text>&c;</text>${ELEMENT}</svg>`
    assert.equal(textOf(Buffer.from(svg)), 'a')
  })

  it('reads the five entities of XML and numbers behind a DTD, and what CDATA holds as it is', () => {
    const dtd = '<!DOCTYPE svg [<!ENTITY a "b">]>'
    const plain = `<ob:assertion ${OB1}>{"a":"&quot;&#65;&#x42;&amp;a;"}</ob:assertion>`
    assert.equal(textOf(Buffer.from(dtd + svgWith(plain).toString())), '{"a":""AB&a;"}')
    const cdata = `<ob:assertion ${OB1}><![CDATA[{"a":"&a;"}]]></ob:assertion>`
    assert.equal(textOf(Buffer.from(dtd + svgWith(cdata).toString())), '{"a":"&a;"}')
  })

  it('reads an SVG with script, and runs nothing', () => {
    const inside = `<script>throw 1</script><foreignObject/><ob:assertion ${OB1} verify="a"/>`
    assert.equal(textOf(svgWith(inside)), 'a')
  })

  it('says when there are several badges', () => {
    const element = `<ob:assertion ${OB1} verify="a"/>`
    assert.deepEqual(findingsOf(svgWith(element + element)), [])
    assert.deepEqual(findingsOf(svgWith(element + element.replace('"a"', '"b"'))), [
      'image_several_badges',
    ])
  })

  for (const [name, inside] of [
    ['no element', '<g/>'],
    ['the wrong namespace', '<ob:assertion xmlns:ob="http://openbadges.example" verify="a"/>'],
    ['no namespace', '<openbadges:assertion verify="a"/>'],
    ['the namespace of the other element', `<ob:credential ${OB1} verify="a"/>`],
    ['a comment', `<!-- <ob:assertion ${OB1} verify="a"/> -->`],
    ['CDATA', `<![CDATA[<ob:assertion ${OB1} verify="a"/>]]>`],
    ['an attribute', `<g a='&lt;ob:assertion ${OB1} verify="a"/&gt;'/>`],
    [
      'a prefix that was given another meaning',
      `<g ${OB1}><g xmlns:ob="x"><ob:assertion verify="a"/></g></g>`,
    ],
  ] as const)
    it(`finds no badge in ${name}`, () => assert.equal(codeOf(svgWith(inside)), 'IMAGE_UNBAKED'))
})

describe('unbake: other files', () => {
  it('takes a text file for its own text', () => {
    assert.deepEqual(unbake(Buffer.from('\ufeff{"a":1}')), {
      text: '{"a":1}',
      carrier: 'text',
      findings: [],
    })
    assert.equal(textOf(Buffer.from('BM {}')), 'BM {}')
  })

  for (const [name, hex] of [
    ['JPEG', 'ffd8ffe000104a464946'],
    ['GIF', '474946383961'],
    ['WebP', '52494646000000005745425056503820'],
    ['PDF', '255044462d312e37'],
    ['AVIF', '0000001c6674797061766966'],
    ['ZIP', '504b03041400'],
  ] as const)
    it(`names ${name} by its first bytes, whatever the file is called`, () => {
      const file = Buffer.from(hex, 'hex')
      assert.equal(codeOf(file), 'IMAGE_UNSUPPORTED')
      assert.match(seenIn(file), new RegExp(`^${name} \\(${hex.slice(0, 2)} `))
    })

  it('says how bytes of no known kind begin', () => {
    const bytes = Buffer.from([1, 2, 3, 0xff, 0xfe, 6, 7, 8, 9])
    assert.equal(codeOf(bytes), 'FORMAT_UNKNOWN')
    assert.match(seenIn(bytes), /^starts 01 02 03 ff/)
  })

  it('knows a PNG that a transfer in text mode damaged', () => {
    const file = Buffer.from(PNG.toString('latin1').replace('\r\n', '\n'), 'latin1')
    assert.equal(codeOf(file), 'BADGE_MALFORMED')
  })

  it('calls other bytes neither picture nor text', () => {
    assert.equal(codeOf(Buffer.from([1, 2, 3, 0])), 'FORMAT_UNKNOWN')
    assert.equal(codeOf(Buffer.from([0x7b, 0xff, 0xfe])), 'BADGE_MALFORMED')
    assert.equal(textOf(Buffer.alloc(0)), '')
  })
})
