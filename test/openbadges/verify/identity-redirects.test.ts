import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { Answered } from '../../support/documents.js'
import {
  assertion11,
  assertion20,
  AWARD,
  badgeClass11,
  badgeClass20,
  check,
  CLASS,
  compactJws,
  evilKey,
  hosted,
  hosted11,
  ISSUER,
  issuer11,
  jws20,
  KEY,
  keyDocument,
  outcomeOf,
  profile20,
  schoolKey,
  signers,
  type Answers,
} from '../../support/issuer-ob2.js'

const GO = 'https://school.example/go?u=https://evil.example/i'
const EVIL_AWARD = 'https://evil.example/a'
const EVIL_CLASS = 'https://evil.example/b'

/** What another host answers after a redirect. */
const from = (finalUrl: string, value: unknown) =>
  new Answered(200, typeof value === 'string' ? value : JSON.stringify(value), finalUrl)

/** A badge of this issuer, all of it beside it, whose profile is answered by `finalUrl`. */
function led(issuer: string, finalUrl: string, changes: JsonObject = {}): [string, Answers] {
  const [award, badge] = [new URL('a', issuer).href, new URL('b', issuer).href]
  const answers = {
    [award]: assertion20({ id: award, badge }),
    [badge]: badgeClass20({ id: badge, issuer }),
    [issuer]: from(finalUrl, profile20({ id: issuer, ...changes })),
  }
  return [award, answers]
}

