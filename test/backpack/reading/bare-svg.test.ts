import assert from 'node:assert/strict'
import { bareSvg } from '../../../src/backpack/reading/picture.js'
import { cpuMillis } from '../../support/cpu.js'

describe('an SVG without its badges', () => {
  for (const [svg, bare] of [
    ['<svg><a/><o:assertion verify="x>y"/><b/></svg>', '<svg><a/><b/></svg>'],
    ["<svg><assertion verify='a/>'><![CDATA[{}]]></assertion ></svg>", '<svg></svg>'],
    ['<svg><o:credential>x</o:credential><credential/></svg>', '<svg></svg>'],
    ['<svg><assertions/><a assertion="1"/></svg>', '<svg><assertions/><a assertion="1"/></svg>'],
    ['<svg><assertion><b>', null],
    ['<svg><assertion verify="', null],
  ] as const)
    it(`of ${svg} is ${bare}`, () => assert.equal(bareSvg(svg), bare))

  for (const part of ['<assertion ', '<assertion><![CDATA[', '<assertion><![CDATA[<assertion>]]>'])
    it(`is told at once of five million characters of ${part}`, () => {
      const start = cpuMillis()
      bareSvg(`<svg>${part.repeat(5_000_000 / part.length)}</svg>`)
      assert.ok(cpuMillis() - start < 1000)
    })
})
