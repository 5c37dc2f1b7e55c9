import assert from 'node:assert/strict'
import { checkStructure } from '../../../src/demo/conformance/structure-mode.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { CLOCK, documents } from '../../support/documents.js'
import {
  assertion20,
  AWARD,
  badgeClass20,
  check,
  CLASS,
  hosted,
  outcomeOf,
  PICTURE,
  profile20,
  V1,
  V2,
} from '../../support/issuer-ob2.js'

type Row = [name: string, changes: Parameters<typeof hosted>[0], expected: string]

const email = { type: 'email', hashed: false, identity: 'a@b.example' }

const ROWS: Row[] = [
  ['class: no type', { badge: { type: undefined } }, 'property_missing badge.type'],
  ['issuer: no type', { issuer: { type: [] } }, 'property_missing badge.issuer.type'],
  ['no recipient', { award: { recipient: undefined } }, 'property_missing recipient'],
  ['no badge', { award: { badge: null } }, 'property_missing badge'],
  ['no verification', { award: { verification: undefined } }, 'property_missing verification'],
  ['no issuedOn', { award: { issuedOn: '' } }, 'property_missing issuedOn'],
  ['no hashed', { award: { recipient: { ...email, hashed: undefined } } }, 'recipient.hashed'],
  ['two recipients', { award: { recipient: [email, email] } }, 'property_many recipient'],
  ['recipient as text', { award: { recipient: 'a@b.example' } }, 'property_type recipient'],
  ['no e-mail', { award: { recipient: { ...email, identity: 'nobody' } } }, 'property_type'],
  ['short hash', { award: { recipient: { ...email, identity: 'sha256$ab' } } }, 'hash_bad'],
  ['unknown proof', { award: { verification: { type: 'Oracle' } } }, 'type_wrong verification'],
  [
    'hashed and no hash',
    { award: { recipient: { ...email, hashed: true, identity: 'ada' } } },
    'hash_bad',
  ],
  [
    'hashed and no hash, each in a list of one',
    { award: { recipient: { ...email, hashed: [true], identity: ['ada'] } } },
    'hash_bad',
  ],
  ['30 February', { award: { expires: '2027-02-30T00:00:00Z' } }, 'date_bad expires'],
  ['end before start', { award: { expires: '2024-01-01T00:00:00Z' } }, 'dates_inverted expires'],
  ['relative evidence', { award: { evidence: 'work.html' } }, 'iri_bad evidence'],
  ['nested evidence', { award: { evidence: [{ id: 'x y' }] } }, 'iri_bad evidence[0].id'],
  ['a number among evidence', { award: { evidence: [null, 5] } }, 'property_type evidence[1]'],
  ['two types, one unknown', { award: { type: ['Assertion', 'Cool'] } }, 'type_wrong type'],
  ['context of nobody', { award: { '@context': 'https://x.example/c' } }, 'context_missing'],
  ['context missing', { award: { '@context': undefined } }, 'context_missing @context'],
  ['class: no image', { badge: { image: undefined } }, 'property_missing badge.image'],
  ['class: no name', { badge: { name: '' } }, 'property_missing badge.name'],
  ['class: no criteria', { badge: { criteria: [] } }, 'property_missing badge.criteria'],
  ['class: two images', { badge: { image: [PICTURE, PICTURE] } }, 'property_many badge.image'],
  ['class: image without id', { badge: { image: { caption: 'x' } } }, 'badge.image.id'],
  ['class: GIF', { badge: { image: 'data:image/gif;base64,R0lGODlh' } }, 'image_type badge.image'],
  ['class: old context', { badge: { '@context': V1 } }, 'context_missing badge.@context'],
  ['class: other type', { badge: { type: 'Badge' } }, 'type_wrong badge.type'],
  [
    'class: alignment without address',
    { badge: { alignment: { targetName: 'x' } } },
    'property_missing badge.alignment.targetUrl',
  ],
  ['issuer: no e-mail', { issuer: { email: undefined } }, 'property_missing badge.issuer.email'],
  ['issuer: no url', { issuer: { url: undefined } }, 'property_missing badge.issuer.url'],
  ['issuer: broken e-mail', { issuer: { email: 'x' } }, 'property_type badge.issuer.email'],
  ['issuer: key without key', { issuer: { publicKey: {} } }, 'badge.issuer.publicKey.publicKeyPem'],
  [
    'a word with another meaning disappears',
    { badge: { '@context': [V2, { name: 'https://evil.example/name' }] } },
    'property_missing badge.name',
  ],
  ['a context that breaks', { award: { '@context': [V2, { name: 5 }] } }, 'context_redefines'],
]

