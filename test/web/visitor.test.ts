import assert from 'node:assert/strict'
import { visitorOf } from '../../src/web/middleware/visitor.js'
import { ADA, openBackpack, signIn } from '../support/backpack.js'

describe('a visitor, for counting attempts', () => {
  for (const [ip, visitor] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, ''],
  ] as const)
    it(`from ${ip} is ${visitor}`, () => assert.equal(visitorOf({ ip }), visitor))

  it('429 for one that guesses a password from ever new addresses of one network', async () => {
    const backpack = await openBackpack({ env: { TRUST_PROXY: 'loopback' } })
    await signIn(backpack)
    const guess = (ip: string) =>
      backpack
        .browser()
        .post('/sign-in')
        .set('X-Forwarded-For', ip)
        .type('form')
        .send({ email: ADA.email, password: 'a wrong one' })
    for (let n = 1; n <= 10; n++) await guess(`2001:db8:1:2::${n}`).expect(422)
    await guess('2001:db8:1:2::11').expect(429)
    await guess('2001:db8:1:3::1').expect(422)
  })
})