describe('no identity through a redirect to a stranger, 1.x and 2.x', () => {
  it('a profile that allows the stranger is not the word of the host that was asked', async () => {
    const verification = { allowedOrigins: ['evil.example'], startsWith: EVIL_AWARD }
    const answers = {
      [EVIL_AWARD]: assertion20({ id: EVIL_AWARD, badge: EVIL_CLASS }),
      [EVIL_CLASS]: badgeClass20({ id: EVIL_CLASS, issuer: GO }),
      [GO]: from('https://evil.example/i', profile20({ id: GO, verification })),
    }
    const report = await check(EVIL_AWARD, answers)
    assert.equal(outcomeOf(report), 'unverifiable issuer_elsewhere')
    assert.equal(report.credential?.issuer.name, null)
  })

  for (const finalUrl of [
    'https://evil.example/i',
    'https://school.example.evil.example/i',
    'https://pages.school.example/i',
    'https://school.example:8443/i',
    'https://w3id.org/i',
  ])
    it(`an issuer whose address leads to ${finalUrl}`, async () => {
      assert.match(
        outcomeOf(await check(...led(ISSUER, finalUrl))),
        /^unverifiable issuer_elsewhere/,
      )
    })

  for (const [issuer, finalUrl] of [
    [ISSUER, 'https://school.example/profiles/1'],
    [ISSUER, 'https://www.school.example/issuer'],
    ['https://www.school.example/i', 'https://school.example/i'],
    ['http://school.example/i', 'https://school.example/i'],
    ['https://w3id.org/school/i', 'https://school.example/i'],
    ['https://badgr.io/i', 'https://api.badgr.io/i'],
  ] as const)
    it(`an issuer whose address ${issuer} leads to ${finalUrl} speaks for itself`, async () => {
      assert.match(outcomeOf(await check(...led(issuer, finalUrl))), /^valid/)
    })

  it('a copy inside the class does not stand in for it', async () => {
    const [award, answers] = led(ISSUER, 'https://evil.example/i')
    const badge = 'https://school.example/b'
    const embedded = { ...answers, [badge]: badgeClass20({ id: badge, issuer: profile20() }) }
    assert.match(outcomeOf(await check(award, embedded)), /^unverifiable issuer_elsewhere/)
  })

  it('an issuer that moved is asked where it says that it lives now', async () => {
    const old = 'https://old.example/i'
    const answers = {
      ...hosted({ badge: { issuer: old } }),
      [old]: from(ISSUER, profile20()),
    }
    assert.match(outcomeOf(await check(AWARD, answers)), /^valid .*\(linked_id_mismatch\)/)
    const away = { ...answers, [ISSUER]: from('https://evil.example/i', profile20()) }
    assert.match(outcomeOf(await check(AWARD, away)), /^unverifiable issuer_elsewhere/)
    const gone = { ...answers, [ISSUER]: new Answered(404) }
    assert.match(outcomeOf(await check(AWARD, gone)), /^unverifiable .*linked_unreachable/)
  })

  it('a profile that calls itself a name without host, found at a stranger', async () => {
    const [award, answers] = led(ISSUER, 'https://evil.example/i', { id: 'urn:uuid:1' })
    assert.match(outcomeOf(await check(award, answers)), /^unverifiable issuer_elsewhere/)
  })

  it('permanent addresses of different people are different places', async () => {
    const [issuer, award] = ['https://w3id.org/school/i', 'https://w3id.org/evil/a']
    const [, answers] = led(issuer, 'https://school.example/i')
    const badge = 'https://w3id.org/school/b'
    const evil = {
      ...answers,
      [award]: from('https://evil.example/a', assertion20({ id: award, badge })),
    }
    assert.match(outcomeOf(await check(award, evil)), /^unverifiable .*scope_unproven/)
  })

  it('1.1 alike', async () => {
    const answers = { ...hosted11(), [ISSUER]: from('https://evil.example/i', issuer11()) }
    assert.equal(outcomeOf(await check(AWARD, answers)), 'unverifiable issuer_elsewhere')
  })

  it('keys of signed badges: the profile, and the key at its own address', async () => {
    const lie = profile20({ publicKey: { ...keyDocument(evilKey) } })
    const profile = { ...signers(), [ISSUER]: from('https://evil.example/i', lie) }
    assert.match(outcomeOf(await check(jws20(evilKey), profile)), /^unverifiable issuer_elsewhere/)
    const key = { ...signers(), [KEY]: from('https://evil.example/k', keyDocument(evilKey)) }
    const report = await check(jws20(evilKey), key)
    assert.equal(outcomeOf(report), 'unverifiable proof_unchecked key_elsewhere')
    const verify = { type: 'signed', url: KEY }
    const old = { [CLASS]: badgeClass11(), [ISSUER]: issuer11(), [KEY]: key[KEY] }
    const jws = compactJws(assertion11({ verify }), evilKey)
    assert.match(outcomeOf(await check(jws, old)), /^unverifiable .*key_elsewhere/)
    const pem = keyDocument(schoolKey)['publicKeyPem'] as string
    const www = { ...old, [KEY]: from('https://www.school.example/k', pem) }
    const own = compactJws(assertion11({ verify }), schoolKey)
    assert.match(outcomeOf(await check(own, www)), /^valid/)
  })

  it('assertions and classes are followed, and their way is told', async () => {
    const answers = {
      ...hosted({}),
      [AWARD]: from('https://cdn.example/a', assertion20()),
      [CLASS]: from('https://cdn.example/b', badgeClass20()),
    }
    assert.equal(
      outcomeOf(await check(AWARD, answers)),
      'valid (hosted_redirected) (hosted_redirected)',
    )
  })

  it('who endorses speaks from its own host', async () => {
    const [id, endorser] = ['https://guild.example/e', 'https://guild.example/go']
    const endorsement = {
      '@context': 'https://w3id.org/openbadges/v2',
      id,
      type: 'Endorsement',
      claim: { id: AWARD },
      issuer: endorser,
      issuedOn: '2025-02-01T00:00:00Z',
      verification: { type: 'HostedBadge' },
    }
    const profile = profile20({ id: endorser, name: 'Guild' })
    const answers = { ...hosted({ award: { endorsement: id } }), [id]: endorsement }
    const honest = await check(AWARD, { ...answers, [endorser]: profile })
    assert.equal(honest.credential?.endorsements[0]?.outcome, 'passed')
    const stranger = { ...answers, [endorser]: from('https://evil.example/i', profile) }
    assert.equal(outcomeOf(await check(AWARD, stranger)), 'valid (endorsement_unknown)')
  })
})