const FINE: [string, Parameters<typeof hosted>[0], string?][] = [
  ['null in optional members', { award: { expires: null, evidence: null, image: null } }],
  ['one value in a list', { award: { evidence: ['https://e.example/'] } }],
  ['several types', { award: { type: ['Assertion', 'https://x.example/Cool'] } }],
  ['proof as bare word', { award: { verification: 'HostedBadge' } }],
  ['verify for verification', { award: { verification: undefined, verify: { type: 'hosted' } } }],
  [
    'context of 2.1',
    { award: { '@context': 'https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld' } },
  ],
  ['a language for all texts', inSpanish()],
  ['unknown members', { award: { grade: 'A' }, badge: { extra: [] } }],
  ['related versions', { badge: { related: [{ id: 'https://x.example/fi', '@language': 'fi' }] } }],
  ['list of one recipient', { award: { recipient: [email] } }, '(property_sloppy)'],
  [
    'hashed over a clear address',
    { award: { recipient: { ...email, hashed: true } } },
    '(property_sloppy)',
  ],
  ['hashed as text', { award: { recipient: { ...email, hashed: 'false' } } }, '(property_sloppy)'],
  [
    'names of 1.x in alignments',
    { badge: { alignment: { name: 'x', url: 'https://x.example/' } } },
    '(property_sloppy) (property_sloppy)',
  ],
  ['an empty end', { award: { expires: '' } }, '(date_sloppy)'],
  ['space in a date', { award: { issuedOn: '2025-01-01 00:00:00Z' } }, '(date_sloppy)'],
  ['no criteria inside', { badge: { criteria: {} } }, '(criteria_empty)'],
  [
    'a context out of reach',
    { award: { '@context': [V2, 'https://x.example/c'] } },
    '(context_unknown)',
  ],
  ['a picture in the assertion', { award: { image: PICTURE } }, '(image_data_in_assertion)'],
  [
    'a picture that is gone',
    { badge: { image: 'https://x.example/p.png' } },
    '(image_unreachable)',
  ],
  ['date only', { award: { issuedOn: '2025-01-01' } }, '(date_sloppy)'],
  [
    'dates without zone',
    { award: { issuedOn: '2025-01-01T00:00:00', expires: '2026-01-01' } },
    '(date_sloppy) (date_sloppy)',
  ],
  ['evidence that runs', { award: { evidence: 'javascript:alert(1)' } }, '(evidence_unsafe)'],
  ['evidence without id', { award: { evidence: [{ id: '_:b1', narrative: 'x' }] } }],
]

function inSpanish(): Parameters<typeof hosted>[0] {
  const context = { '@context': [V2, { '@language': 'es' }] }
  const issuer = { ...context, verification: { startsWith: AWARD } }
  return { award: context, badge: { ...context, tags: ['uno', 'dos'] }, issuer }
}

