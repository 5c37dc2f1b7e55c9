import assert from 'node:assert/strict'
import { OB3, VC2, diBadge } from '../../support/issuer-ob3.js'
import { verify, tampered } from '../../support/verify-ob3-text.js'
import { ed25519Key } from '../../support/keys.js'

const key = ed25519Key()
// a word that the newer edition defines, in the issuer's own sense
const OWN_WORD = { '@context': [VC2, OB3, { jti: 'https://school.example/terms#jti' }], jti: 'x' }
const NEW_WORD = { '@context': [VC2, OB3], endorsementJwt: ['a.b.c'] }

describe('proof: contexts that grew in place', () => {
  it('a badge signed before still verifies, also where it gave a new word a sense of its own', async () => {
    const badge = await diBadge(key.didKey, key, { badge: OWN_WORD, earlier: true })
    assert.deepEqual((await verify(badge)).codes, ['key_ok', 'proof_ok'])
    assert.equal((await verify(tampered(badge))).verdict, 'invalid')
  })

  it('the words of the newer edition are signed', async () => {
    const badge = await diBadge(key.didKey, key, { badge: NEW_WORD })
    assert.deepEqual((await verify(badge)).codes, ['key_ok', 'proof_ok'])
    assert.equal((await verify({ ...badge, endorsementJwt: ['d.e.f'] })).verdict, 'invalid')
  })

  it('no word gets in that neither edition signed', async () => {
    const badge = await diBadge(key.didKey, key, { earlier: true })
    assert.equal((await verify(badge)).verdict, 'valid')
    assert.equal((await verify({ ...badge, endorsementJwt: ['a.b.c'] })).verdict, 'invalid')
    assert.equal((await verify({ ...badge, jti: 'urn:x' })).verdict, 'invalid')
  })

  it('editions do not leak from one badge into the next', async () => {
    const old = await diBadge(key.didKey, key, { badge: OWN_WORD, earlier: true })
    const fresh = await diBadge(key.didKey, key, { badge: NEW_WORD })
    for (const badge of [fresh, old, fresh, old])
      assert.equal((await verify(badge)).verdict, 'valid')
  })
})
