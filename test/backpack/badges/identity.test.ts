import assert from 'node:assert/strict'
import { identityOf } from '../../../src/backpack/badges/same-award.js'
import type { Credential } from '../../../src/openbadges/index.js'
import { aCredential } from '../../support/rows.js'

function credential(members: Partial<Credential>): Credential {
  return { ...aCredential('Bees'), id: null, uid: null, ...members }
}
const hosted = (id: string) => identityOf(credential({ proofKind: 'hosted', id }), 'text')
const issued = (
  id: string | null,
  uid: string | null = null,
  issuerId = 'did:web:kauri.example',
) => {
  const issuer = { ...credential({}).issuer, id: issuerId }
  return identityOf(credential({ proofKind: 'jwt', id, uid, issuer }), 'text')
}

describe('the same award', () => {
  it('a hosted badge is its address, without fragment', () => {
    assert.equal(hosted('https://kauri.example/1'), hosted(' https://KAURI.example/1#a '))
    assert.notEqual(hosted('https://kauri.example/1'), hosted('https://kauri.example/2'))
  })

  it('Moodle’s addresses of one award are one', () => {
    const addresses = [
      'https://moodle.example/badges/assertion.php?b=0af1',
      'https://moodle.example/badges/assertion.php?b=0af1&obversion=2',
      'https://moodle.example/badges/json/assertion.php?b=0af1&obversion=v2p0',
    ]
    assert.equal(new Set(addresses.map(hosted)).size, 1)
    assert.notEqual(hosted(addresses[0]!), hosted(addresses[0]!.replace('0af1', '0af2')))
    assert.notEqual(hosted(addresses[0]!), hosted(addresses[0]!.replace('moodle.', 'other.')))
  })

  it('a signed badge is its id, or its uid, with its issuer', () => {
    assert.equal(issued('urn:uuid:1'), issued(' urn%3Auuid%3A1 '))
    assert.notEqual(issued('urn:uuid:1'), issued('urn:uuid:2'))
    assert.notEqual(issued('urn:uuid:1'), issued('urn:uuid:1', null, 'did:web:other.example'))
    assert.equal(issued(null, 'u1'), issued(null, 'u1'))
    assert.doesNotThrow(() => issued('100%'))
  })

  it('a badge without a name of its own is its text', () => {
    const nameless = credential({ proofKind: 'embedded' })
    assert.equal(identityOf(nameless, 'a'), identityOf(nameless, 'a'))
    assert.notEqual(identityOf(nameless, 'a'), identityOf(nameless, 'b'))
  })
})
