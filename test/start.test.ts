import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../src/project-root.js'
import { jwtBadge } from './support/issuer-ob3.js'
import { ed25519Key } from './support/keys.js'

/** Writes the address of every file that Node loads. */
const WATCH = `import { appendFileSync } from 'node:fs'
export function load(url, context, next) {
  appendFileSync(process.env.LOADED, url + '\\n')
  return next(url, context)
}`
const REGISTER = `import { register } from 'node:module'
register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(WATCH))})`

/** Packages that take long to load, or much memory, and that few requests and commands need. */
const LATE =
  /node_modules\/(sharp|pdfkit|fontkit|bidi-js|pngjs|qr|jsonld|ajv|ajv-formats|pg|nodemailer|yauzl|htmlparser2|undici|unpdf|@node-rs|@zxcvbn-ts)\//

describe('the built program loads when it starts only what every start needs', function () {
  this.timeout(60_000)
  const folder = mkdtempSync(join(tmpdir(), 'haversack-start-'))
  const loaded = join(folder, 'loaded')
  after(() => rmSync(folder, { recursive: true }))

  function start(args: string[], env: NodeJS.ProcessEnv = {}) {
    writeFileSync(loaded, '')
    const hook = `data:text/javascript,${encodeURIComponent(REGISTER)}`
    return spawn(process.execPath, ['--import', hook, 'src/run.mjs', ...args], {
      cwd: projectRoot,
      env: { ...process.env, NODE_OPTIONS: '', LOADED: loaded, DATA_DIR: folder, ...env },
    })
  }

  function late(): string[] {
    const urls = readFileSync(loaded, 'utf8').trim().split('\n')
    assert.ok(urls.some((url) => url.includes('/dist/')))
    return urls.filter((url) => LATE.test(url))
  }

  it('the server, up to its first answer', async () => {
    const port = await freePort()
    const server = start(['server'], { PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'info' })
    const ended = once(server, 'exit')
    for await (const line of server.stdout) if (/is ready/.test(String(line))) break
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200)
    server.kill('SIGTERM')
    await ended
    assert.deepEqual(late(), [])
  })

  it('a token that is verified, up to its verdict', async () => {
    const file = join(folder, 'badge.jwt')
    const issuer = 'https://school.example/issuer'
    writeFileSync(file, jwtBadge(issuer, ed25519Key(), { header: { kid: `${issuer}#key` } }))
    const command = start(['cli', 'verify', file, '--offline'])
    const [out] = await Promise.all([textOf(command.stdout), once(command, 'exit')])
    assert.match(out, /Could not be checked/)
    assert.deepEqual(late(), [])
  })
})

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const part of stream) text += String(part)
  return text
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
