import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalJson } from '../../../src/openbadges/proofs/suites/jcs.js'

describe('canonicalJson', () => {
  it('writes the example of RFC 8785 as the RFC does', () => {
    const text = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`
    assert.equal(
      canonicalJson(JSON.parse(text)),
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  it('sorts names by UTF-16 code units, as the RFC shows', () => {
    const names = ['€', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', 'ö']
    const sorted = ['\r', '1', '\u0080', 'ö', '€', '\ud83d\ude00', '\ufb33']
    const value = Object.fromEntries(names.map((name) => [name, 0]))
    assert.deepEqual(
      canonicalJson(value),
      `{${sorted.map((name) => `${JSON.stringify(name)}:0`).join(',')}}`,
    )
  })

  it('writes the numbers of the RFC’s appendix', () => {
    for (const [bits, text] of [
      ['8000000000000000', '0'],
      ['0000000000000001', '5e-324'],
      ['7fefffffffffffff', '1.7976931348623157e+308'],
      ['4340000000000000', '9007199254740992'],
      ['44b52d02c7e14af6', '1e+23'],
      ['444b1ae4d6e2ef4f', '999999999999999900000'],
      ['3eb0c6f7a0b5ed8d', '0.000001'],
      ['41b3de4355555557', '333333333.33333343'],
    ])
      assert.equal(canonicalJson(Buffer.from(bits!, 'hex').readDoubleBE()), text)
  })

  it('is the same for every order of members, reads back as the same value, and hides no name', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const text = canonicalJson(JSON.parse(json))
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(JSON.parse(json))))
        assert.equal(canonicalJson(JSON.parse(text)), text)
      }),
    )
    assert.equal(
      canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}')),
      '{"__proto__":{"a":2},"b":1}',
    )
  })
})