describe('data model of 2.x', () => {
  for (const [name, changes, expected] of ROWS)
    it(`${name} → ${expected}`, async () => {
      const report = await check(AWARD, hosted(changes))
      assert.equal(report.verdict, 'invalid')
      const found = report.checks
        .flatMap(({ findings }) => findings)
        .filter(({ severity, outcome }) => severity === 'error' && outcome === 'failed')
        .map(({ code, path }) => `${code} ${path}`)
      assert.ok(
        found.some((line) => line.includes(expected)),
        found.join(', '),
      )
    })

  for (const [name, changes, warnings = ''] of FINE)
    it(`${name} → valid ${warnings}`, async () => {
      const report = await check(AWARD, hosted(changes))
      assert.equal(outcomeOf(report), `valid ${warnings}`.trim())
    })

  it('deep MUST: a part of a part is verified too', async () => {
    const badge = { alignment: [{ targetName: 'a', targetUrl: 'https://a.example/' }, {}] }
    const report = await check(AWARD, hosted({ badge }))
    assert.equal(outcomeOf(report), 'invalid property_missing property_missing')
  })

  it('a hosted badge without id takes its address', async () => {
    const report = await check(AWARD, hosted({ award: { id: undefined } }))
    assert.equal(outcomeOf(report), 'valid (property_sloppy)')
    assert.equal(report.credential?.id, AWARD)
  })

  it('the same input gives the same report', async () => {
    const answers = hosted({ badge: { image: 'https://x.example/p.png' } })
    const [first, second] = [await check(AWARD, answers), await check(AWARD, answers)]
    assert.deepEqual(first, second)
  })

  it('checks come in their fixed order, and those that ran say so', async () => {
    const { checks } = await check(AWARD, hosted({}), { recipients: ['earner@example.org'] })
    assert.deepEqual(
      checks.map(({ check: name, outcome }) => `${name} ${outcome}`),
      [
        'structure passed',
        'hosted passed',
        'issuer-scope passed',
        'expiry not-applicable',
        'revocation passed',
        'extensions not-applicable',
        'image passed',
        'endorsements not-applicable',
        'recipient passed',
      ],
    )
  })
})

describe('structure mode for objects of 2.x', () => {
  const structure = (value: JsonObject) =>
    checkStructure(JSON.stringify(value), { loadDocument: documents({}), now: CLOCK })

  for (const [name, value, expected] of [
    ['a badge class', badgeClass20(), 'ok'],
    ['an issuer profile', profile20({ type: 'Issuer' }), 'ok'],
    ['an assertion', assertion20(), 'ok'],
    ['a further type that is a URL', profile20({ type: ['Issuer', 'https://x.example/C'] }), 'ok'],
    ['a further type of nobody', profile20({ type: ['Issuer', 'Cool'] }), 'bad'],
    ['no class at all', profile20({ type: 'Cool' }), 'bad'],
    ['no type', profile20({ type: [] }), 'bad'],
    ['no context', badgeClass20({ '@context': undefined }), 'bad'],
    ['a class without image', badgeClass20({ image: undefined }), 'bad'],
    ['a list that revokes nobody', list([]), 'ok'],
    ['a list without entries', list(undefined), 'bad'],
    ['an entry without name', list([{ revocationReason: 'x' }]), 'bad'],
    [
      'an extension without a context of its own',
      badgeClass20({ 'extensions:place': { type: ['Extension', 'extensions:Place'] } }),
      'bad',
    ],
    [
      'an embedded class without image',
      assertion20({ badge: badgeClass20({ image: null }) }),
      'bad',
    ],
    ['classes named by its own context', renamed(), 'ok'],
  ] as const)
    it(`${name}: ${expected}`, async () => {
      assert.equal(await structure(value), expected)
    })
})

function list(revokedAssertions: unknown): JsonObject {
  return {
    '@context': V2,
    type: 'RevocationList',
    ...(revokedAssertions ? { revokedAssertions } : {}),
  }
}

function renamed(): JsonObject {
  const badge = badgeClass20({ type: 'Badge', id: undefined })
  return { ...badge, '@context': [V2, { Badge: 'obi:BadgeClass', key: '@id' }], key: CLASS }
}
