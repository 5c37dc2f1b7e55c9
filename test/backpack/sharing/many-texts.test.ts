import assert from 'node:assert/strict'
import fc from 'fast-check'
import { searchFor } from '../../../src/backpack/sharing/many-texts.js'
import { cpuMillis } from '../../support/cpu.js'

describe('search for many texts', () => {
  it('finds what a search for each of them finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 40 })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), text, (words, where) =>
        assert.equal(
          searchFor(words)(where),
          words.some((one) => where.includes(one)),
        ),
      ),
    )
  })

  it('takes time by the length of the text, however alike they are', () => {
    const started = cpuMillis()
    const isThere = searchFor(Array.from({ length: 3000 }, (_, i) => `${'a'.repeat(40)}${i}`))
    assert.equal(isThere('a'.repeat(2_000_000)), false)
    assert.ok(cpuMillis() - started < 3000)
  })

  it('more than can be looked for counts as found', () => {
    assert.equal(
      searchFor(Array.from({ length: 20_000 }, (_, i) => `${'x'.repeat(50)}${i}`))(''),
      true,
    )
  })
})
