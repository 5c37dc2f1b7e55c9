import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { cpuMillis } from '../../support/cpu.js'
import { diBadge, jwtBadge, OB3, unsignedBadge, VC1, VC2 } from '../../support/issuer-ob3.js'
import { verify } from '../../support/verify-ob3-text.js'
import { ed25519Key } from '../../support/keys.js'

const OB301 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json'
const key = ed25519Key()
const issuer = key.didKey

/** A badge of the 1.1 data model with the unprotected context 3.0.1, signed under these further contexts. */
function badge301(contexts: unknown[], changes: JsonObject = {}): Promise<JsonObject> {
  const suite = 'https://w3id.org/security/data-integrity/v2'
  return diBadge(issuer, key, {
    badge: {
      '@context': [VC1, OB301, suite, ...contexts],
      issuanceDate: '2025-01-01T00:00:00Z',
      validFrom: undefined as unknown,
      ...changes,
    },
  }).then((badge) => JSON.parse(JSON.stringify(badge)) as JsonObject)
}

describe('contexts: words keep the meaning of the standard', () => {
  it('a further context may add words', async () => {
    const extra = { workshop: 'https://school.example/terms#workshop' }
    const badge = await diBadge(issuer, key, {
      badge: { '@context': [VC2, OB3, extra], workshop: 'B' },
    })
    assert.deepEqual((await verify(badge)).codes, ['key_ok', 'proof_ok'])
    assert.equal((await verify(await badge301([extra], { workshop: 'B' }))).verdict, 'valid')
  })

  it('an endorsement inside may have contexts of its own, as the credential it is', async () => {
    const endorsement = {
      '@context': [VC2, OB3],
      id: 'urn:uuid:e',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      issuer: { id: 'did:example:praise', type: 'Profile' },
      validFrom: '2025-01-01T00:00:00Z',
      credentialSubject: { id: 'urn:uuid:b', type: 'EndorsementSubject' },
    }
    const badge = await diBadge(issuer, key, { badge: { endorsement: [endorsement] } })
    assert.equal((await verify(badge)).verdict, 'valid')
  })

  it('contexts handed in for the run are used, and win nothing over the bundle', async () => {
    const url = 'https://school.example/ctx'
    const handed = { '@context': { workshop: 'https://school.example/terms#workshop' } }
    const contexts = new Map<string, unknown>([
      [url, handed],
      [VC2, { '@context': {} }],
    ])
    const badge = { '@context': [VC2, OB3, url], workshop: 'B' }
    const signed = await diBadge(issuer, key, { badge, contexts })
    assert.equal((await verify(signed, {}, { contexts })).verdict, 'valid')
    assert.deepEqual((await verify(signed)).codes, ['context_unknown', 'key_ok'])
  })
})

