import assert from 'node:assert/strict'
import { addressShown } from '../../../../src/backpack/reading/doctor/seen.js'

describe('addresses as they are shown', () => {
  for (const [what, address, shown] of [
    ['as it is', 'https://school.example/a?b=1', 'https://school.example/a?b=1'],
    [
      'without user and password',
      'https://ada:secret@school.example/a',
      'https://school.example/a',
    ],
    ['without its fragment', 'https://school.example/a#token', 'https://school.example/a'],
    [
      'without what looks like a key',
      'https://school.example/a?token=abc&b=1',
      'https://school.example/a?token=…&b=1',
    ],
    [
      'without anybody’s address',
      'https://school.example/ada@school.example',
      /^https:.*\(an address\)$/,
    ],
    ['by its first words, when it is none', 'no address', 'no address'],
    ['cut', `https://school.example/${'a/'.repeat(200)}`, /^.{199}…$/],
  ] as const)
    it(`one is shown ${what}`, () => {
      if (typeof shown === 'string') assert.equal(addressShown(address), shown)
      else assert.match(addressShown(address), shown)
    })
})
