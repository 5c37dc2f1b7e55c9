import assert from 'node:assert/strict'
import { Answered } from '../../support/documents.js'
import {
  assertion20,
  AWARD,
  badgeClass20,
  check,
  CLASS,
  hosted,
  ISSUER,
  outcomeOf,
  profile20,
} from '../../support/issuer-ob2.js'

const policy = (verification: object) => hosted({ issuer: { verification } })

/** The same badge with all three documents at other addresses. */
function at(award: string, badge: string, issuer: string) {
  return {
    [award]: assertion20({ id: award, badge }),
    [badge]: badgeClass20({ id: badge, issuer }),
    [issuer]: profile20({ id: issuer }),
  }
}

describe('issuer scope of 2.x', () => {
  for (const [name, verification, expected] of [
    ['startsWith, one value', { startsWith: 'https://school.example/awards/' }, 'valid'],
    ['startsWith, another scheme', { startsWith: 'http://school.example/awards/' }, 'valid'],
    ['startsWith, another path', { startsWith: 'https://school.example/b/' }, 'invalid'],
    ['startsWith, one of two fits', { startsWith: ['https://a.example/', AWARD] }, 'valid'],
    ['allowedOrigins, the host', { allowedOrigins: ['SCHOOL.example'] }, 'valid'],
    ['allowedOrigins, another host', { allowedOrigins: 'other.example' }, 'invalid'],
    ['allowedOrigins, no suffixes', { allowedOrigins: ['example'] }, 'invalid'],
    ['allowedOrigins, another port', { allowedOrigins: ['school.example:8443'] }, 'invalid'],
    ['allowedOrigins, the default port', { allowedOrigins: ['school.example:443'] }, 'valid'],
    [
      'both, one fails',
      { startsWith: AWARD, allowedOrigins: ['other.example'] },
      'invalid scope_outside',
    ],
    [
      'allowedOrigins, a URL',
      { allowedOrigins: ['https://school.example', 'school.example'] },
      'invalid scope_policy_bad',
    ],
  ] as const)
    it(`${name}: ${expected}`, async () => {
      const outcome = outcomeOf(await check(AWARD, policy(verification)))
      assert.ok(outcome.startsWith(expected), outcome)
    })

  it('without policy the badge class must lie on the issuer host too', async () => {
    const badge = 'https://elsewhere.example/b'
    const report = await check(AWARD, at(AWARD, badge, ISSUER))
    assert.equal(outcomeOf(report), 'invalid scope_outside')
  })

  it('ports and schemes do not matter without policy', async () => {
    const award = 'https://school.example:8443/awards/1'
    assert.equal(outcomeOf(await check(award, at(award, CLASS, ISSUER))), 'valid')
  })

  it('a known move of a platform counts as one host, with a warning', async () => {
    const answers = at(
      'https://api.badgr.io/public/assertions/x',
      'https://api.badgr.io/b',
      'https://badgr.io/i',
    )
    const report = await check('https://api.badgr.io/public/assertions/x', answers)
    assert.equal(outcomeOf(report), 'valid (scope_alias)')
  })

  it('a name that only ends like a known platform is a stranger', async () => {
    const answers = at('https://evilbadgr.io/a', 'https://evilbadgr.io/b', 'https://badgr.io/i')
    const report = await check('https://evilbadgr.io/a', answers)
    assert.equal(outcomeOf(report), 'invalid scope_outside')
  })

  it('an issuer without web address ties nothing', async () => {
    const answers = { ...hosted({}), [ISSUER]: profile20({ id: 'urn:uuid:1' }) }
    assert.equal(outcomeOf(await check(AWARD, answers)), 'unverifiable scope_no_origin')
  })

  it('tenants of a shared host are told apart', async () => {
    const host = 'https://raw.githubusercontent.com'
    const stranger = at(`${host}/evil/x/a`, `${host}/school/x/b`, `${host}/school/x/i`)
    assert.equal(outcomeOf(await check(`${host}/evil/x/a`, stranger)), 'valid (shared_host)')
    const own = at(`${host}/school/x/a`, `${host}/school/x/b`, `${host}/school/x/i`)
    assert.equal(outcomeOf(await check(`${host}/school/x/a`, own)), 'valid')
  })

  it('a moved assertion whose declared address is silent stays with a warning', async () => {
    const [asked, declared] = ['https://badgr.io/a/1', 'https://api.badgr.io/a/1']
    const answers = {
      ...at(declared, 'https://badgr.io/b', 'https://badgr.io/i'),
      [asked]: assertion20({ id: declared, badge: 'https://badgr.io/b' }),
      [declared]: new Answered(404),
    }
    assert.equal(outcomeOf(await check(asked, answers)), 'valid (hosted_alias)')
  })
})

describe('linked documents of 2.x', () => {
  it('a class that declares another id is read there, with a warning', async () => {
    const other = 'https://school.example/alias'
    const answers = { ...hosted({ award: { badge: other } }), [other]: badgeClass20() }
    assert.equal(outcomeOf(await check(AWARD, answers)), 'valid (linked_id_mismatch)')
  })

  it('an embedded issuer speaks for its silent page only from the same host', async () => {
    const answers = { ...hosted({ badge: { issuer: profile20() } }), [ISSUER]: new Answered(503) }
    assert.equal(outcomeOf(await check(AWARD, answers)), 'valid (linked_embedded)')
    const elsewhere = 'https://elsewhere.example/b'
    const foreign = {
      [AWARD]: assertion20({ badge: elsewhere }),
      [elsewhere]: badgeClass20({ id: elsewhere, issuer: profile20() }),
    }
    assert.match(outcomeOf(await check(AWARD, foreign)), /^unverifiable linked_unreachable/)
  })

  it('an embedded class is fetched all the same, and the fetched one counts', async () => {
    const badge = badgeClass20({ name: 'Forged' })
    const report = await check(AWARD, hosted({ award: { badge } }))
    assert.equal(report.verdict, 'valid')
    assert.equal(report.credential?.achievement.name, 'Welding')
  })

  it('an issuer that is a badge class is no issuer', async () => {
    const answers = hosted({ badge: { issuer: CLASS } })
    assert.match(outcomeOf(await check(AWARD, answers)), /^unverifiable linked_unreachable/)
  })
})
