import fc from 'fast-check'
import { OpenBadgesError } from '../../../src/openbadges/errors.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { AWARD, check, CLASS, hosted, hosted11, ISSUER } from '../../support/issuer-ob2.js'

const NAMES = [
  ...[
    '@context',
    'id',
    'type',
    'recipient',
    'badge',
    'verification',
    'verify',
    'issuedOn',
    'image',
  ],
  ...['evidence', 'name', 'criteria', 'issuer', 'tags', 'alignment', 'url', 'email', 'publicKey'],
  ...['revocationList', 'endorsement', 'related', '@language', 'uid', 'revoked', '__proto__'],
]
const ODD = [
  ...[null, '', [], {}, [[]], [null], { id: [] }, { id: {} }, { type: 5 }, { '@context': 5 }],
  ...['https://', 'http://[::1', 'data:', '_:b', { '@value': {} }, { '@id': 3 }, '\ud83d\ude00'],
  { type: 'Extension', '@context': 'https://w3id.org/openbadges/v2' },
  { type: ['Extension', 'x'], '@context': [{}, null, 7] },
]
const value = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(...ODD))
const change = fc.tuple(fc.constantFrom(AWARD, CLASS, ISSUER), fc.constantFrom(...NAMES), value)

describe('odd values anywhere in a badge of 1.x or 2.x', () => {
  for (const [name, answers] of [
    ['2.x', hosted({})],
    ['1.x', hosted11()],
  ] as const)
    it(`end in a report or in an OpenBadgesError: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(change, async ([url, member, odd]) => {
          const changed = JSON.parse(JSON.stringify(answers)) as Record<string, JsonObject>
          Object.defineProperty(changed[url], member, { value: odd, enumerable: true })
          await reportOrRefusal(AWARD, changed)
          await reportOrRefusal(changed[AWARD]!, changed)
        }),
        { numRuns: 300 },
      )
    })
})

async function reportOrRefusal(badge: string | JsonObject, answers: Record<string, JsonObject>) {
  try {
    await check(badge, answers)
  } catch (error) {
    if (!(error instanceof OpenBadgesError)) throw error
  }
}
