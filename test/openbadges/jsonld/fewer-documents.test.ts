import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { JsonObject } from '../../../src/openbadges/types.js'
import type { Answer } from '../../support/documents.js'
import {
  controllerDocument,
  diBadge,
  EVIL,
  jwtBadge,
  methodOf,
  SCHOOL,
  SCHOOL_DID,
  schoolDocuments,
} from '../../support/issuer-ob3.js'
import { verify } from '../../support/verify-ob3-text.js'
import { ed25519Key } from '../../support/keys.js'

const school = ed25519Key()
const evil = ed25519Key()
const elsewhere = 'https://evil.example/k'

const documents: Record<string, Answer> = {
  ...schoolDocuments(school),
  [EVIL]: controllerDocument(EVIL, [evil]),
  [elsewhere]: methodOf(evil, elsewhere, { controller: SCHOOL }),
}

/** Badges that are not valid while everybody answers. */
async function forgeries(): Promise<(JsonObject | string)[]> {
  const embedded = await Promise.all([
    diBadge(SCHOOL, evil),
    diBadge(SCHOOL, evil, { method: `${SCHOOL}#key-0` }),
    diBadge(SCHOOL_DID, evil, { method: `${SCHOOL_DID}#${evil.multibase}` }),
    diBadge(SCHOOL, evil, { method: elsewhere }),
    diBadge(SCHOOL, evil, { method: `${EVIL}#key-0` }),
    diBadge('urn:uuid:7b2a3c1e-5f7a-4d0e-8f5e-2d9a3b1c4e5f', evil),
    diBadge(SCHOOL, school, {
      method: `${SCHOOL}#key-0`,
      proof: { proofPurpose: 'authentication' },
    }),
  ])
  const tokens = [
    jwtBadge(SCHOOL, evil, { header: { jwk: evil.jwk } }),
    jwtBadge(SCHOOL, evil, { header: { kid: elsewhere } }),
    jwtBadge(SCHOOL, evil, { header: { kid: 'key-0' } }),
    jwtBadge(SCHOOL, school, { header: { kid: 'key-0' }, claims: { sub: 'did:example:other' } }),
  ]
  return [...embedded, ...tokens]
}

describe('proof, property: silence never makes a badge valid (case 54)', () => {
  it('any of the documents may fall silent', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...(await forgeries())),
      fc.subarray(Object.keys(documents)),
      async (badge, answering) => {
        const answers = Object.fromEntries(answering.map((url) => [url, documents[url]!]))
        assert.notEqual((await verify(badge, answers)).verdict, 'valid')
      },
    )
    await fc.assert(property, { numRuns: 200 })
  })
})
