import assert from 'node:assert/strict'
import {
  AWARD,
  badgeClass11,
  check,
  CLASS,
  hosted,
  hosted11,
  ISSUER,
  issuer11,
  outcomeOf,
} from '../../support/issuer-ob2.js'

const nothing = [null, '', [], [null], ['', null]]

describe('null and empty optional members count as absent', () => {
  for (const value of nothing) {
    const told = JSON.stringify(value)
    const all = (...names: string[]) => Object.fromEntries(names.map((name) => [name, value]))

    it(`${told} in 2.x`, async () => {
      const report = await check(
        AWARD,
        hosted({
          award: all(
            'image',
            'evidence',
            'narrative',
            'endorsement',
            'revoked',
            'related',
            'verify',
          ),
          badge: all('tags', 'alignment', 'related', 'version', 'endorsement', '@language'),
          issuer: {
            ...all('image', 'telephone', 'verification', 'revocationList', 'publicKey', 'related'),
            ...all('description', 'verify'),
          },
        }),
      )
      assert.equal(outcomeOf(report), 'valid')
    })

    it(`${told} in 1.1`, async () => {
      const answers = {
        ...hosted11(all('image', 'evidence')),
        [CLASS]: badgeClass11(all('tags', 'alignment')),
        [ISSUER]: issuer11(all('description', 'image', 'email', 'revocationList')),
      }
      assert.equal(outcomeOf(await check(AWARD, answers)), 'valid')
    })

    it(`${told} in parts of parts of 2.x`, async () => {
      const alignment = { targetName: 'a', targetUrl: AWARD, ...all('targetCode') }
      const award = { evidence: [null, { narrative: 'x', ...all('id', 'name', 'genre') }, ''] }
      const badge = { alignment: [null, alignment], criteria: { narrative: 'x', ...all('id') } }
      assert.equal(outcomeOf(await check(AWARD, hosted({ award, badge }))), 'valid')
    })

    it(`${told} is missing where a member is mandatory`, async () => {
      for (const name of ['recipient', 'badge', 'verification', 'issuedOn'])
        assert.match(
          outcomeOf(await check(AWARD, hosted({ award: all(name) }))),
          /^invalid .*property_missing/,
          name,
        )
    })
  }

  it('one value beside null is one value', async () => {
    const report = await check(AWARD, hosted({ badge: { name: [null, 'Welding'] } }))
    assert.equal(outcomeOf(report), 'valid (property_sloppy)')
  })
})

describe('keys in a profile', () => {
  it('may be there by their id alone, and not as nothing', async () => {
    const key = { id: `${ISSUER}#k`, type: 'CryptographicKey' }
    assert.equal(outcomeOf(await check(AWARD, hosted({ issuer: { publicKey: key } }))), 'valid')
    const empty = hosted({ issuer: { publicKey: { type: 'CryptographicKey' } } })
    assert.equal(outcomeOf(await check(AWARD, empty)), 'invalid property_missing')
  })
})
