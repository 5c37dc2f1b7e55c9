import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { diBadge, unsignedBadge } from '../../support/issuer-ob3.js'
import { ed25519Key } from '../../support/keys.js'
import { verifyBadge } from '../../support/verify-ob3.js'

const key = ed25519Key()
const issuer = key.didKey
const END = '2020-02-01T00:00:00Z'

/** The badge as its issuer signed it, and the same statements with one member at another place. */
async function moved(changes: JsonObject, move: (badge: JsonObject) => void) {
  const signed = await diBadge(issuer, key, { badge: changes })
  const rewritten = JSON.parse(JSON.stringify(signed)) as JsonObject
  move(rewritten)
  return { signed: await verifyBadge(signed), rewritten: await verifyBadge(rewritten) }
}

function subjectOf(badge: JsonObject): JsonObject {
  return badge.credentialSubject as JsonObject
}

describe('one thing is read at one place', () => {
  const plain = unsignedBadge(issuer)
  const achievement = subjectOf(plain).achievement as JsonObject

  it('an end moved to where the badge is named again is not lost', async () => {
    const evidence = [{ id: plain.id, type: ['Evidence', 'VerifiableCredential'] }]
    const dates = { validFrom: '2020-01-01T00:00:00Z', validUntil: END, evidence }
    const types = { type: [...(plain.type as string[]), 'Evidence'] }
    const { signed, rewritten } = await moved({ ...dates, ...types }, (badge) => {
      delete badge.validUntil
      ;(badge.evidence as JsonObject[])[0]!.validUntil = END
    })
    assert.equal(signed.verdict, 'expired')
    assert.deepEqual([rewritten.verdict, rewritten.codes], ['invalid', ['context_redefines']])
  })

  it('badge and achievement may share an id, and each keeps what is its own', async () => {
    const subject = { ...subjectOf(plain), achievement: { ...achievement, id: plain.id } }
    const { signed } = await moved({ credentialSubject: subject }, () => undefined)
    assert.equal(signed.verdict, 'valid')
  })

  it('two results with one id that differ cannot be told apart', async () => {
    const result = ['A', 'F'].map((value) => ({ id: 'urn:uuid:r', type: ['Result'], value }))
    const subject = { ...subjectOf(plain), result }
    const { signed } = await moved({ credentialSubject: subject }, () => undefined)
    assert.ok(signed.codes.includes('id_ambiguous'), String(signed.codes))
    assert.equal(signed.verdict, 'unverifiable')
  })
})
