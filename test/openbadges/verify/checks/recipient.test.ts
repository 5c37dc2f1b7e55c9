import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import {
  checkRecipient,
  matchesRecipient,
} from '../../../../src/openbadges/verify/checks/recipient.js'
import type { Credential, RecipientIdentity } from '../../../../src/openbadges/types.js'
import { credentialWith } from '../../../support/credential.js'

const ADA = 'Ada.Byron@School.Example'

function hashOf(text: string, algorithm = 'sha256'): string {
  return `${algorithm}$${createHash(algorithm).update(text).digest('hex')}`
}

function identity(text: string, salt: string | null = null, type = 'email'): RecipientIdentity {
  return { type, identity: text, hashed: text.includes('$'), salt }
}

function answer(
  to: RecipientIdentity[] | Partial<Credential>,
  candidates: string[] = [ADA],
): string {
  const credential = credentialWith(Array.isArray(to) ? { recipients: to } : to)
  return checkRecipient(credential, candidates)[0]!.code
}

describe('recipient', () => {
  it('is not asked without candidates', () => {
    assert.deepEqual(checkRecipient(credentialWith({ recipients: [identity(ADA)] }), null), [])
  })

  for (const [name, recipient] of [
    ['a clear address', identity(ADA)],
    ['a clear address in another case', identity(' ADA.byron@SCHOOL.example ')],
    ['a clear address that calls itself hashed', { ...identity(ADA, 'salt'), hashed: true }],
    ['sha256 with salt behind', identity(hashOf(`${ADA}pepper`), 'pepper')],
    ['sha256 without salt', identity(hashOf(ADA))],
    ['sha256 with an empty salt', identity(hashOf(ADA), '')],
    ['sha1', identity(hashOf(ADA, 'sha1'))],
    ['md5', identity(hashOf(ADA, 'md5'))],
    ['sha384', identity(hashOf(ADA, 'sha384'))],
    ['sha512', identity(hashOf(ADA, 'sha512'))],
    ['hexadecimal in upper case', identity(hashOf(ADA).toUpperCase())],
    ['a hash that calls itself clear', { ...identity(hashOf(ADA)), hashed: false }],
    ['the hash of the lower case', identity(hashOf(ADA.toLowerCase()))],
    ['the hash of the upper case', identity(hashOf(ADA.toUpperCase()))],
    ['the hash with a domain in lower case', identity(hashOf('Ada.Byron@school.example'))],
    ['the hash of a capitalised local part', identity(hashOf('Ada.byron@school.example'))],
    ['the hash of both capitalised', identity(hashOf('Ada.byron@School.example'))],
    ['the hash of capitals in the name alone', identity(hashOf('ADA.BYRON@school.example'))],
    ['the hash of capitals in the domain alone', identity(hashOf('ada.byron@SCHOOL.EXAMPLE'))],
    ['the hash of capitals at the words of the name', identity(hashOf('Ada.Byron@school.example'))],
    ['the hash of capitals at every word', identity(hashOf('Ada.Byron@School.Example'))],
    ['the hash of words and capitals', identity(hashOf('ADA.BYRON@School.Example'))],
    ['the hash of small letters and words', identity(hashOf('ada.byron@School.Example'))],
    ['the salted hash of another case', identity(hashOf('ADA.BYRON@school.examplesalt'), 'salt')],
    ['the hash of a mailto', identity(hashOf('mailto:ada.byron@school.example'))],
    ['a mailto', identity(`mailto:${ADA}`)],
    ['a mailto in capitals, with white space', identity(` MAILTO:${ADA.toUpperCase()} `)],
    ['a mailto with percent signs', identity('mailto:Ada.Byron%40School.Example')],
    ['a mailto with more behind', identity(`mailto:${ADA}?subject=Badge`)],
    ['a mailto that calls itself hashed', { ...identity(`mailto:${ADA}`, 'salt'), hashed: true }],
    ['a mailto of another type', identity(`mailto:${ADA}`, null, 'url')],
    ['a mailto of a type nobody knows', identity(`mailto:${ADA}`, null, 'ext:mailbox')],
    ['the 3.0 name of e-mail', identity(ADA, null, 'emailAddress')],
    ['the schema.org name of e-mail', identity(ADA, null, 'https://schema.org/email')],
  ] as const)
    it(`matches ${name}`, () => {
      assert.equal(answer([recipient]), 'recipient_match')
      assert.ok(matchesRecipient(credentialWith({ recipients: [recipient] }), ADA))
    })

  for (const [name, recipient] of [
    ['another address', identity('charles@school.example')],
    ['the hash of another address', identity(hashOf('charles@school.example'))],
    ['the salt in front', identity(hashOf(`pepper${ADA}`), 'pepper')],
    ['a missing salt', identity(hashOf(`${ADA}pepper`))],
    ['a hash of the hash', identity(hashOf(hashOf(ADA)))],
    ['an address with a tag', identity('ada.byron+x@school.example')],
    ['a damaged hash', identity(hashOf(ADA).slice(0, -1))],
    ['an empty identity', identity('')],
    ['the hash of nothing', identity(hashOf(''))],
    ['the hash of a salt alone', identity(hashOf('pepper'), 'pepper')],
  ] as const)
    it(`does not match ${name}`, () => assert.equal(answer([recipient]), 'recipient_mismatch'))

  it('never matches an empty identity with an empty candidate', () => {
    for (const to of [
      identity(''),
      identity('', ''),
      identity(hashOf('')),
      identity(hashOf(''), ''),
    ])
      assert.equal(answer([to], ['', '  ']), 'recipient_unknown')
  })

  it('does not match an identity that equals its own salt', () => {
    assert.equal(answer([identity(hashOf(ADA), ADA)]), 'recipient_mismatch')
  })

  const UNICODE = 'jörg@bücher.example'
  const ASCII = 'jörg@xn--bcher-kva.example'
  for (const [name, recipient, confirmed] of [
    ['Unicode with ASCII', identity(UNICODE), ASCII],
    ['ASCII with Unicode', identity(ASCII), UNICODE],
    ['ASCII with Unicode in capitals', identity(ASCII.toUpperCase()), 'JÖRG@BÜCHER.EXAMPLE'],
    ['a hash of Unicode with ASCII', identity(hashOf(UNICODE)), ASCII],
    ['a hash of ASCII with Unicode', identity(hashOf(ASCII)), UNICODE],
    ['a hash of capitals with ASCII', identity(hashOf(UNICODE.toUpperCase())), ASCII],
    ['a mailto with percent signs', identity('mailto:j%C3%B6rg@b%C3%BCcher.example'), ASCII],
    ['decomposed letters', identity(UNICODE.normalize('NFD')), UNICODE],
  ] as const)
    it(`an international domain is the same in both forms: ${name}`, () => {
      assert.equal(answer([recipient], [confirmed]), 'recipient_match')
      assert.equal(answer([recipient], ['jorg@bucher.example']), 'recipient_mismatch')
    })

  it('a confirmed address may be given as mailto', () => {
    assert.equal(answer([identity(hashOf(ADA))], [`mailto:${ADA}`]), 'recipient_match')
  })

  it('tries what was typed as it was typed', () => {
    const odd = 'aDa.bYRON@school.example'
    assert.equal(answer([identity(hashOf(odd))], [odd]), 'recipient_match')
    assert.equal(answer([identity(hashOf(odd))], [ADA]), 'recipient_mismatch')
  })

  it('cannot compare what nobody confirmed', () => {
    for (const type of [
      'url',
      'telephone',
      'id',
      'did',
      'name',
      'studentId',
      'ext:x',
      'constructor',
    ])
      assert.equal(answer([identity('x', null, type)]), 'recipient_unknown')
    assert.equal(answer([]), 'recipient_unknown')
    assert.equal(answer([identity(ADA)], []), 'recipient_unknown')
  })

  it('compares other kinds with candidates of their kind', () => {
    assert.equal(answer([identity('did:key:z6A', null, 'did')], ['did:key:z6A']), 'recipient_match')
    assert.equal(
      answer([identity('did:key:z6a', null, 'did')], ['did:key:z6A']),
      'recipient_mismatch',
    )
    assert.equal(
      answer([identity('https://a.example/', null, 'url')], ['https://a.example/']),
      'recipient_match',
    )
    assert.equal(
      answer([identity(hashOf('+3581'), null, 'telephone')], ['+3581']),
      'recipient_match',
    )
    assert.equal(answer([identity(ADA, null, 'url')]), 'recipient_unknown')
  })

  it('reads the id of the subject', () => {
    assert.equal(answer({ subjectId: 'mailto:ada.byron@school.example' }), 'recipient_match')
    assert.equal(
      answer({ subjectId: 'mailto:Ada.Byron%40School.Example?subject=x' }),
      'recipient_match',
    )
    assert.equal(answer({ subjectId: 'mailto:charles@school.example' }), 'recipient_mismatch')
    assert.equal(answer({ subjectId: 'did:key:z6A' }, [ADA, 'did:key:z6A']), 'recipient_match')
    assert.equal(answer({ subjectId: 'did:key:z6A' }), 'recipient_unknown')
    assert.equal(answer({ subjectId: 'mailto:%ZZ' }), 'recipient_mismatch')
  })

  it('is content with one match of many, and tells how many there are', () => {
    const recipients = [identity('x', null, 'url'), identity('b@c.example'), identity(hashOf(ADA))]
    const [found] = checkRecipient(credentialWith({ recipients }), ['q@r.example', ADA])
    assert.deepEqual([found?.code, found?.values.count], ['recipient_match', '3'])
  })

  it('notes an address that is poorly hidden', () => {
    const weak = (to: RecipientIdentity): boolean =>
      checkRecipient(credentialWith({ recipients: [to] }), [ADA]).some(
        ({ code }) => code === 'recipient_weak_hash',
      )
    assert.ok(weak(identity(hashOf(ADA))))
    assert.ok(weak(identity(hashOf(`${ADA}s`, 'sha1'), 's')))
    assert.ok(!weak(identity(hashOf(`${ADA}s`), 's')))
    assert.ok(!weak(identity(ADA)))
  })

  it('never repeats an address', () => {
    const findings = checkRecipient(credentialWith({ recipients: [identity(ADA)] }), [ADA])
    assert.ok(!JSON.stringify(findings).toLowerCase().includes('byron'))
  })

  it('matches what was hashed, for any address and salt', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(name, name, fc.string(), (local, domain, salt) => {
        const address = `${local}@${domain}.example`
        assert.equal(answer([identity(hashOf(address + salt), salt)], [address]), 'recipient_match')
        const other = identity(hashOf(`x${address}${salt}`), salt)
        assert.equal(answer([other], [address]), 'recipient_mismatch')
      }),
    )
  })
})
