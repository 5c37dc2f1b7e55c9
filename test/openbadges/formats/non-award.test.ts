import assert from 'node:assert/strict'
import fc from 'fast-check'
import { resultOrError, thrownBy } from '../../support/errors.js'
import { jws, recognise } from '../../support/recognise.js'

describe('recogniseAward: what is no award', () => {
  for (const [value, kind] of [
    [{ type: 'BadgeClass', name: 'x' }, 'badge-definition'],
    [{ name: 'x', criteria: 'x', issuer: 'x' }, 'badge-definition'],
    [{ type: ['Achievement'] }, 'badge-definition'],
    [{ type: 'Issuer' }, 'issuer-profile'],
    [{ name: 'School', url: 'https://s.example' }, 'issuer-profile'],
    [{ type: ['VerifiableCredential', 'EndorsementCredential'] }, 'endorsement'],
    [{ type: 'Endorsement' }, 'endorsement'],
    [
      {
        type: ['VerifiableCredential', 'ClrCredential'],
        credentialSubject: { verifiableCredential: [{ type: 'OpenBadgeCredential' }] },
      },
      'record',
    ],
    [{ type: ['VerifiableCredential', 'BitstringStatusListCredential'] }, 'status-list'],
    [{ type: 'RevocationList' }, 'status-list'],
    [
      { type: 'VerifiablePresentation', verifiableCredential: [{ type: ['OpenBadgeCredential'] }] },
      'presentation',
    ],
    [{ type: 'EnvelopedVerifiablePresentation', id: 'data:application/vp+jwt,x' }, 'presentation'],
    [{ type: ['VerifiableCredential', 'DegreeCredential'] }, 'other-credential'],
    [{ type: ['VerifiableCredential', 'Assertion'], credentialSubject: {} }, 'other-credential'],
    [{ type: ['Assertion'], credentialSubject: [{}], badge: null }, 'unknown'],
    [{ '@type': 'Assertion', credentialSubject: 'x', recipient: {} }, 'unknown'],
    [{ type: 'AlignmentObject' }, 'part'],
    [{ id: 'https://a.example/1', revoked: true }, 'part'],
    [{ payload: 'e30', signatures: [] }, 'unsupported-envelope'],
    [{}, 'unknown'],
    [{ badge: null, recipient: {} }, 'unknown'],
    [{ type: 'constructor' }, 'unknown'],
  ] as const)
    it(`${JSON.stringify(value).slice(0, 60)} is ${kind}`, () => {
      const error = thrownBy(() => recognise(value))
      assert.deepEqual([error.code, error.kind], ['FORMAT_UNKNOWN', kind])
    })

  it('counts what an envelope holds', () => {
    const held = [{ type: ['VerifiableCredential', 'OpenBadgeCredential'] }, 'token']
    const error = thrownBy(() =>
      recognise({ type: 'VerifiablePresentation', verifiableCredential: held }),
    )
    assert.equal(error.seen, '2 credentials: VerifiableCredential, OpenBadgeCredential, token')
  })

  it('throws nothing but OpenBadgesError, whatever the object', () => {
    const member = fc.constantFrom(
      'type',
      '@type',
      '@context',
      'vc',
      'badge',
      'recipient',
      'verify',
      'verification',
      'credentialSubject',
      'id',
      'proof',
      'nbf',
      'vp',
    )
    const object = fc.dictionary(
      fc.oneof(member, fc.string()),
      fc.jsonValue() as fc.Arbitrary<unknown>,
    )
    fc.assert(
      fc.property(object, fc.boolean(), (value, token) => {
        resultOrError(() => recognise(token ? jws(value) : value))
      }),
    )
  })
})
