import assert from 'node:assert/strict'
import { verify } from '../../../src/openbadges/index.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { CLOCK, documents } from '../../support/documents.js'
import { jwtBadge, unsignedBadge } from '../../support/issuer-ob3.js'
import { ed25519Key } from '../../support/keys.js'
import { verifyBadge } from '../../support/verify-ob3.js'

const key = ed25519Key()
const header = { kid: `${key.didKey}#${key.multibase}` }

describe('what a 3.0 badge is asked for with', () => {
  const ACCEPT =
    'application/vc+ld+json, application/vc, application/vc+jwt, application/jwt, application/ld+json, application/json, text/plain, */*;q=0.1'

  it('its own address and every list of withdrawn badges are asked with the types of a credential', async () => {
    const asked: [url: string, accept: string | undefined][] = []
    const list = 'https://school.example/list'
    const credentialStatus = [
      {
        id: `${list}#1`,
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '1',
        statusListCredential: list,
      },
      { id: 'https://school.example/revoked', type: '1EdTechRevocationList' },
    ]
    const badge = jwtBadge(key.didKey, key, { header, badge: { credentialStatus } })
    const answers = documents({ 'https://school.example/1': badge })
    await verify('https://school.example/1', {
      now: CLOCK,
      loadDocument: (url, accept) => {
        asked.push([url, accept])
        return answers(url, accept)
      },
    })
    assert.deepEqual(asked, [
      ['https://school.example/1', ACCEPT],
      [list, ACCEPT],
      ['https://school.example/revoked', ACCEPT],
    ])
  })
})

describe('words that others may invent', () => {
  const verdictWith = async (badge: JsonObject) => {
    const { verdict, codes } = await verifyBadge(jwtBadge(key.didKey, key, { header, badge }))
    return [verdict, ...codes]
  }

  it('another kind of schema is a warning, and another kind of status leaves it open', async () => {
    const id = 'https://school.example/x'
    const schema = { id, type: 'FullJsonSchemaValidator2021' }
    assert.deepEqual(await verdictWith({ credentialSchema: schema }), [
      'valid',
      'schema_unavailable',
    ])
    assert.deepEqual(
      await verdictWith({ credentialSchema: [schema, { ...schema, type: 'Shacl' }] }),
      ['valid', 'schema_unavailable', 'schema_unavailable'],
    )
    assert.deepEqual(await verdictWith({ credentialStatus: { id, type: 'SomeStatus2030' } }), [
      'unverifiable',
      'status_unsupported',
    ])
    assert.deepEqual(await verdictWith({ termsOfUse: { type: 'OurTerms' } }), ['valid'])
    assert.deepEqual(await verdictWith({ refreshService: { id, type: 'OurRefresh' } }), ['valid'])
  })

  it('their mandatory members stay mandatory', async () => {
    assert.equal((await verdictWith({ credentialSchema: { type: 'JsonSchema' } }))[0], 'invalid')
    assert.equal((await verdictWith({ credentialStatus: { id: 'urn:x' } }))[0], 'invalid')
  })

  it('an empty id of the subject is none, in the token too', async () => {
    const { credentialSubject } = unsignedBadge(key.didKey)
    const identifier = {
      type: 'IdentityObject',
      hashed: false,
      identityHash: 'ada@example.org',
      identityType: 'emailAddress',
    }
    for (const empty of ['', null]) {
      const subject = { ...(credentialSubject as JsonObject), id: empty, identifier }
      assert.deepEqual(await verdictWith({ credentialSubject: subject }), [
        'valid',
        'property_sloppy',
      ])
    }
  })
})
