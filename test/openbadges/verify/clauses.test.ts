import assert from 'node:assert/strict'
import { CODES, type FindingCode } from '../../../src/openbadges/findings/codes.js'
import { clauseFor } from '../../../src/openbadges/index.js'
import type { FormatId } from '../../../src/openbadges/types.js'

const codes = Object.keys(CODES) as FindingCode[]

/** Codes that badges of a version can have: not those of its other ways of being proven. */
function codesOf(format: FormatId): FindingCode[] {
  const others: readonly string[] =
    format === 'ob3.0' ? ['hosted', 'issuer-scope', 'extensions', 'signature'] : ['proof', 'schema']
  const only3: readonly string[] = ['result_unlinked', 'result_below_required']
  return codes.filter(
    (code) => !others.includes(CODES[code][0]) && (format === 'ob3.0' || !only3.includes(code)),
  )
}

const inVersion = (format: FormatId, other: RegExp) =>
  codesOf(format)
    .map((code) => `${code} ${clauseFor(code, format)}`)
    .filter((line) => other.test(line))

describe('clauses', () => {
  it('a finding rests on a clause of the badge’s own version', () => {
    assert.deepEqual(inVersion('ob3.0', /OBv2p0|ob\/v2p0/), [])
    assert.deepEqual(inVersion('ob2.0', /ob\/v3p0|vcrl/), [])
    for (const format of ['ob0.5', 'ob1.0', 'ob1.1'] as const)
      assert.deepEqual(inVersion(format, /ob\/v3p0|v2p0\/|index\.html#|vcrl/), [])
  })

  it('every finding has one, whatever the version', () => {
    for (const format of ['ob0.5', 'ob1.0', 'ob1.1', 'ob2.0', 'ob3.0', null] as const)
      for (const code of codes) assert.match(clauseFor(code, format), /^https:\/\/\S+$/, code)
  })

  it('what other specifications say stays with them, whatever the version', () => {
    for (const format of ['ob1.1', 'ob2.0', 'ob3.0', null] as const)
      assert.match(clauseFor('signature_invalid', format), /^https:\/\/www\.rfc-editor\.org\//)
  })

  it('of a badge whose version nobody knows the clause is that of the code', () => {
    assert.match(clauseFor('revoked_list', null), /vcrl/)
    assert.match(clauseFor('property_missing', null), /OBv2p0Final\/index\.html#Assertion$/)
  })
})
