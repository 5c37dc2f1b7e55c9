import assert from 'node:assert/strict'
import { canParse } from '../../../src/openbadges/text/values.js'

describe('is this a URL', () => {
  it('says the same of an international host name however often it is asked', () => {
    for (let i = 0; i < 50_000; i++) assert.ok(canParse('https://münchen.example/ü'))
  })

  it('resolves against a base, and says no to what is none', () => {
    assert.ok(canParse('../a', 'https://school.example/b/c'))
    for (const text of ['../a', 'https://', 'http://[', '']) assert.equal(canParse(text), false)
  })
})
