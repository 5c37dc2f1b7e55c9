import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { Answered, type Answer } from '../../support/documents.js'
import { controllerDocument, diBadge, jwtBadge, methodOf } from '../../support/issuer-ob3.js'
import { verify } from '../../support/verify-ob3-text.js'
import { ed25519Key } from '../../support/keys.js'

const school = ed25519Key()
const evil = ed25519Key()

const ISSUER = 'https://badges.example/issuers/school'
const NEIGHBOUR = 'https://badges.example/issuers/evil'

/** The badge of the school, signed by its neighbour, over what the two addresses answer. */
async function signedBeside(answers: Record<string, Answer>, method = `${NEIGHBOUR}#key-0`) {
  const { codes, verdict } = await verify(await diBadge(ISSUER, evil, { method }), answers)
  return [codes.filter((code) => code.startsWith('key_')).join(' '), verdict]
}

const NO = ['key_not_issuers', 'invalid']
const COUNTS = ['key_same_origin', 'valid']

describe('issuer-key: no neighbour on the same host signs for the issuer', () => {
  const key = (changes: JsonObject = {}) => methodOf(evil, `${NEIGHBOUR}#key-0`, changes)
  const nobody = { controller: undefined }
  const list = (entry: JsonObject, changes: JsonObject = {}) => ({
    id: NEIGHBOUR,
    verificationMethod: [entry],
    assertionMethod: [entry.id],
    ...changes,
  })

  for (const [name, document] of [
    ['names itself as controller', list(key())],
    ['names itself as controller, embedded', { id: NEIGHBOUR, assertionMethod: [key()] }],
    ['names no controller in its list, so that it is its own', list(key(nobody))],
    ['has no id and no controller in its list', list(key(nobody), { id: undefined })],
    ['lists its key in publicKey of its profile', { id: NEIGHBOUR, publicKey: key(nobody) }],
    ['is a key that names its owner', { ...key(nobody), owner: NEIGHBOUR }],
    ['names a third party', key({ controller: 'https://badges.example/issuers/third' })],
    ['names the issuer and itself', key({ controller: [ISSUER, NEIGHBOUR] })],
    ['names something within the issuer’s page', key({ controller: `${ISSUER}#other` })],
    [
      'names the issuer, and itself for the whole',
      list(key({ controller: ISSUER }), { controller: NEIGHBOUR }),
    ],
    ['names what begins like the issuer', key({ controller: `${ISSUER}-2` })],
    ['is a set of keys with an id', { id: NEIGHBOUR, keys: [{ ...evil.jwk, kid: 'key-0' }] }],
    [
      'is a set of keys with a controller',
      { controller: NEIGHBOUR, keys: [{ ...evil.jwk, kid: 'key-0' }] },
    ],
    ['is a JWK with a controller', { ...evil.jwk, kid: 'key-0', controller: NEIGHBOUR }],
  ] as const)
    it(`the document at the method ${name}`, async () => {
      assert.deepEqual(await signedBeside({ [NEIGHBOUR]: document }), NO)
    })

  it('a profile that is itself the method', async () => {
    const document = { ...key(nobody), id: NEIGHBOUR, type: ['Multikey', 'Profile'] }
    assert.deepEqual(await signedBeside({ [NEIGHBOUR]: document }, NEIGHBOUR), NO)
  })

  for (const [name, document] of [
    ['a bare JWK', { ...evil.jwk, kid: 'key-0' }],
    ['a set of keys', { keys: [{ ...evil.jwk, kid: 'key-0' }] }],
    ['a PEM', evil.publicKey.export({ type: 'spki', format: 'pem' }) as string],
    ['a key of exactly the issuer', key({ controller: ISSUER })],
    ['a key of exactly the issuer, in a list of one', key({ controller: [ISSUER] })],
    [
      'a key of the issuer, written otherwise',
      key({ controller: 'HTTPS://BADGES.example:443/issuers/school' }),
    ],
  ] as const) {
    it(`${name} counts while the issuer says nothing of keys`, async () => {
      assert.deepEqual(await signedBeside({ [NEIGHBOUR]: document }), COUNTS)
      const keyless = { id: ISSUER, type: 'Profile', name: 'School' }
      assert.deepEqual(await signedBeside({ [NEIGHBOUR]: document, [ISSUER]: keyless }), COUNTS)
      assert.deepEqual(
        await signedBeside({ [NEIGHBOUR]: document, [ISSUER]: '<html></html>' }),
        COUNTS,
      )
    })

    it(`${name} does not, once the issuer lists keys`, async () => {
      for (const issuer of [
        controllerDocument(ISSUER, [school]),
        { id: ISSUER, type: 'Profile', publicKey: [] },
        { id: ISSUER, assertionMethod: [] },
        { keys: [school.jwk] },
      ])
        assert.deepEqual(await signedBeside({ [NEIGHBOUR]: document, [ISSUER]: issuer }), NO)
    })
  }

  it('a silent neighbour is none of the issuer’s keys either', async () => {
    assert.deepEqual(await signedBeside({ [ISSUER]: controllerDocument(ISSUER, [school]) }), NO)
  })

  it('issuers of one document are told apart by their fragments', async () => {
    const page = 'https://badges.example/issuers'
    const method = `${page}#key-evil`
    const entry = methodOf(evil, method, { controller: `${page}#evil` })
    const badge = await diBadge(`${page}#school`, evil, { method })
    for (const id of [page, `${page}#evil`]) {
      const document = { id, verificationMethod: [entry], assertionMethod: [method] }
      assert.equal((await verify(badge, { [page]: document })).verdict, 'invalid')
    }
    const own = { ...entry, controller: `${page}#school` }
    const document = { id: page, verificationMethod: [own], assertionMethod: [method] }
    assert.equal((await verify(badge, { [page]: document })).verdict, 'valid')
  })
})

