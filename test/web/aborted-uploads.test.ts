import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as rest } from 'node:timers/promises'
import { uploadsFolder } from '../../src/backpack/imports/decide.js'
import { ADA, openBackpack, signIn, type TestBackpack } from '../support/backpack.js'
import { listenOn } from '../support/loopback.js'

const BODY = [
  '--B',
  'Content-Disposition: form-data; name="text"',
  '',
  'a b',
  '--B',
  'Content-Disposition: form-data; name="files"; filename="a.png"',
  'Content-Type: image/png',
  '',
  'png',
  '--B',
  'Content-Disposition: form-data; name="files"; filename="b.zip"',
  '',
  'PK\x03\x04',
  '--B--',
  '',
].join('\r\n')

describe('a visitor who leaves in the middle of an upload', function () {
  this.timeout(120_000)
  let backpack: TestBackpack
  let cookie: string
  let site: Awaited<ReturnType<typeof listenOn>>
  const failures: unknown[] = []
  const note = (error: unknown) => void failures.push(error)

  before(async () => {
    backpack = await openBackpack()
    await signIn(backpack)
    const again = backpack.browser().post('/sign-in').type('form').send(ADA).expect(303)
    cookie = String((await again).headers['set-cookie']).split(';')[0]!
    site = await listenOn(createServer(backpack.app))
    process.on('unhandledRejection', note)
  })
  after(async () => {
    process.off('unhandledRejection', note)
    await site.close()
  })

  for (const path of ['/check', '/badges', '/imports'])
    it(`ends nothing but the request, after any byte sent to ${path}`, async () => {
      const request = requestTo(path)
      const head = request.length - BODY.length
      for (let length = head; length < request.length; length += 16)
        await Promise.all(
          Array.from({ length: Math.min(16, request.length - length) }, (_, more) =>
            leave(site.port, request.slice(0, length + more), (length + more) % 2 === 0),
          ),
        )
      await rest(100)
      assert.deepEqual(failures, [])
      assert.equal((await fetch(`http://127.0.0.1:${site.port}/health`)).status, 200)
    })

  it('leaves no file behind', async () => {
    const left = () => readdir(uploadsFolder(backpack.ctx.config))
    // what was received is taken away as soon as the end of the connection is noticed
    for (let i = 0; i < 500 && (await left()).length > 0; i++) await rest(20)
    assert.deepEqual(await left(), [])
  })

  function requestTo(path: string): string {
    const { baseUrl } = backpack.ctx.config
    return [
      `POST ${path} HTTP/1.1`,
      `Host: ${new URL(baseUrl).host}`,
      `Origin: ${baseUrl}`,
      `Cookie: ${cookie}`,
      'Content-Type: multipart/form-data; boundary=B',
      `Content-Length: ${BODY.length}`,
      '',
      BODY,
    ].join('\r\n')
  }
})

/** Sends the beginning of a request; closes the connection a moment later, politely or not. */
async function leave(port: number, beginning: string, politely: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined).resume()
  await new Promise<void>((resolve) => socket.write(beginning, () => resolve()))
  // so that what did arrive is on the disk
  await rest(30)
  if (politely) socket.end().destroySoon()
  else socket.resetAndDestroy()
  await rest(5)
}
