import assert from 'node:assert/strict'
import {
  AWARD,
  assertion20,
  badgeClass20,
  check,
  CLASS,
  hosted,
  hosted11,
  ISSUER,
  issuer11,
  outcomeOf,
  profile20,
} from '../../support/issuer-ob2.js'
import { Answered } from '../../support/documents.js'

const EVIL_AWARD = 'https://evil.example/a'
const honest = hosted({})

describe('hosted badges under attack', () => {
  it('a good hosted badge is valid without a word', async () => {
    assert.equal(outcomeOf(await check(AWARD, honest)), 'valid')
    assert.equal(outcomeOf(await check(assertion20(), honest)), 'valid')
  })

  it('hosted elsewhere: an assertion on another host claims class and issuer of the school', async () => {
    const answers = { ...honest, [EVIL_AWARD]: assertion20({ id: EVIL_AWARD }) }
    assert.equal(outcomeOf(await check(EVIL_AWARD, answers)), 'invalid scope_outside')
  })

  it('embedded profile lies: an allowance that the school never gave counts for nothing', async () => {
    const lie = profile20({ verification: { allowedOrigins: ['evil.example'] } })
    const badge = badgeClass20({ issuer: lie })
    const award = assertion20({ id: EVIL_AWARD, badge })
    const reachable = await check(EVIL_AWARD, { ...honest, [EVIL_AWARD]: award })
    assert.equal(outcomeOf(reachable), 'invalid scope_outside')
    const silent = await check(EVIL_AWARD, { [EVIL_AWARD]: award })
    assert.match(outcomeOf(silent), /^unverifiable linked_unreachable/)
    const own = { ...badge, id: 'https://evil.example/b' }
    const ownClass = { [EVIL_AWARD]: { ...award, badge: own }, [own.id]: own }
    assert.match(outcomeOf(await check(EVIL_AWARD, ownClass)), /^unverifiable linked_unreachable/)
  })

  for (const [name, id] of [
    ['prefix trick', 'https://school.example.evil.example/a'],
    ['user info trick', 'https://school.example@evil.example/a'],
    ['steps back in the path', 'https://school.example/awards/../other/1'],
    ['upper-case percent signs', 'https://school.example/%61wards/1'],
  ] as const)
    it(`${name}: startsWith is compared after parsing`, async () => {
      const issuer = { verification: { startsWith: ['https://school.example/awards'] } }
      const answers = { ...hosted({ issuer }), [id]: assertion20({ id }) }
      assert.match(outcomeOf(await check(id, answers)), /^invalid scope_outside/)
    })

  it('edited file: the copy of the issuer is shown, and the difference told', async () => {
    const recipient = { type: 'email', hashed: false, identity: 'thief@example.org' }
    const report = await check(assertion20({ recipient, narrative: 'Mine.' }), honest)
    assert.equal(outcomeOf(report), 'valid (hosted_differs)')
    assert.equal(report.credential?.recipients[0]?.identity, 'earner@example.org')
    const [hostedCheck] = report.checks.filter((c) => c.check === 'hosted')
    assert.equal(
      hostedCheck?.findings.find((f) => f.code === 'hosted_differs')?.found,
      'narrative, recipient.identity',
    )
  })

  it('gone: 410 with any body is revoked', async () => {
    for (const body of ['<html>gone</html>', '', '{"error":"no"}']) {
      const report = await check(AWARD, { ...honest, [AWARD]: new Answered(410, body) })
      assert.equal(outcomeOf(report), 'revoked revoked_410')
    }
    const file = await check(assertion20(), { ...honest, [AWARD]: new Answered(410) })
    assert.match(outcomeOf(file), /^revoked revoked_410/)
  })

  it('revoked flag: needs no other member, and gives its reason', async () => {
    const notice = { id: AWARD, revoked: true, revocationReason: 'Copied work.' }
    const report = await check(AWARD, { ...honest, [AWARD]: notice })
    assert.equal(outcomeOf(report), 'revoked revoked_flag')
    const found = report.checks.flatMap((c) => c.findings).find((f) => f.code === 'revoked_flag')
    assert.equal(found?.values['reason'], 'Copied work.')
    const whole = hosted({ award: { revoked: true, badge: undefined } })
    assert.match(outcomeOf(await check(AWARD, whole)), /^revoked/)
  })

  for (const [name, answer] of [
    ['404', new Answered(404, 'not here')],
    ['500', new Answered(500)],
    ['403', new Answered(403, '{"message":"no"}')],
  ] as const)
    it(`silent issuer: ${name} is no revocation`, async () => {
      const report = await check(assertion20(), { ...honest, [AWARD]: answer })
      assert.equal(outcomeOf(report), 'unverifiable hosted_unreachable')
      assert.equal(outcomeOf(await check(AWARD, { [AWARD]: answer })), outcomeOf(report))
    })

  it('silent issuer: no name, no answer, no verdict', async () => {
    assert.match(outcomeOf(await check(assertion20())), /^unverifiable hosted_unreachable/)
    const { [CLASS]: _, ...withoutClass } = honest
    assert.equal(outcomeOf(await check(AWARD, withoutClass)), 'unverifiable linked_unreachable')
    const { [ISSUER]: __, ...withoutIssuer } = honest
    assert.equal(outcomeOf(await check(AWARD, withoutIssuer)), 'unverifiable linked_unreachable')
  })

  it('a page of HTML at the address is no badge and no revocation', async () => {
    const page = '<!doctype html><script type="application/ld+json">{"@context":"x"}</script>'
    const report = await check(assertion20(), { ...honest, [AWARD]: page })
    assert.equal(outcomeOf(report), 'unverifiable hosted_not_json')
  })

  it('something else lies at the address: told, not believed', async () => {
    const report = await check(assertion20(), { ...honest, [AWARD]: badgeClass20() })
    assert.equal(outcomeOf(report), 'unverifiable hosted_not_assertion')
    await assert.rejects(check(AWARD, { ...honest, [AWARD]: badgeClass20() }), {
      code: 'FORMAT_UNKNOWN',
      kind: 'badge-definition',
    })
  })

  it('JSON that says signed: nobody signed it', async () => {
    const award = { verification: { type: 'SignedBadge' } }
    const report = await check(AWARD, hosted({ award }))
    assert.equal(outcomeOf(report), 'invalid signature_missing')
  })

  it('duplicate member in the hosted copy: invalid', async () => {
    const text = JSON.stringify(assertion20()).replace('{', '{"issuedOn":"2020-01-01T00:00:00Z",')
    const report = await check(AWARD, { ...honest, [AWARD]: text })
    assert.equal(outcomeOf(report), 'invalid duplicate_member')
  })

  it('redirect inside: a refused address is silence', async () => {
    const report = await check(assertion20({ id: 'http://169.254.169.254/a' }), honest)
    assert.match(outcomeOf(report), /^unverifiable hosted_unreachable/)
  })

  it('open redirect: the id that the answer declares decides', async () => {
    const go = 'https://school.example/go?u=evil'
    const away = (id: string) =>
      new Answered(200, JSON.stringify(assertion20({ id })), 'https://evil.example/a')
    const foreign = { ...honest, [go]: away(EVIL_AWARD), [EVIL_AWARD]: away(EVIL_AWARD) }
    assert.match(outcomeOf(await check(go, foreign)), /^invalid .*scope_outside/)
    const report = await check(go, { ...honest, [go]: away(go) })
    assert.equal(outcomeOf(report), 'valid (hosted_redirected)')
  })

  it('foreign id: a copy that names another address is believed only there', async () => {
    const asked = 'https://school.example/awards/mirror'
    const answers = { ...honest, [asked]: assertion20({ narrative: 'Changed.' }) }
    const report = await check(asked, answers)
    assert.equal(outcomeOf(report), 'valid (hosted_id_mismatch)')
    assert.equal(report.credential?.narrative, null)
    const alone = { ...answers, [AWARD]: new Answered(404) }
    assert.match(outcomeOf(await check(asked, alone)), /^unverifiable hosted_unreachable/)
  })

  it('ids in a circle: nobody knows which counts', async () => {
    const [a, b] = ['https://school.example/a', 'https://school.example/b']
    const answers = { ...honest, [a]: assertion20({ id: b }), [b]: assertion20({ id: a }) }
    assert.match(outcomeOf(await check(a, answers)), /^unverifiable hosted_id_loop/)
  })

  it('profile at a false address: the profile at the declared id counts', async () => {
    const fake = 'https://evil.example/i'
    const award = { id: EVIL_AWARD, badge: 'https://evil.example/b' }
    const answers = {
      ...honest,
      [EVIL_AWARD]: assertion20(award),
      [award.badge]: badgeClass20({ id: award.badge, issuer: fake }),
      [fake]: profile20({ verification: { allowedOrigins: ['evil.example'] } }),
    }
    assert.match(outcomeOf(await check(EVIL_AWARD, answers)), /^invalid .*scope_outside/)
    const silent = { ...answers, [ISSUER]: new Answered(503) }
    assert.match(outcomeOf(await check(EVIL_AWARD, silent)), /^unverifiable linked_unreachable/)
  })

  it('1.1 on another host than its issuer stays unproven', async () => {
    const award = { id: EVIL_AWARD, verify: { type: 'hosted', url: EVIL_AWARD } }
    const answers = { ...hosted11(), [EVIL_AWARD]: hosted11(award)[AWARD]! }
    assert.equal(outcomeOf(await check(EVIL_AWARD, answers)), 'unverifiable scope_unproven')
    assert.equal(outcomeOf(await check(AWARD, hosted11())), 'valid')
    const moved = { ...hosted11(), [ISSUER]: issuer11({ id: 'https://api.badgr.io/i' }) }
    assert.match(outcomeOf(await check(AWARD, moved)), /^unverifiable/)
  })

  it('someone else: the verdict stands, the recipient check fails', async () => {
    const report = await check(AWARD, honest, { recipients: ['other@example.org'] })
    assert.equal(report.verdict, 'valid')
    assert.match(outcomeOf(report), /recipient_mismatch/)
  })

  it('empty identity never matches', async () => {
    const recipient = { type: 'email', hashed: false, identity: '', salt: '' }
    const report = await check(AWARD, hosted({ award: { recipient } }), { recipients: [''] })
    assert.doesNotMatch(outcomeOf(report), /recipient_match/)
    assert.equal(report.verdict, 'invalid')
  })

  it('expired and silent is expired; expired and revoked is revoked; expired and edited is invalid', async () => {
    const expires = '2025-06-01T00:00:00Z'
    assert.match(outcomeOf(await check(assertion20({ expires }))), /^expired/)
    const gone = { ...honest, [AWARD]: new Answered(410) }
    assert.match(outcomeOf(await check(assertion20({ expires }), gone)), /^revoked/)
    const award = { expires, issuedOn: '2025-07-01T00:00:00Z' }
    assert.match(outcomeOf(await check(AWARD, hosted({ award }))), /^invalid dates_inverted/)
  })

  it('fewer documents never make a bad badge good', async () => {
    const answers = { ...honest, [EVIL_AWARD]: assertion20({ id: EVIL_AWARD }) }
    const names = Object.keys(answers)
    for (let mask = 0; mask < 1 << names.length; mask++) {
      const left = Object.fromEntries(Object.entries(answers).filter((_, i) => mask & (1 << i)))
      const report = await check(assertion20({ id: EVIL_AWARD }), left)
      assert.notEqual(report.verdict, 'valid')
    }
  })
})