describe('issuer-key: no identity through a redirect to a stranger', () => {
  const go = 'https://badges.example/go?u=https://evil.example/i'
  const from = (finalUrl: string, value: unknown) =>
    new Answered(200, JSON.stringify(value), finalUrl)

  async function led(issuer: string, finalUrl: string): Promise<unknown[]> {
    const badge = await diBadge(issuer, evil, { method: `${issuer}#key-0` })
    const answer = from(finalUrl, controllerDocument(issuer, [evil]))
    const { codes, verdict } = await verify(badge, { [issuer]: answer })
    return [codes[0], verdict]
  }

  const STRANGER = ['key_elsewhere', 'unverifiable']
  for (const [issuer, finalUrl] of [
    [go, 'https://evil.example/i'],
    ['https://badges.example/i', 'https://badges.example.evil.example/i'],
    ['https://badges.example/i', 'https://sub.badges.example/i'],
    ['https://sub.badges.example/i', 'https://badges.example/i'],
    ['https://badges.example/i', 'https://badges.example:8443/i'],
    ['https://badges.example/i', 'https://w3id.org/i'],
    ['https://bit.ly/i', 'https://evil.example/i'],
    ['https://w3id.org.evil.example/i', 'https://other.example/i'],
  ] as const)
    it(`${new URL(issuer).host} led to ${new URL(finalUrl).host}: nobody spoke for the issuer`, async () => {
      assert.deepEqual(await led(issuer, finalUrl), STRANGER)
    })

  for (const [issuer, finalUrl] of [
    ['https://badges.example/i', 'https://badges.example/elsewhere'],
    ['https://badges.example/i', 'https://www.badges.example/i'],
    ['https://www.badges.example/i', 'https://badges.example/i'],
    ['https://badges.example/i', 'https://badges.example:443/i'],
    ['https://badges.example/i', 'http://badges.example/i'],
    ['https://w3id.org/school/i', 'https://school.example/i'],
    ['https://purl.org/school/i', 'https://school.example/i'],
    ['https://badgr.io/i', 'https://api.badgr.io/i'],
  ] as const)
    it(`${issuer} led to ${finalUrl}: the issuer itself`, async () => {
      assert.deepEqual(await led(issuer, finalUrl), ['key_ok', 'valid'])
    })

  it('a did:web document served by another host', async () => {
    const did = 'did:web:badges.example'
    const url = 'https://badges.example/.well-known/did.json'
    const badge = await diBadge(did, evil, { method: `${did}#key-0` })
    const answer = from('https://evil.example/did.json', controllerDocument(did, [evil]))
    const { codes, verdict } = await verify(badge, { [url]: answer })
    assert.deepEqual([codes, verdict], [['key_elsewhere', 'proof_unchecked'], 'unverifiable'])
  })

  it('a key of the issuer’s host that another host serves: open, and a no once the issuer lists keys', async () => {
    const answer = from('https://evil.example/i', methodOf(evil, `${go}#k`, { controller: ISSUER }))
    const silent = await signedBeside({ [go]: answer }, `${go}#k`)
    assert.deepEqual(silent, STRANGER)
    const lists = { [go]: answer, [ISSUER]: controllerDocument(ISSUER, [school]) }
    assert.deepEqual(await signedBeside(lists, `${go}#k`), NO)
  })

  it('a key the issuer lists by its address, which another host serves', async () => {
    const url = 'https://keys.example/1'
    const answer = from('https://evil.example/1', methodOf(evil, url, { controller: ISSUER }))
    const answers = { [ISSUER]: { id: ISSUER, publicKey: [url] }, [url]: answer }
    assert.deepEqual(await signedBeside(answers, url), STRANGER)
  })

  it('a permanent address of somebody else is no neighbour', async () => {
    const issuer = 'https://w3id.org/school/i'
    const method = 'https://w3id.org/evil/k'
    const badge = await diBadge(issuer, evil, { method })
    const answers = { [method]: from('https://evil.example/k', evil.jwk) }
    const { codes, verdict } = await verify(badge, answers)
    assert.deepEqual([codes, verdict], [['key_not_vouched', 'proof_ok'], 'unverifiable'])
  })
})

