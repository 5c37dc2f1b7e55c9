import assert from 'node:assert/strict'
import { mailbox } from '../../../src/openbadges/formats/kinds.js'
import { recipientOf } from '../../../src/openbadges/formats/parts.js'
import { parseOb05 } from '../../../src/openbadges/formats/ob1/parse.js'
import { checkOb1Assertion } from '../../../src/openbadges/formats/ob1/structure.js'
import { checkOb2Structure } from '../../../src/openbadges/formats/ob2/structure.js'
import {
  addressNamed,
  isAddressText,
  isClearAddress,
} from '../../../src/openbadges/text/address.js'
import { addressesNamedBy } from '../../../src/openbadges/verify/checks/recipient.js'

const place = { path: 'email', family: '2.x', required: true } as const

describe('an address that a badge names is the same everywhere', () => {
  for (const text of [
    'ada@example.org',
    'mailto:ada@example.org',
    'mailto:ada%40example.org',
    'MAILTO:ada@example.org?subject=Badge',
  ])
    it(`${text}: in every form of the data model and in every version`, () => {
      assert.equal(addressNamed(text), 'ada@example.org')
      assert.ok(isAddressText(text) && isClearAddress(text))
      assert.deepEqual(mailbox(text, place), [])
      assert.deepEqual(mailbox(text, { ...place, family: '3.0' }), [])
      const named = [
        parseOb05({ recipient: text }, null).recipients,
        recipientOf({ type: 'email', identity: text, hashed: true }),
      ]
      for (const recipients of named) {
        assert.equal(recipients[0]!.hashed, false)
        assert.deepEqual(addressesNamedBy({ recipients, subjectId: null }), ['ada@example.org'])
      }
      assert.deepEqual(codesOf(checkOb1Assertion({ recipient: text, badge: {} }, 'ob0.5')), [])
      const identity = { type: 'email', identity: text, hashed: false }
      assert.deepEqual(codesOf(checkOb2Structure({ type: 'Assertion', recipient: identity })), [])
    })

  for (const text of ['ada', 'ada@', '@example.org', 'mailto:@example.org', 'a b@example.org', ''])
    it(`${JSON.stringify(text)} is none`, () => {
      assert.equal(isAddressText(text), false)
      assert.equal(mailbox(text, place)[0]?.code, 'property_type')
    })
})

/** What is said of the recipient. */
function codesOf(findings: { code: string; path: string | null; outcome: string }[]): string[] {
  return findings
    .filter(({ path, outcome }) => path?.startsWith('recipient') && outcome !== 'passed')
    .map(({ code, path }) => `${code} ${path}`)
}
