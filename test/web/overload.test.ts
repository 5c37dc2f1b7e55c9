import assert from 'node:assert/strict'
import { ADA, openBackpack } from '../support/backpack.js'
import { turns } from '../../src/backpack/turns.js'

describe('more work than can be done', () => {
  it('503 with Retry-After at once for who comes to a full queue of passwords', async function () {
    this.timeout(60_000)
    const backpack = await openBackpack()
    const wrong = { email: ADA.email, password: 'a wrong one for certain' }
    const signIns = Array.from({ length: 120 }, (_, visitor) =>
      backpack
        .browser()
        .post('/sign-in')
        .type('form')
        .send({ ...wrong, email: `visitor${visitor}@example.org` }),
    )
    const answers = await Promise.all(signIns)
    const refused = answers.filter(({ status }) => status === 503)
    assert.ok(refused.length > 50, `${refused.length} were refused`)
    assert.ok(answers.some(({ status }) => status === 422))
    for (const { headers, text } of refused) {
      assert.equal(headers['retry-after'], '5')
      assert.match(text, /Please try again in a few seconds/)
    }
    const later = { ...wrong, email: 'visitor119@example.org' }
    await backpack.browser().post('/sign-in').type('form').send(later).expect(422)
  })

  it('is refused beyond the queue, and taken again when the queue is shorter', async () => {
    const inTurn = turns(1, 1)
    const ends: (() => void)[] = []
    const work = () => new Promise<void>((resolve) => ends.push(resolve))
    const [first, second] = [inTurn(work), inTurn(work)]
    await assert.rejects(inTurn(work), { code: 'busy' })
    ends[0]!()
    await first
    const third = inTurn(async () => 'taken')
    await new Promise(setImmediate)
    ends[1]!()
    await second
    assert.equal(await third, 'taken')
  })
})
