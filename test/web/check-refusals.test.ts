import assert from 'node:assert/strict'
import express from 'express'
import request from 'supertest'
import { silence } from '../../src/openbadges/index.js'
import { DiagnosedError, diagnosisOf } from '../../src/backpack/reading/doctor/diagnosis.js'
import { refuseOverload } from '../../src/web/middleware/overload.js'
import { type Browser, NOW, openBackpack, type TestBackpack } from '../support/backpack.js'
import { sampleOf } from '../support/samples.js'

interface Refusal {
  verdict: unknown
  error: { code: unknown; message: unknown }
}

/** As README tells programs: a verdict that is null, and an error with a code and a sentence. */
function assertRefusal({ body, type }: { body: unknown; type: string }): Refusal['error'] {
  assert.equal(type, 'application/json')
  const { verdict, error } = body as Refusal
  assert.equal(verdict, null)
  assert.match(String(error.code), /^[a-z_]+$/)
  assert.match(String(error.message), /^[A-Z].*\.$/)
  return error
}

describe('/check as JSON', () => {
  let backpack: TestBackpack
  let program: Browser
  beforeEach(async () => {
    backpack = await openBackpack({
      loadDocument: async (url) =>
        silence(url, url.includes('blocked') ? 'refused-address' : 'dns', NOW),
    })
    program = backpack.browser()
  })
  const post = () => program.post('/check').set('Accept', 'application/json')

  for (const [what, text] of [
    ['nothing', ''],
    ['words', 'hello'],
    ['two things', 'https://a.example/1 https://a.example/2'],
    ['an address that nobody knows', 'https://nowhere.example/1'],
    ['an address that may not be asked', 'https://blocked.example/1'],
    ['an address of this machine', 'http://localhost:8080/1'],
    ['an address of mail', 'ada@example.org'],
    ['JSON that is no badge', '{"a":1}'],
    ['JSON that breaks off', '{"@context":'],
    ['a token that is none', 'eyJhbGciOiJub25lIn0.e30.'],
  ] as const)
    it(`422 for ${what}, with a code and a sentence`, async () => {
      assertRefusal(await post().field('text', text).expect(422))
    })

  it('422 for a file that is no badge, none at all, too large, or one of several', async () => {
    assertRefusal(await post().attach('files', Buffer.from('GIF89a'), 'a.gif').expect(422))
    assertRefusal(await post().expect(422))
    assertRefusal(await post().attach('files', Buffer.alloc(6_000_000, 'x'), 'a.txt').expect(422))
    const two = post().attach('files', Buffer.from('a'), 'a').attach('files', Buffer.from('b'), 'b')
    assertRefusal(await two.expect(422))
    assertRefusal(await post().set('Content-Type', 'multipart/form-data').send('x').expect(422))
  })

  it('429 when it is asked too often, with when to come again', async () => {
    let answer = await post().field('text', '')
    for (let turn = 0; turn < 50 && answer.status === 422; turn++)
      answer = await post().field('text', '')
    assert.equal(answer.status, 429)
    assert.equal(assertRefusal(answer).code, 'too_many')
    assert.ok(Number(answer.headers['retry-after']) > 0)
  })

  it('413 for a body that no form may have, and 403 for another site', async () => {
    const long = program.post('/check').set('Accept', 'application/json').type('form')
    assertRefusal(await long.send({ text: 'x'.repeat(300_000) }).expect(413))
    assertRefusal(await post().set('Origin', 'https://evil.example').field('text', 'x').expect(403))
  })

  it('422 where there is no turn for it, and 500 for a fault of ours, which tells nothing of it', async () => {
    const { reading } = backpack.ctx
    const { bytes, fileName } = await sampleOf('2.0-RS256-valid')
    const failWith = (error: Error) =>
      (backpack.ctx.reading = { ...reading, run: () => Promise.reject(error) })
    const sent = () => post().attach('files', Buffer.from(bytes), fileName)
    failWith(new DiagnosedError(diagnosisOf('too_busy')))
    assertRefusal(await sent().expect(422))
    failWith(new Error('the secret of the house'))
    const { message } = assertRefusal(await sent().expect(500))
    assert.doesNotMatch(String(message), /secret/)
  })

  it('503 when everybody is here at once', async () => {
    const app = express()
    app.use(refuseOverload(0))
    const answer = await request(app).post('/check').set('Accept', 'application/json').expect(503)
    assert.equal(assertRefusal(answer).code, 'busy')
  })
})