describe('issuer-key: a key brought along', () => {
  const token = (key = school) => jwtBadge(ISSUER, key, { header: { jwk: key.jwk } })
  const verdictOf = async (text: string, answers: Record<string, Answer>) =>
    (await verify(text, answers)).verdict

  it('counts as one the issuer lists, in whatever form, and where only its address is listed', async () => {
    const url = 'https://keys.example/1'
    const lists: Record<string, Answer>[] = [
      { [ISSUER]: controllerDocument(ISSUER, [evil, school]) },
      { [ISSUER]: { keys: [evil.jwk, { ...school.jwk, kid: 'other', use: 'sig' }] } },
      { [ISSUER]: { id: ISSUER, publicKey: [url] }, [url]: methodOf(school, url) },
    ]
    for (const answers of lists) assert.equal(await verdictOf(token(), answers), 'valid')
  })

  it('stays open where the issuer lists others, is silent, or another host answers for it', async () => {
    const listed = JSON.stringify(controllerDocument(ISSUER, [school]))
    const lists: Record<string, Answer>[] = [
      { [ISSUER]: controllerDocument(ISSUER, [evil]) },
      {},
      { [ISSUER]: new Answered(200, listed, 'https://evil.example/i') },
    ]
    for (const answers of lists) assert.equal(await verdictOf(token(), answers), 'unverifiable')
  })

  it('may sign when one of its entries may', async () => {
    const entry = methodOf(school, `${ISSUER}#b`)
    const answers = {
      [ISSUER]: {
        id: ISSUER,
        authentication: [methodOf(school, `${ISSUER}#a`)],
        verificationMethod: [entry],
        assertionMethod: [entry.id],
      },
    }
    assert.equal(await verdictOf(token(), answers), 'valid')
    const { assertionMethod: _, ...only } = answers[ISSUER]
    assert.equal(await verdictOf(token(), { [ISSUER]: only }), 'invalid')
  })
})
