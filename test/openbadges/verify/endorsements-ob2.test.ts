import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { Answered } from '../../support/documents.js'
import {
  AWARD,
  check,
  CLASS,
  compactJws,
  evilKey,
  hosted,
  keyDocument,
  outcomeOf,
  profile20,
  schoolKey,
  V2,
} from '../../support/issuer-ob2.js'

const PRAISE = 'https://guild.example/praise'
const GUILD = 'https://guild.example/profile'

function praise(changes: JsonObject = {}): JsonObject {
  return {
    '@context': V2,
    id: PRAISE,
    type: 'Endorsement',
    claim: { id: CLASS, endorsementComment: 'Solid.' },
    issuer: GUILD,
    issuedOn: '2025-02-01T00:00:00Z',
    verification: { type: 'HostedBadge' },
    ...changes,
  }
}

const guild = profile20({ id: GUILD, name: 'Guild' })
const endorsed = (answers: Record<string, object | string>) =>
  check(AWARD, { ...hosted({ badge: { endorsement: [PRAISE] } }), [GUILD]: guild, ...answers })

describe('endorsements of 2.x', () => {
  it('one that its issuer hosts is confirmed', async () => {
    const report = await endorsed({ [PRAISE]: praise() })
    assert.equal(outcomeOf(report), 'valid')
    const [told] = report.credential!.endorsements
    assert.deepEqual([told?.proven?.kind, told?.proven?.host], ['domain', 'guild.example'])
    const said = { id: PRAISE, about: CLASS, issuer: 'Guild', comment: 'Solid.' }
    const found = { outcome: 'passed', proven: told?.proven } as const
    assert.deepEqual(report.credential?.endorsements, [{ ...said, ...found }])
  })

  for (const [name, answers, expected] of [
    ['silence', {}, 'valid (endorsement_unknown)'],
    ['withdrawn', { [PRAISE]: new Answered(410) }, 'valid (endorsement_withdrawn)'],
    [
      'to come',
      { [PRAISE]: praise({ issuedOn: '2030-01-01T00:00:00Z' }) },
      'valid (endorsement_early)',
    ],
    [
      'about something else',
      { [PRAISE]: praise({ claim: { id: AWARD } }) },
      'valid (endorsement_about_other)',
    ],
    [
      'expired',
      { [PRAISE]: praise({ expires: '2025-03-01T00:00:00Z' }) },
      'valid (endorsement_expired)',
    ],
    ['incomplete', { [PRAISE]: praise({ issuedOn: undefined }) }, 'valid (endorsement_failed)'],
    [
      'in the name of somebody else',
      { [PRAISE]: praise({ issuer: 'https://school.example/issuer' }) },
      'valid (endorsement_failed)',
    ],
    [
      'by an issuer that is silent',
      { [PRAISE]: praise(), [GUILD]: new Answered(404) },
      'valid (endorsement_unknown)',
    ],
    [
      'that says signed and is not',
      { [PRAISE]: praise({ verification: { type: 'SignedBadge' } }) },
      'valid (endorsement_failed)',
    ],
  ] as const)
    it(`${name}: ${expected}`, async () => {
      assert.equal(outcomeOf(await endorsed(answers)), expected)
    })

  it('bad endorsement: a broken signature is a warning, the badge stands', async () => {
    const key = { ...keyDocument(schoolKey), id: 'https://guild.example/k', owner: GUILD }
    const profile = { ...guild, publicKey: key }
    const signed = praise({ id: 'urn:uuid:2', verification: { type: 'SignedBadge' } })
    const good = await endorsed({ [PRAISE]: compactJws(signed, schoolKey), [GUILD]: profile })
    assert.equal(outcomeOf(good), 'valid')
    const bad = await endorsed({ [PRAISE]: compactJws(signed, evilKey), [GUILD]: profile })
    assert.equal(outcomeOf(bad), 'valid (endorsement_failed)')
  })

  it('no more than twenty are looked at', async () => {
    const asked: string[] = []
    const endorsement = Array.from({ length: 100 }, (_, i) => `https://guild.example/${i}`)
    await check(AWARD, hosted({ badge: { endorsement } }), { asked })
    assert.equal(asked.filter((url) => url.startsWith('https://guild.example/')).length, 20)
  })
})
