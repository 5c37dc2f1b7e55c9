import assert from 'node:assert/strict'
import fc from 'fast-check'
import { checkVcStructure } from '../../../src/demo/conformance/vc-structure.js'
import { OpenBadgesError } from '../../../src/openbadges/errors.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { unsignedBadge } from '../../support/issuer-ob3.js'
import { statusEntry } from '../../support/status-list.js'
import { verifyBadge } from '../../support/verify-ob3.js'

type Step = string | number

const BADGE = unsignedBadge('did:example:school', {
  image: { id: 'data:image/png;base64,AAAA', type: 'Image' },
  evidence: [{ type: 'Evidence' }],
  credentialStatus: [
    statusEntry(),
    { id: 'https://school.example/', type: '1EdTechRevocationList' },
  ],
  credentialSchema: { id: 'urn:a:b', type: 'JsonSchema' },
  refreshService: { id: 'https://school.example/new', type: '1EdTechCredentialRefresh' },
  endorsement: [{ type: 'EndorsementCredential', issuer: 'did:example:guild' }],
  endorsementJwt: ['a.b.c'],
  proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' },
})

/** Every place in a value, from the outside in. */
function placesOf(value: unknown, place: Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [place]
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(item, [...place, index]))
    : Object.entries(value).flatMap(([name, item]) => placesOf(item, [...place, name]))
  return [place, ...inner]
}

function withValue(value: unknown, [step, ...rest]: Step[], put: unknown): unknown {
  if (step === undefined) return put
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? withValue(item, rest, put) : item))
  const node = value as JsonObject
  return { ...node, [step]: withValue(node[step], rest, put) }
}

describe('3.0: anything in any place', () => {
  const changed = fc
    .tuple(fc.constantFrom(...placesOf(BADGE).slice(1)), fc.jsonValue({ maxDepth: 3 }))
    .map(([place, value]) => withValue(BADGE, place, value) as JsonObject)

  it('gives a report that is never valid, or no badge, and no other error', async () => {
    const verify = fc.asyncProperty(changed, async (badge) => {
      try {
        assert.notEqual((await verifyBadge(badge)).verdict, 'valid')
      } catch (error) {
        assert.ok(error instanceof OpenBadgesError)
      }
    })
    await fc.assert(verify, { numRuns: 300 })
  })

  it('the structure of W3C credentials takes it too', async () => {
    const check = fc.asyncProperty(changed, async (badge) => {
      assert.ok(Array.isArray(await checkVcStructure(badge)))
    })
    await fc.assert(check, { numRuns: 300 })
  })
})
