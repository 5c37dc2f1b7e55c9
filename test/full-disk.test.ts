import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CrowdSetting, openCrowd, PERSON } from './support/crowd.js'
import { type Server, startServer } from './support/server.js'
import { signedInVisitor, type Visitor } from './support/visitor.js'

/** The limit of the size of files (RLIMIT_FSIZE) holds for root too: no byte can be written, into whatever file. */
describe('the real program on a disk that takes nothing', function () {
  this.timeout(120_000)
  let setting: CrowdSetting
  let server: Server
  let visitor: Visitor
  before(async () => {
    setting = await openCrowd(2)
    server = await startServer(setting.env)
    visitor = await signedInVisitor(server.url, PERSON)
  })
  after(async () => {
    await server.stop()
    await setting.close()
  })

  const limit = (bytes: string) =>
    execFileSync('prlimit', ['--pid', String(server.process.pid), `--fsize=${bytes}:unlimited`])
  const upload = (path: string, turn: number) => {
    const { bytes, fileName } = setting.crowd.files[turn]!
    const form = new FormData()
    form.append('files', new Blob([new Uint8Array(bytes)]), fileName)
    return visitor.post(path, form)
  }
  const ready = async () => (await visitor.get('/ready')).json()
  /** What is said of it is said again for a second. */
  const later = () => new Promise((resolve) => setTimeout(resolve, 1100))

  it('507 in words for whatever would be kept, 200 for who looks, and all goes on with room', async () => {
    const added = await upload('/badges', 0)
    const page = added.headers.get('location')!
    limit('0')
    const asked: Record<string, () => Promise<Response>> = {
      'a badge': () => upload('/badges', 1),
      'an import': () => upload('/imports', 1),
      'a text': () => visitor.post('/imports', { text: 'https://issuers.example/1' }),
      'a collection': () => visitor.post('/collections', { title: 'Knots' }),
      'a check': () => visitor.post(`${page}/reports`, {}),
      'the trash': () => visitor.post(`${page}/delete`, {}),
      'signing in': () => visitor.post('/sign-in', PERSON),
    }
    for (const [what, ask] of Object.entries(asked)) {
      const answer = await ask()
      assert.equal(answer.status, 507, what)
      assert.ok(answer.headers.get('retry-after'), what)
      assert.match(await answer.text(), /on the disk of this site|disk of this site is full/, what)
    }
    for (const path of ['/badges', page, '/settings', '/health'])
      assert.equal((await visitor.get(path)).status, 200, path)
    assert.deepEqual(readdirSync(join(setting.env['DATA_DIR']!, 'uploads')), [])
    limit('unlimited')
    assert.equal((await upload('/badges', 1)).status, 303)
    assert.equal((await visitor.post('/collections', { title: 'Knots' })).status, 303)
  })

  it('503 from /ready, which names the database and the files, and 200 with room', async () => {
    limit('0')
    await later()
    const told = { status: 'not ready', database: false, files: false, running: true }
    assert.deepEqual(await ready(), told)
    limit('unlimited')
    await later()
    assert.deepEqual(await ready(), { status: 'ready', database: true, files: true, running: true })
  })
})
