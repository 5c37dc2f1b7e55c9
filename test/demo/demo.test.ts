import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Demo, startDemo } from '../../src/demo/demo.js'
import { createGuardedFetch } from '../../src/net/guarded-fetch.js'
import { STATE_ORDER } from '../../src/words/states.js'
import { listenOn } from '../support/loopback.js'

describe('demo', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-demo-'))
  let demo: Demo
  before(async () => {
    const port = await twoFreePorts()
    demo = await startDemo({ port, dataDir, logLevel: 'silent', now: () => new Date() })
  })
  after(async () => {
    await demo?.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function signIn(): Promise<string> {
    const { email, password } = demo.account
    const body = new URLSearchParams({ email, password })
    const answer = await fetch(`${demo.baseUrl}/sign-in`, {
      method: 'POST',
      body,
      redirect: 'manual',
    })
    assert.equal(answer.status, 303)
    return answer.headers.getSetCookie()[0]!.split(';')[0]!
  }

  it('the printed account opens a backpack with badges of every verdict', async () => {
    const cookie = await signIn()
    const page = await (await fetch(`${demo.baseUrl}/badges`, { headers: { cookie } })).text()
    for (const text of ['Bee Keeping, Level 2', 'مقدمة في البرمجة', 'Ropework and Knots'])
      assert.ok(page.includes(text), text)
    for (const state of STATE_ORDER) assert.ok(page.includes(`verdict is-${state}`), state)
  })

  it('the printed link shows the collection to anyone', async () => {
    const answer = await fetch(`${demo.baseUrl}/s/${demo.account.shareToken}`)
    assert.equal(answer.status, 200)
    const page = await answer.text()
    assert.ok(page.includes('Working outdoors') && page.includes('Ada Njoroge'))
    assert.equal(answer.headers.get('set-cookie'), null)
  })

  it('the printed address is answered by the issuer over https', async () => {
    const load = createGuardedFetch({
      allowedPrivateHosts: ['localhost'],
      now: () => new Date(),
      userAgent: 'test',
      certificateAuthorities: [readFileSync(demo.certificate, 'utf8')],
    })
    assert.equal((await load(`${demo.issuerUrl}/2.0/bees/valid.json`)).status, 200)
    assert.equal((await load(`${demo.issuerUrl}/2.0/bees/no-such.json`)).status, 404)
  })

  it('a folder holds sample files of every version, with a list', () => {
    const files = readdirSync(demo.samples)
    for (const start of ['0.5-', '1.0-', '1.1-', '2.0-', '3.0-'])
      assert.ok(
        files.some((file) => file.startsWith(start)),
        start,
      )
    assert.ok(existsSync(join(demo.samples, 'LIST.txt')))
  })

  it('a second one says that the port is taken, and leaves the first alone', async () => {
    const port = Number(new URL(demo.baseUrl).port)
    const again = startDemo({ port, dataDir, logLevel: 'silent', now: () => new Date() })
    await assert.rejects(again, /is taken/)
    assert.ok(existsSync(demo.samples))
  })

  it('an address of the issuer can be pasted', async () => {
    const cookie = await signIn()
    const body = new FormData()
    body.set('text', `${demo.issuerUrl}/1.1/care/someone-elses.json`)
    const options = { method: 'POST', body, headers: { cookie }, redirect: 'manual' } as const
    assert.equal((await fetch(`${demo.baseUrl}/badges`, options)).status, 303)
  })
})

/** A free port whose neighbour is free too. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const first = await listenOn(createServer())
    await first.close()
    const second = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      second.once('error', () => resolve(false))
      second.listen(first.port + 1, '127.0.0.1', () => resolve(true))
    })
    if (isFree) await new Promise((resolve) => second.close(resolve))
    if (isFree) return first.port
  }
}
