import assert from 'node:assert/strict'
import { stepOf } from '../../src/backpack/account/authenticator-app.js'
import { ADA, type Browser, linkOf, openBackpack, signIn } from '../support/backpack.js'
import { addPhone, phoneWith, secretOn } from '../support/second-factors.js'

const DAY = 24 * 60 * 60
const NEW = 'smoke calms a colony'

describe('codes of an authenticator app', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [20000000000, '353130'],
  ] as const)
    it(`are those of RFC 6238, appendix B, ${seconds} seconds after 1970`, async () => {
      const at = new Date(seconds * 1000)
      assert.equal(await stepOf(secret, code, at), Math.floor(seconds / 30))
      assert.equal(await stepOf(secret, code, new Date(at.getTime() + 90_000)), null)
    })
})

describe('adding an authenticator app', () => {
  it('422 shows the same secret again after a wrong code or password, and adds nothing', async () => {
    const backpack = await openBackpack()
    const ada = await signIn(backpack)
    const secret = secretOn((await ada.get('/factors/app')).text)
    const code = phoneWith(backpack, secret).code()
    const wrong = await post(ada, '/factors/app', {
      secret,
      code: '000000',
      password: ADA.password,
    })
    assert.equal(wrong.status, 422)
    assert.equal(secretOn(wrong.text), secret)
    const asked = await post(ada, '/factors/app', { secret, code, password: 'wrong' }).expect(422)
    assert.equal(secretOn(asked.text), secret)
    for (const other of ['', 'A', 'a'.repeat(32), ['A'], '"><b>'])
      await post(ada, '/factors/app', { secret: other, code, password: ADA.password }).expect(422)
    const signedIn = await post(backpack.browser(), '/sign-in', ADA).expect(303)
    assert.equal(signedIn.headers.location, '/badges')
  })

  it('is mailed, and taken back by who had the account before', async () => {
    const backpack = await openBackpack()
    const thief = await signIn(backpack)
    backpack.advance(DAY)
    await addPhone(backpack, thief)
    const mail = await backpack.mailTo(ADA.email)
    assert.match(mail.subject, /authenticator app was added/)
    const owner = backpack.browser()
    const choose = (await owner.post(linkOf(backpack, mail)).expect(303)).headers.location!
    await thief.get('/settings').expect(303)
    await post(owner, choose, { password: NEW }).expect(303)
    assert.match((await owner.get('/factors')).text, /Add an app/)
  })

  it('an app from before a change still stands after the change was taken back', async () => {
    const backpack = await openBackpack()
    const ada = await signIn(backpack)
    const { codes } = await addPhone(backpack, ada)
    backpack.advance(DAY)
    await post(ada, '/settings/password', { current: ADA.password, password: NEW }).expect(303)
    const owner = backpack.browser()
    const undo = linkOf(backpack, await backpack.mailTo(ADA.email))
    const choose = (await owner.post(undo).expect(303)).headers.location!
    await post(owner, choose, { password: NEW }).expect(422)
    await post(owner, choose, { password: NEW, code: codes[3] }).expect(303)
  })
})

function post(browser: Browser, path: string, body: object) {
  return browser.post(path).type('form').send(body)
}
