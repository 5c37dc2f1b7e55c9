import assert from 'node:assert/strict'
import {
  isMissing,
  sameJson,
  text,
  types,
  withoutMembers,
} from '../../../src/openbadges/text/read.js'
import * as values from '../../../src/openbadges/text/values.js'

describe('values', () => {
  for (const iri of [
    'https://school.example/a?b#c',
    'did:key:z6Mk',
    'urn:uuid:1b9d6bcd',
    'tag:school.example,2020:a',
    'mailto:a@b.example',
    'https://münchen.example/ü',
  ])
    it(`takes ${iri} for an IRI`, () => assert.ok(values.isIri(iri)))

  for (const no of [
    '',
    'a',
    '/a',
    'http:',
    'http:a',
    'https:///a',
    'a b:c',
    'urn:a b',
    '_:b0',
    'urn:a\u0007',
    1,
    null,
    {},
  ])
    it(`takes ${JSON.stringify(no)} for no IRI`, () => assert.ok(!values.isIri(no)))

  it('names hosts without port, in lower case and punycode', () => {
    assert.equal(values.hostOf('HTTPS://München.Example:8443/'), 'xn--mnchen-3ya.example')
    assert.equal(values.hostOf('https://user@evil.example./'), 'evil.example')
    assert.equal(values.hostOf('urn:uuid:1'), null)
  })

  it('names authorities without the port that goes without saying', () => {
    assert.equal(values.authorityOf('https://school.example:443/'), 'school.example')
    assert.equal(values.authorityOf('http://school.example:443/'), 'school.example:443')
  })

  it('compares addresses after parsing and without fragment', () => {
    assert.ok(values.sameUrl('HTTPS://school.example:443/a/../b#x', 'https://School.example/b'))
    assert.ok(!values.sameUrl('https://school.example/b', 'https://school.example/B'))
    assert.ok(!values.sameUrl(undefined, undefined))
  })

  it('sees user information', () => {
    assert.ok(values.hasUserInfo('https://school.example@evil.example/'))
    assert.ok(!values.hasUserInfo('https://school.example/@evil'))
  })

  it('reads identity hashes in any case, of the right length only', () => {
    const hex = 'a'.repeat(64)
    assert.deepEqual(values.readHash(`SHA256$${hex.toUpperCase()}`), { algorithm: 'sha256', hex })
    assert.equal(values.hashState(`sha256$${hex}0`), 'bad')
    assert.equal(values.hashState(`sha1$${'g'.repeat(40)}`), 'bad')
    assert.equal(values.hashState('sha256$'), 'bad')
    assert.equal(values.hashState('a@b.example'), 'none')
  })

  it('knows the form of e-mail addresses and authorities', () => {
    assert.ok(values.isEmail('a+b@c.example'))
    for (const no of ['a@b@c', '@b', 'a@', 'a b@c', 'a']) assert.ok(!values.isEmail(no))
    for (const yes of ['school.example', 'school.example:8443', '[::1]:80'])
      assert.ok(values.isAuthority(yes))
    for (const no of ['https://a.example', 'a.example/b', 'u@a.example', 'a:b', ''])
      assert.ok(!values.isAuthority(no))
  })
})

describe('readers of members', () => {
  it('show the first language of human text', () => {
    assert.equal(text({ de: 'Abzeichen', en: 'Badge' }), 'Abzeichen')
    assert.equal(text([{ '@value': 'Badge', '@language': 'en' }, { '@value': 'x' }]), 'Badge')
    assert.equal(text(3), '3')
    for (const no of [undefined, null, {}, [], true, [{}]]) assert.equal(text(no), null)
  })

  it('take what is empty for missing', () => {
    for (const no of [undefined, null, '', [], [null]]) assert.ok(isMissing(no))
    for (const yes of [0, false, {}, [''], ' ']) assert.ok(!isMissing(yes))
  })

  it('collect types under both names, texts only', () => {
    assert.deepEqual(types({ type: ['A', 1, 'B'], '@type': 'C' }), ['A', 'B', 'C'])
    assert.deepEqual(types(Object.create({ type: 'A' }) as Record<string, unknown>), [])
  })

  it('compare JSON without regard to the order of members', () => {
    assert.ok(sameJson({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] }))
    for (const [a, b] of [
      [
        [1, 2],
        [2, 1],
      ],
      [{ a: 1 }, { a: 1, b: 2 }],
      [{ a: undefined }, { b: undefined }],
      [[], {}],
      [null, {}],
    ])
      assert.ok(!sameJson(a, b))
  })

  it('keep foreign names inert when copying', () => {
    const copy = withoutMembers(
      JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as Record<string, unknown>,
      ['b'],
    )
    assert.deepEqual(Object.keys(copy), ['__proto__'])
    assert.equal(Object.getPrototypeOf(copy), Object.prototype)
  })
})
