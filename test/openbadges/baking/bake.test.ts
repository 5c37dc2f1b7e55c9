import assert from 'node:assert/strict'
import fc from 'fast-check'
import { bake } from '../../../src/openbadges/baking/bake.js'
import { unbake } from '../../../src/openbadges/carriers/unbake.js'
import { thrownBy } from '../../support/errors.js'
import {
  iTXt,
  iTXtCompressed,
  PNG,
  pngWith,
  SVG,
  svgWith,
  tEXt,
  zTXt,
} from '../../support/pictures.js'

const V2 =
  '{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1"}'
const V3 = '{"type": ["VerifiableCredential", "OpenBadgeCredential"]}'
const svg = (image: Uint8Array): string => Buffer.from(image).toString()
const latin1 = (image: Uint8Array): string => Buffer.from(image).toString('latin1')

/** Texts that a badge may be made of: any Unicode, JSON of anything, tokens. */
const anyText = fc
  .string({ unit: 'binary', minLength: 1 })
  .filter((text) => !/\p{Surrogate}/u.test(text))
const jsonText = fc
  .tuple(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), fc.nat(3))
  .map(([value, indent]) => JSON.stringify(value, null, indent).replaceAll('\n', '\r\n'))
const token = fc.base64String().map((text) => `ey.${text.replace(/\W/g, '_')}.`)

describe('bake: PNG', () => {
  it('gives back any text, and reads as one sound badge', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, jsonText, token), (text) => {
        assert.deepEqual(unbake(bake(PNG, text)), { text, carrier: 'png', findings: [] })
      }),
    )
  })

  it('writes one uncompressed iTXt before the first IDAT, and keeps all other chunks', () => {
    const baked = bake(PNG, V2)
    const [before, after] = [PNG.subarray(0, 33), PNG.subarray(33)]
    assert.deepEqual(Buffer.from(baked), Buffer.concat([before, iTXt('openbadges', V2), after]))
  })

  it('replaces every badge the picture had, and keeps its other texts', () => {
    const old = pngWith(
      tEXt('openbadges', 'a'),
      tEXt('Title', 'kept'),
      iTXtCompressed('openbadgecredential', 'b'),
      zTXt('openbadge', 'c'),
    )
    const kept = pngWith(tEXt('Title', 'kept'), iTXt('openbadgecredential', V3))
    assert.deepEqual(Buffer.from(bake(old, V3)), kept)
  })

  it('takes the keyword of the version that the text shows, or that is asked for', () => {
    assert.match(latin1(bake(PNG, V3)), /openbadgecredential\0/)
    assert.match(latin1(bake(PNG, V2)), /iTXtopenbadges\0/)
    assert.match(latin1(bake(PNG, 'ey.ey.x', 'ob3.0')), /openbadgecredential\0/)
  })

  it('bakes twice into the same bytes', () => {
    assert.deepEqual(bake(bake(PNG, V2), V2), bake(PNG, V2))
  })
})

describe('bake: SVG', () => {
  it('gives back any JSON and any token, in either version', () => {
    const version = fc.constantFrom('ob2.0' as const, 'ob3.0' as const)
    fc.assert(
      fc.property(fc.oneof(jsonText, token), version, (text, format) => {
        assert.equal(unbake(bake(Buffer.from(SVG), text, format)).text, text)
      }),
    )
  })

  it('gives back any text that XML can hold', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
        assert.equal(unbake(bake(Buffer.from(SVG), text)).text, text)
      }),
    )
  })

  it('changes nothing but the element', () => {
    const baked = svg(bake(Buffer.from(SVG), V3))
    const element = /<openbadges:credential [^]*<\/openbadges:credential>/.exec(baked)![0]
    assert.equal(baked.replace(element, ''), SVG)
    assert.ok(baked.includes(`data-note="a > b" ><openbadges:credential`))
  })

  it('writes the element as each version asks', () => {
    const image = svgWith('')
    const hosted =
      '<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="https:&#47;'
    assert.ok(svg(bake(image, V2)).includes(hosted.replace('&#47;', '/')))
    assert.ok(svg(bake(image, V2)).includes(`><![CDATA[${V2}]]></openbadges:assertion>`))
    assert.ok(svg(bake(image, 'ey.ey.x')).includes(' verify="ey.ey.x"/>'))
    const credential =
      '<openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
    assert.ok(
      svg(bake(image, V3)).includes(`${credential}<![CDATA[${V3}]]></openbadges:credential>`),
    )
    assert.ok(svg(bake(image, 'ey.ey.x', 'ob3.0')).includes('/ob/v3p0" verify="ey.ey.x"/>'))
  })

  it('replaces every badge the picture had', () => {
    const element = '<o:assertion xmlns:o="http://openbadges.org" verify="a"><g/></o:assertion>'
    const image = svgWith(
      `<g>${element}</g>\n${element}<c:credential xmlns:c="https://purl.imsglobal.org/ob/v3p0"/>`,
    )
    const plain = svgWith('<g></g>\n')
    assert.equal(svg(bake(image, V2)), svg(bake(plain, V2)))
  })

  it('opens a root that closes itself', () => {
    const baked = svg(bake(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" a=\'/>\'/>'), V3))
    assert.match(
      baked,
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" a='\/>'><openbadges.*<\/svg>$/,
    )
    assert.equal(unbake(Buffer.from(baked)).text, V3)
  })

  it('writes characters that XML forbids as escapes of JSON, and refuses them elsewhere', () => {
    const baked = bake(svgWith(''), '{"a": "\uffff"}')
    assert.equal(unbake(baked).text, '{"a": "\\uffff"}')
    assert.equal(thrownBy(() => bake(svgWith(''), 'a\u0000b')).code, 'BADGE_MALFORMED')
  })
})

describe('bake: what cannot be baked', () => {
  it('refuses other pictures', () => {
    const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex')
    for (const image of [jpeg, Buffer.from('text'), Buffer.alloc(0)])
      assert.equal(thrownBy(() => bake(image, V2)).code, 'IMAGE_UNSUPPORTED')
  })

  it('refuses damaged pictures', () => {
    for (const image of [PNG.subarray(0, -5), svgWith('<g>')])
      assert.equal(thrownBy(() => bake(image, V2)).code, 'BADGE_MALFORMED')
  })

  it('refuses texts that are empty, too long or half a character', () => {
    for (const text of ['', 'a\ud800'])
      assert.equal(thrownBy(() => bake(PNG, text)).code, 'BADGE_MALFORMED')
    const long = 'x'.repeat(5 * 1024 * 1024 + 1)
    assert.equal(thrownBy(() => bake(PNG, long)).code, 'BADGE_TOO_LARGE')
  })
})
