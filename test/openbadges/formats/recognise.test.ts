import assert from 'node:assert/strict'
import { jws, recognise } from '../../support/recognise.js'

const V2 = 'https://w3id.org/openbadges/v2'

const shape = (value: unknown): string => {
  const { format, proofKind, findings } = recognise(value)
  return [format, proofKind, ...findings.map(({ code }) => code)].join(' ')
}

const award = { recipient: { type: 'email' }, badge: 'https://a.example/class' }
const one = { uid: 'a', verify: { type: 'hosted' } }
const old = {
  recipient: 'sha256$a',
  issued_on: '2012-01-01',
  badge: { version: '0.5.0', issuer: { origin: 'https://a.example' } },
}
const subject = { type: ['AchievementSubject'], achievement: {} }

describe('recogniseAward: versions by shape', () => {
  for (const [name, value, expected] of [
    ['2.0 context', { ...award, '@context': V2, type: 'Assertion' }, 'ob2.0 hosted'],
    [
      '2.1 context',
      { ...award, '@context': 'https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld' },
      'ob2.0 hosted',
    ],
    ['2.0 among several', { ...award, '@context': ['https://a.example', V2] }, 'ob2.0 hosted'],
    [
      'inline context of the vocabulary',
      {
        ...award,
        '@context': { obi: 'https://w3id.org/openbadges#', badge: { '@id': 'obi:badge' } },
      },
      'ob2.0 hosted',
    ],
    [
      '1.1 context',
      { ...award, '@context': 'https://w3id.org/openbadges/v1', uid: 'a' },
      'ob1.1 hosted',
    ],
    [
      'both contexts',
      { ...award, '@context': ['https://w3id.org/openbadges/v1', V2] },
      'ob2.0 hosted',
    ],
    ['foreign context', { ...award, '@context': 'https://a.example' }, 'ob2.0 hosted'],
    [
      'foreign inline context',
      { ...award, '@context': { badge: 'https://a.example/badge' } },
      'ob2.0 hosted',
    ],
    ['uid and verify', { ...award, uid: 'a', verify: { type: 'hosted' } }, 'ob1.0 hosted'],
    [
      'uid with a recipient in text',
      { badge: 'x', recipient: 'sha256$a', uid: 'a' },
      'ob1.0 hosted',
    ],
    ['recipient in text', { badge: { name: 'x' }, recipient: 'a@b.example' }, 'ob0.5 hosted'],
    ['issued_on', { ...old, recipient: 5, badge: 'x' }, 'ob0.5 hosted'],
    [
      'origin of the issuer',
      { ...old, badge: { issuer: { origin: 'https://a.example' } }, uid: null },
      'ob0.5 hosted',
    ],
    ['version 0.5.0', { ...old, badge: { version: '0.5.0' }, verify: '' }, 'ob0.5 hosted'],
    ['0.5 with a context, which it does not know', { ...old, '@context': 'x' }, 'ob0.5 hosted'],
    ['0.5 with the word of 2.0', { ...old, verification: {}, type: 'Assertion' }, 'ob0.5 hosted'],
    ['0.5 with uid, which its issuers wrote too', { ...old, uid: 'x' }, 'ob0.5 hosted'],
    ['uid with a recipient object', { ...old, uid: 'x', recipient: {} }, 'ob1.0 hosted'],
    ['0.5 with verify', { ...old, verify: { type: 'hosted' } }, 'ob1.0 hosted'],
    ['0.5 with a recipient object', { ...old, ...award, badge: old.badge }, 'ob1.0 hosted'],
    ['0.5 with a recipient object in a list', { ...old, recipient: [{}] }, 'ob1.0 hosted'],
    [
      'a draft context in 1.0',
      { ...award, ...one, '@context': 'http://draft.example' },
      'ob1.0 hosted',
    ],
    [
      'an odd context and type in 1.0',
      { ...award, ...one, '@context': [{}], '@type': 'assertion' },
      'ob1.0 hosted',
    ],
    ['a type in 1.0', { ...award, ...one, type: 'Assertion' }, 'ob1.0 hosted'],
    [
      'a later type with no context of its own',
      { ...award, ...one, type: 'Assertion', '@context': 'x' },
      'ob2.0 hosted',
    ],
    ['verification without context', { ...award, verification: {} }, 'ob2.0 hosted'],
    ['type without context', { type: ['Assertion'], id: 'urn:a' }, 'ob2.0 hosted'],
    ['embedded class and nothing else', { ...award, badge: { name: 'x' } }, 'ob1.0 hosted'],
    ['class by address and nothing else', award, 'ob1.0 hosted'],
    ['another type', { ...award, '@context': V2, type: 'Badge' }, 'ob2.0 hosted'],
    [
      'OpenBadgeCredential',
      { type: ['VerifiableCredential', 'OpenBadgeCredential'] },
      'ob3.0 none',
    ],
    ['AchievementCredential', { '@type': 'AchievementCredential', proof: {} }, 'ob3.0 embedded'],
    [
      'AchievementSubject alone',
      { credentialSubject: [{}, subject], proof: [{}] },
      'ob3.0 embedded',
    ],
    ['an empty proof', { credentialSubject: subject, proof: [] }, 'ob3.0 none'],
    ['3.0 with members of 2.0', { ...award, credentialSubject: subject }, 'ob3.0 none'],
  ] as const)
    it(`${name}: ${expected}`, () => assert.equal(shape(value), expected))

  for (const [name, value, expected] of [
    [
      'SignedBadge',
      { ...award, '@context': V2, verification: { type: 'SignedBadge' } },
      'ob2.0 signed',
    ],
    [
      'a full name of it',
      {
        ...award,
        '@context': V2,
        verification: { type: ['https://w3id.org/openbadges#SignedBadge'] },
      },
      'ob2.0 signed',
    ],
    ['a bare word', { ...award, '@context': V2, verification: 'signed' }, 'ob2.0 signed'],
    ['verify in 2.0', { ...award, '@context': V2, verify: { type: 'signed' } }, 'ob2.0 signed'],
    [
      'verification in 1.0, where it means nothing',
      { ...award, uid: 'a', verification: { type: 'SignedBadge' } },
      'ob1.0 hosted',
    ],
    ['signed in 1.0', { ...award, uid: 'a', verify: { type: 'signed' } }, 'ob1.0 signed'],
    ['0.5 in a JWS, for that version knows no signature', jws(old), 'ob1.0 signed'],
    [
      'a JWS, whatever it says',
      jws({ ...award, '@context': V2, verification: { type: 'hosted' } }),
      'ob2.0 signed',
    ],
  ] as const)
    it(`proof: ${name} is ${expected}`, () => assert.equal(shape(value), expected))
})
