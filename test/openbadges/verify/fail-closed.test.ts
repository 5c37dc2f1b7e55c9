import assert from 'node:assert/strict'
import {
  assertion11,
  assertion20,
  AWARD,
  badgeClass11,
  check,
  CLASS,
  compactJws,
  evilKey,
  hosted,
  ISSUER,
  issuer11,
  jws20,
  KEY,
  keyDocument,
  outcomeOf,
  schoolKey,
  signers,
} from '../../support/issuer-ob2.js'
import { rsaKey, type TestKey } from '../../support/keys.js'

describe('what is not looked at never counts as good', () => {
  it('1.x: a key on the host of the issuer that says it is somebody else’s', async () => {
    const jws = compactJws(assertion11({ verify: { type: 'signed', url: KEY } }), evilKey)
    const signedBy = async (changes: object) => {
      const key = { ...keyDocument(evilKey), ...changes }
      const answers = { [CLASS]: badgeClass11(), [ISSUER]: issuer11(), [KEY]: key }
      return outcomeOf(await check(jws, answers))
    }
    assert.equal(await signedBy({}), 'valid')
    assert.equal(await signedBy({ owner: undefined }), 'valid (key_owner_differs)')
    for (const owner of ['https://school.example/neighbour', [ISSUER, 'urn:other'], `${ISSUER}/2`])
      assert.match(await signedBy({ owner }), /^unverifiable key_not_vouched/)
  })

  it('2.0: a key that its own document keeps for other purposes', async () => {
    const key = (member: string, of: TestKey) => ({
      id: 'https://school.example/keys/1',
      [member]: [{ ...keyDocument(of), id: `${KEY}#k` }],
    })
    const named = `${KEY}#k`
    const verification = { type: 'SignedBadge', creator: named }
    const jws = jws20(schoolKey, { verification })
    const over = async (member: string) => {
      const answers = signers({ issuer: { publicKey: named } })
      return outcomeOf(await check(jws, { ...answers, [KEY]: key(member, schoolKey) }))
    }
    assert.match(await over('assertionMethod'), /^valid/)
    assert.match(await over('authentication'), /^invalid .*key_purpose/)
  })

  it('a token that says of itself that it was withdrawn, also where it lies at its own address', async () => {
    const verification = { type: 'HostedBadge' }
    const jws = jws20(schoolKey, { id: AWARD, verification, revoked: true })
    const answers = signers({ issuer: { publicKey: keyDocument(schoolKey) } })
    assert.match(outcomeOf(await check(jws, { ...answers, [AWARD]: jws })), /^revoked/)
    assert.match(outcomeOf(await check(AWARD, { ...answers, [AWARD]: jws })), /^revoked/)
    const list = hosted({ award: { revoked: [true] } })
    assert.match(outcomeOf(await check(AWARD, list)), /^revoked/)
  })

  it('more extensions than are looked at', async () => {
    const good = { '@context': 'https://x.example/c', type: ['Extension', 'https://x.example/T'] }
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`extensions:e${i}`, good]))
    const award = { ...many(50) }
    assert.match(outcomeOf(await check(AWARD, hosted({ award }))), /^valid/)
    const hidden = { ...award, 'extensions:last': { type: ['Extension', 'x'] } }
    const report = await check(AWARD, hosted({ award: hidden }))
    assert.match(outcomeOf(report), /^unverifiable .*extension_unknown/)
  })

  it('a signature by a key of nobody, however the profile is shaped', async () => {
    const jws = jws20(rsaKey())
    for (const publicKey of [[], {}, [null], { id: KEY }, 'urn:key', keyDocument(schoolKey), [KEY]])
      assert.notEqual((await check(jws, signers({ issuer: { publicKey } }))).verdict, 'valid')
    assert.notEqual((await check(assertion20(), signers())).verdict, 'valid')
  })
})
