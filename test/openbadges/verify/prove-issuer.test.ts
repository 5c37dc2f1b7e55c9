import assert from 'node:assert/strict'
import { replay } from '../../../src/openbadges/index.js'
import { verify } from '../../../src/openbadges/verify/verify.js'
import type { JsonObject } from '../../../src/openbadges/types.js'
import { Answered, CLOCK, documents } from '../../support/documents.js'
import {
  AWARD,
  check,
  hosted,
  hosted11,
  ISSUER,
  jws20,
  KEY,
  schoolKey,
  signers,
} from '../../support/issuer-ob2.js'
import {
  controllerDocument,
  diBadge,
  SCHOOL,
  SCHOOL_DID,
  schoolDocuments,
} from '../../support/issuer-ob3.js'
import { ed25519Key } from '../../support/keys.js'
import { configured, harvard, linkage, proven, SITE, told } from '../../support/linkage.js'

describe('what is proven of an issuer', () => {
  describe('by the rules of its version', () => {
    it('a hosted badge: the host of its issuer', async () => {
      for (const answers of [hosted({}), hosted11()]) {
        const { issuer } = await check(AWARD, answers)
        assert.equal(told(issuer), 'domain school.example hosted')
        assert.deepEqual([issuer.url, issuer.key, issuer.claimedSite], [ISSUER, null, null])
      }
    })

    it('a signed badge of 2.0: the host of the profile that lists the key', async () => {
      const { issuer } = await check(jws20(schoolKey), signers())
      assert.equal(told(issuer), 'domain school.example profile')
      assert.equal(issuer.key, KEY)
    })

    it('did:web and an https issuer: their host, with its port', async () => {
      const school = ed25519Key()
      const web = await diBadge(SCHOOL_DID, school, { method: `${SCHOOL_DID}#key-0` })
      const byWeb = await check(web, schoolDocuments(school))
      assert.equal(told(byWeb.issuer), 'domain school.example did-web')
      const https = await diBadge(SCHOOL, school, { method: `${SCHOOL}#key-0` })
      assert.equal(
        told((await check(https, schoolDocuments(school))).issuer),
        'domain school.example profile',
      )
      const did = 'did:web:school.example%3A8443'
      const answers = {
        'https://school.example:8443/.well-known/did.json': controllerDocument(did, [school]),
      }
      const ported = await diBadge(did, school, { method: `${did}#key-0` })
      assert.equal(
        told((await check(ported, answers)).issuer),
        'domain school.example:8443 did-web',
      )
    })

    it('an expired badge goes on saying whose it was', async () => {
      const { verdict, issuer } = await check(
        AWARD,
        hosted({ award: { expires: '2025-06-01T00:00:00Z' } }),
      )
      assert.deepEqual([verdict, told(issuer)], ['expired', 'domain school.example hosted'])
    })
  })

  describe('of a badge that is not real', () => {
    it('nothing, and nobody is asked for more', async () => {
      const asked: string[] = []
      const issuer = { id: harvard.didKey, type: 'Profile', name: 'Harvard', url: SITE }
      const signed = await diBadge(harvard.didKey, harvard, { badge: { issuer } })
      const report = await check({ ...signed, name: 'Doctor of law' }, configured(linkage()), {
        asked,
      })
      assert.deepEqual([report.verdict, told(report.issuer), asked], ['invalid', 'none', []])
      assert.deepEqual([report.issuer.key, report.issuer.claimedSite], [null, null])
    })

    it('nothing for a badge of somebody else’s host, or where the issuer is silent', async () => {
      const { [ISSUER]: _, ...silent } = hosted({})
      assert.equal(told((await check(AWARD, silent)).issuer), 'none')
      const elsewhere = 'https://evil.example/1'
      const moved = {
        ...hosted({}),
        [elsewhere]: { ...(hosted({})[AWARD] as object), id: elsewhere },
      }
      assert.equal(told((await check(elsewhere, moved)).issuer), 'none')
    })
  })

  it('nothing, where the issuer’s host only redirects to whoever has the award', async () => {
    const open = `https://school.example/redirect?to=evil`
    const award = JSON.stringify({ ...(hosted({})[AWARD] as object), id: open })
    const answers = { ...hosted({}), [open]: new Answered(200, award, 'https://evil.example/1') }
    assert.equal(told((await check(open, answers)).issuer), 'none')
  })

  describe('where many strangers publish', () => {
    const at = (base: string) => {
      const [award, badge, issuer] = ['1', 'class', 'issuer'].map((name) => `${base}${name}.json`)
      const parts = hosted({
        award: { id: award, badge },
        badge: { id: badge, issuer },
        issuer: { id: issuer, url: base },
      })
      const [first, second, third] = Object.values(parts)
      return [award!, { [award!]: first!, [badge!]: second!, [issuer!]: third! }] as const
    }

    for (const [base, expected] of [
      ['https://eve.github.io/harvard/', 'shared-host eve.github.io hosted'],
      [
        'https://raw.githubusercontent.com/eve/harvard/main/',
        'shared-host raw.githubusercontent.com/eve/harvard hosted',
      ],
      ['https://people.harvard.example/~eve/', 'shared-host people.harvard.example/~eve hosted'],
      ['https://pastebin.com/raw/', 'none'],
      ['https://httpbin.org/base64/', 'none'],
      ['https://www-harvard-edu.translate.goog/', 'none'],
      [
        'https://people.harvard.example/users/~eve/',
        'shared-host people.harvard.example/users/~eve hosted',
      ],
      ['https://api.badgr.io/public/', 'domain api.badgr.io hosted'],
      ['http://localhost:3001/', 'domain localhost:3001 hosted'],
    ] as const)
      it(`${base}: ${expected}`, async () => {
        const { issuer } = await check(...at(base))
        assert.equal(told(issuer), expected)
        if (issuer.host) assert.equal(issuer.claimedSite, null)
      })

    it('a neighbour on the same host proves nothing of the issuer beside it', async () => {
      const [, school] = at('https://raw.githubusercontent.com/school/badges/')
      const award = 'https://raw.githubusercontent.com/eve/x/1.json'
      const first = Object.values(school)[0] as JsonObject
      const { verdict, issuer } = await check(award, {
        ...school,
        [award]: { ...first, id: award },
      })
      assert.deepEqual([verdict, told(issuer)], ['valid', 'none'])
    })

    it('a configuration at the root of a host with tenants speaks for none of them', async () => {
      const issuer = {
        id: harvard.didKey,
        type: 'Profile',
        url: 'https://people.harvard.example/~eve/',
      }
      const there = 'https://people.harvard.example/.well-known/did-configuration.json'
      const answers = {
        [there]: { linked_dids: [linkage({ origin: 'https://people.harvard.example' })] },
      }
      assert.equal(told(await proven(answers, { issuer })), 'key-only')
    })
  })

  it('the site an issuer gives is told where it is not the proven one', async () => {
    const site = async (url: string) =>
      (await check(AWARD, hosted({ issuer: { url } }))).issuer.claimedSite
    assert.equal(await site('https://www.harvard.edu/'), 'www.harvard.edu')
    assert.equal(await site('https://www.school.example/about'), null)
    assert.equal(await site('https://xn--80ak6aa92e.com/'), 'xn--80ak6aa92e.com')
  })

  it('a replay from the capsule proves the same, without a network', async () => {
    const issuer = { id: harvard.didKey, type: 'Profile', name: 'Harvard', url: SITE }
    const text = JSON.stringify(await diBadge(harvard.didKey, harvard, { badge: { issuer } }))
    const loadDocument = documents(configured(linkage()))
    const report = await verify(text, { loadDocument, now: CLOCK })
    assert.equal(report.documents.length, 1)
    assert.deepEqual((await replay(report)).issuer, report.issuer)
  })
})
