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

  const MEMBERS: [string, (badge: JsonObject) => [JsonObject, JsonObject], JsonObject][] = [
    [
      'the badge',
      (badge) => [badge, (badge.evidence as JsonObject[])[0]!],
      {
        validUntil: '2030-01-01T00:00:00Z',
        awardedDate: '2025-01-01T00:00:00Z',
        termsOfUse: [{ id: 'urn:x:1', type: 'https://school.example/Terms' }],
      },
    ],
    [
      'the earner',
      (badge) => [subjectOf(badge), (badge.evidence as JsonObject[])[1]!],
      {
        activityStartDate: '2025-01-01T00:00:00Z',
        activityEndDate: '2025-02-01T00:00:00Z',
        creditsEarned: 3,
        licenseNumber: 'L1',
        narrative: 'Alone.',
        role: 'Lead',
        term: 'Spring',
        result: [{ type: ['Result'], value: 'A' }],
        source: { id: 'urn:x:2', type: ['Profile'], name: 'Guild' },
        identifier: [
          { type: 'IdentityObject', hashed: false, identityHash: 'a', identityType: 'name' },
        ],
      },
    ],
    [
      'the achievement',
      (badge) => [subjectOf(badge).achievement as JsonObject, (badge.evidence as JsonObject[])[2]!],
      {
        achievementType: 'Course',
        creditsAvailable: 3,
        fieldOfStudy: 'Metal',
        humanCode: 'M1',
        specialization: 'Steel',
        tag: ['steel'],
        alignment: [{ type: ['Alignment'], targetName: 'A', targetUrl: 'https://a.example/' }],
        creator: { id: 'urn:x:3', type: ['Profile'], name: 'Guild' },
        resultDescription: [
          { id: 'urn:x:4', type: ['ResultDescription'], name: 'Mark', resultType: 'Percent' },
        ],
      },
    ],
  ]
  for (const [what, placesOf, members] of MEMBERS)
    for (const name of Object.keys(members))
      it(`${name} of ${what}, moved to where it is named again, is noticed`, async () => {
        const earner = 'did:example:earner'
        const again = (id: unknown, type: string) => ({ id, type: ['Evidence', type] })
        const evidence = [
          again(plain.id, 'VerifiableCredential'),
          again(earner, 'AchievementSubject'),
          again(achievement.id, 'Achievement'),
        ]
        const whole = {
          type: [...(plain.type as string[]), 'Evidence'],
          credentialSubject: {
            ...subjectOf(plain),
            id: earner,
            type: ['AchievementSubject', 'Evidence'],
            achievement: { ...achievement, type: ['Achievement', 'Evidence'] },
          },
          evidence,
        }
        const badge = JSON.parse(JSON.stringify({ ...plain, ...whole })) as JsonObject
        Object.assign(placesOf(badge)[0], { [name]: members[name] })
        const { signed, rewritten } = await moved(badge, (copy) => {
          const [home, elsewhere] = placesOf(copy)
          elsewhere[name] = home[name]
          delete home[name]
        })
        assert.equal(signed.verdict, 'valid')
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
