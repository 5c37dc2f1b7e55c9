import assert from 'node:assert/strict'
import {
  isPlainlyWorded,
  typeTermFindings,
  USUAL_COMPANY,
} from '../../../../src/openbadges/formats/ob3/type-terms.js'
import { expand } from '../../../../src/openbadges/jsonld/jsonld.js'
import type { JsonObject } from '../../../../src/openbadges/types.js'
import { OB3, unsignedBadge, VC2 } from '../../../support/issuer-ob3.js'

const RUN = { contexts: new Map<string, unknown>() }

async function found(changes: JsonObject): Promise<string[]> {
  const findings = await typeTermFindings(unsignedBadge('did:example:a', changes), RUN)
  return findings.map(({ code, path }) => `${code} ${path}`)
}

/** All ways to take one or none of each group, in order. */
function companies(groups: readonly (readonly string[])[]): string[][] {
  const [first, ...rest] = groups
  if (!first) return [[]]
  const others = companies(rest)
  return [...others, ...first.flatMap((one) => others.map((more) => [one, ...more]))]
}

describe('types under the contexts of a badge', () => {
  it('contexts that pass without JSON-LD are ones that work under JSON-LD', async () => {
    for (const [first, groups] of USUAL_COMPANY)
      for (const company of companies(groups)) {
        const list = [first, ...company]
        const badge = unsignedBadge('did:example:a', { '@context': list })
        const { problem } = await expand(badge, RUN)
        assert.equal(problem, null, list.join(' '))
        const reversed = { ...badge, '@context': [first, ...company.toReversed()] }
        assert.equal((await expand(reversed, RUN)).problem, null, list.join(' '))
      }
  })

  it('a type that nothing maps is named with its place', async () => {
    const badge = { evidence: [{ type: ['Evidence', 'Selfie'] }] }
    assert.equal(isPlainlyWorded(unsignedBadge('did:example:a', badge)), false)
    assert.deepEqual(await found(badge), ['type_wrong evidence[0].type'])
    assert.deepEqual(await found({ type: ['VerifiableCredential', 'toString'] }), [
      'type_wrong type',
    ])
  })

  it('types of proofs and of endorsements are left to those', async () => {
    const endorsement = [{ type: ['VerifiableCredential', 'EndorsementCredential', 'Unheard'] }]
    const proof = { type: 'Unheard' }
    assert.deepEqual(await found({ proof, endorsement }), [])
    const own = { '@context': [VC2, OB3, { Own: 'https://a.example/Own' }] }
    assert.deepEqual(await found({ ...own, proof, endorsement }), [])
  })

  it('a context that does not work is told', async () => {
    const broken = { '@context': [VC2, OB3, { type: 'https://evil.example/' }] }
    assert.deepEqual(await found(broken), ['context_redefines null'])
  })
})