describe('contexts, attacks', () => {
  for (const [name, remap] of [
    ['a word of the achievement', { name: 'https://evil.example/x' }],
    [
      'a value by its type',
      {
        description: { '@id': 'https://schema.org/description', '@type': 'https://evil.example/x' },
      },
    ],
    ['the scheme of ids', { urn: 'https://evil.example/', did: 'https://evil.example/' }],
    ['words through the older vocabulary of 2.0', 'https://w3id.org/openbadges/v2'],
  ] as [string, unknown][])
    it(`25 term remap: ${name}`, async () => {
      const { codes, verdict } = await verify(await badge301([remap]))
      assert.ok(codes.includes('context_redefines'), String(codes))
      assert.equal(verdict, 'invalid')
    })

  it('a remap within the class that carries the word', async () => {
    const scoped = {
      Honours: { '@id': 'https://evil.example/H', '@context': { name: 'https://evil.example/x' } },
    }
    const achievement = {
      ...((unsignedBadge(issuer).credentialSubject as JsonObject).achievement as JsonObject),
      type: ['Achievement', 'Honours'],
    }
    const subject = { id: 'did:example:earner', type: 'AchievementSubject', achievement }
    const { codes } = await verify(await badge301([scoped], { credentialSubject: subject }))
    assert.ok(codes.includes('context_redefines'), String(codes))
  })

  it('a protected word, in a token too', async () => {
    const context = [VC2, OB3, { name: 'https://evil.example/x' }]
    const token = jwtBadge(issuer, key, {
      header: { kid: `${issuer}#${key.multibase}` },
      badge: { '@context': context },
    })
    const { codes, verdict } = await verify(token)
    assert.deepEqual([codes, verdict], [['context_redefines', 'key_ok', 'proof_ok'], 'invalid'])
  })

  it('26 unknown context: the network is never asked', async () => {
    const asked: string[] = []
    const signed = await diBadge(issuer, key)
    const badge = { ...signed, '@context': [VC2, OB3, 'https://evil.example/ctx'] }
    const { codes, verdict } = await verify(badge, { 'https://evil.example/ctx': {} }, { asked })
    assert.deepEqual([codes, verdict], [['context_unknown', 'key_ok'], 'unverifiable'])
    assert.deepEqual(asked, [])
  })

  for (const url of [VC2.replace('https', 'http'), `${OB3}/`, OB3.toUpperCase(), `${OB3}#x`])
    it(`a look-alike of a bundled context is not it: ${url}`, async () => {
      const signed = await diBadge(issuer, key)
      const { codes } = await verify({ ...signed, '@context': [VC2, OB3, url] })
      assert.ok(codes.includes('context_unknown'), String(codes))
    })

  it('a proof may bring published contexts, and words that mean what is published', async () => {
    const signed = await diBadge(issuer, key)
    const proof = signed.proof as JsonObject
    for (const own of [signed['@context'], [VC2], 'https://w3id.org/security/data-integrity/v2'])
      assert.equal(
        (await verify({ ...signed, proof: { ...proof, '@context': own } })).verdict,
        'valid',
        String(own),
      )
  })

  it('an end of the proof hidden by its IRI or by a word of its own', async () => {
    const expires = { proof: { expires: '2020-01-01T00:00:00Z' } }
    const signed = await diBadge(issuer, key, expires)
    assert.equal((await verify(signed)).verdict, 'expired')
    const { expires: end, ...rest } = signed.proof as JsonObject
    const date = 'http://www.w3.org/2001/XMLSchema#dateTime'
    const iri = 'https://w3id.org/security#expiration'
    const hidden = [
      { ...rest, [iri]: { '@value': end, '@type': date } },
      { ...rest, '@context': [VC2, { until: { '@id': iri, '@type': date } }], until: end },
      { ...rest, '@context': { kept: '@nest' }, kept: { expires: end } },
    ]
    for (const proof of hidden) {
      const { codes, verdict } = await verify({ ...signed, proof })
      assert.ok(codes.includes('context_redefines'), String(codes))
      assert.equal(verdict, 'invalid')
    }
  })

  it('an imported context changes nothing for the badges that come after', async () => {
    const signed = await diBadge(issuer, key)
    const poison = { ...signed, '@context': [VC2, { '@import': OB3, remark: 'urn:x' }] }
    assert.notEqual((await verify(poison)).verdict, 'valid')
    assert.equal((await verify(signed)).verdict, 'valid')
    assert.notEqual((await verify(poison)).verdict, 'valid')
  })

  it('two vocabularies of W3C that contradict each other, in a token too', async () => {
    const token = jwtBadge(issuer, key, {
      header: { kid: `${issuer}#${key.multibase}` },
      badge: { '@context': [VC2, OB3, VC1] },
    })
    assert.ok((await verify(token)).codes.includes('context_redefines'))
  })

  it('a context within the subject', async () => {
    const subject = {
      ...(unsignedBadge(issuer).credentialSubject as JsonObject),
      '@context': { name: 'https://evil.example/x' },
    }
    const badge = await badge301([], { credentialSubject: subject })
    assert.ok((await verify(badge)).codes.includes('context_redefines'))
  })

  for (const keyword of ['@graph', '@nest', '@reverse', '@included', '@set', '@index', '@import'])
    it(`the keyword ${keyword} as a member`, async () => {
      const signed = await diBadge(issuer, key)
      const { findings, verdict } = await verify({ ...signed, [keyword]: {} })
      assert.ok(findings.some(({ code, path }) => code === 'context_redefines' && path === keyword))
      assert.equal(verdict, 'invalid')
    })

  for (const no of [{}, { '@language': null }, { '@direction': null, '@language': null }])
    it(`a text as an object that says no more: @value, ${JSON.stringify(no)}`, async () => {
      const signed = await diBadge(issuer, key)
      const { codes, verdict } = await verify({ ...signed, name: { '@value': signed.name, ...no } })
      assert.ok(codes.includes('context_redefines'), String(codes))
      assert.equal(verdict, 'invalid')
    })

  it('29 poison graph: stopped by a limit, not by time', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `_:b${index}`)
    const evidence = ids.map((id) => ({
      id,
      type: 'Evidence',
      knows: ids.filter((other) => other !== id),
    }))
    const knows = { '@id': 'https://evil.example/knows', '@type': '@id' }
    const signed = await diBadge(issuer, key)
    const badge = { ...signed, '@context': [VC2, OB3, { knows }], evidence }
    const start = cpuMillis()
    const { codes, verdict } = await verify(badge)
    assert.ok(cpuMillis() - start < 1000)
    assert.deepEqual([codes, verdict], [['key_ok', 'canonical_budget'], 'unverifiable'])
  })

  it('more statements than a badge has any use for', async () => {
    const tag = Array.from({ length: 6000 }, (_, index) => `tag ${index}`)
    const signed = await diBadge(issuer, key)
    const { codes } = await verify({ ...signed, evidence: { type: 'Evidence', name: tag } })
    assert.deepEqual(codes, ['key_ok', 'canonical_budget'])
  })
})
