import assert from 'node:assert/strict'
import type { JsonObject } from '../../../src/openbadges/types.js'
import {
  AWARD,
  badgeClass11,
  check,
  CLASS,
  hosted,
  hosted11,
  ISSUER,
} from '../../support/issuer-ob2.js'

const CONTEXT = 'https://w3id.org/openbadges/extensions/recipientProfile/context.json'

describe('2.x in the words of 3.0', () => {
  it('a name of the earner only where the badge carries it, in the extension for that', async () => {
    const nameIn = async (award: JsonObject) =>
      (await check(AWARD, hosted({ award }))).credential?.recipientName
    const type = ['Extension', 'extensions:RecipientProfile']
    const profile = { '@context': CONTEXT, type, name: 'Ada Njoroge' }
    assert.equal(await nameIn({ 'extensions:recipientProfile': profile }), 'Ada Njoroge')
    assert.equal(await nameIn({ 'extensions:recipientProfile': { ...profile, name: null } }), null)
    assert.equal(await nameIn({ name: 'Ada Njoroge', 'extensions:other': profile }), null)
    assert.equal(await nameIn({}), null)
  })

  it('every member finds its place', async () => {
    const answers = hosted({
      award: {
        recipient: [
          { type: 'email', hashed: true, salt: 's', identity: `sha256$${'ab'.repeat(32)}` },
        ],
        expires: '2030-01-01T01:00:00+01:00',
        evidence: [
          'https://e.example/1',
          { id: 'https://e.example/2', narrative: 'Text', genre: 'film' },
        ],
        narrative: 'How it came about.',
        uid: 'u1',
        '@language': 'en',
        grade: 'A',
      },
      badge: {
        name: { en: 'Welding', de: 'Schweißen' },
        image: { id: 'https://school.example/p.png', caption: 'A torch' },
        criteria: { id: 'https://school.example/how', narrative: 'Text' },
        tags: ['steel', ''],
        alignment: { targetName: 'Joining', targetUrl: 'https://f.example/1', targetCode: 'J1' },
        related: [{ id: 'https://school.example/de', '@language': 'de' }],
        version: 2,
      },
      issuer: { telephone: '1', image: 'https://school.example/logo.png', 'extensions:x': 1 },
    })
    const { credential } = await check(AWARD, answers)
    assert.ok(credential)
    assert.deepEqual(
      [credential.format, credential.proofKind, credential.id, credential.uid, credential.language],
      ['ob2.0', 'hosted', AWARD, 'u1', 'en'],
    )
    assert.deepEqual(
      [credential.validFrom, credential.awardedDate, credential.validUntil],
      ['2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', '2030-01-01T01:00:00.000+01:00'],
    )
    const identity = `sha256$${'ab'.repeat(32)}`
    assert.deepEqual(credential.recipients, [{ type: 'email', identity, hashed: true, salt: 's' }])
    const { achievement } = credential
    assert.deepEqual(
      [achievement.id, achievement.name, achievement.version, achievement.tags],
      [CLASS, 'Welding', '2', ['steel']],
    )
    assert.deepEqual(achievement.image, { url: 'https://school.example/p.png', caption: 'A torch' })
    assert.deepEqual(achievement.criteria, { id: 'https://school.example/how', narrative: 'Text' })
    assert.equal(achievement.alignments[0]?.targetCode, 'J1')
    assert.deepEqual(achievement.related, [{ id: 'https://school.example/de', language: 'de' }])
    assert.deepEqual(
      credential.evidence.map(({ id, narrative, genre }) => [id, narrative, genre]),
      [
        ['https://e.example/1', null, null],
        ['https://e.example/2', 'Text', 'film'],
      ],
    )
    assert.deepEqual([credential.issuer.id, credential.issuer.telephone], [ISSUER, '1'])
    assert.deepEqual(credential.extra, [
      { path: 'grade', value: 'A' },
      { path: 'badge.issuer.extensions:x', value: 1 },
    ])
  })
})

describe('1.x in the words of 3.0', () => {
  it('older names and paths are understood', async () => {
    const answers = {
      ...hosted11({ evidence: { id: 'work.html' } }),
      [CLASS]: badgeClass11({
        image: 'welding.png',
        criteria: '/how',
        alignment: [{ name: 'Joining', url: 'https://f.example/1', description: 'Metals' }],
      }),
    }
    const { credential, verdict } = await check(AWARD, answers)
    assert.equal(verdict, 'valid')
    assert.equal(credential?.achievement.image?.url, 'https://school.example/badges/welding.png')
    assert.equal(credential?.achievement.criteria.id, 'https://school.example/how')
    assert.equal(credential?.achievement.alignments[0]?.targetDescription, 'Metals')
    assert.equal(credential?.evidence[0]?.id, 'https://school.example/awards/work.html')
    assert.equal(credential?.uid, 'abc')
  })
})
