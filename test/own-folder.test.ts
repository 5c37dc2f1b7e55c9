import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../src/config.js'
import { createContext } from '../src/context.js'
import { RefusedStart } from '../src/errors.js'
import { migrate, openDatabase } from '../src/store/database.js'
import { startServer } from './support/server.js'

describe('the folder of the program', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'haversack-own-'))
    chmodSync(folder, 0o755)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const modeOf = (path: string) => (statSync(join(folder, path)).mode & 0o777).toString(8)
  const modes = () =>
    Object.fromEntries(
      ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].map((path) => [
        path,
        modeOf(path),
      ]),
    )
  /** As an earlier release left it. */
  function keepOpenly(): void {
    for (const path of ['files/ab', 'outbox', 'uploads']) {
      mkdirSync(join(folder, path), { recursive: true })
      chmodSync(join(folder, path), 0o755)
    }
    chmodSync(join(folder, 'files'), 0o755)
    for (const path of ['files/ab/ab12', 'outbox/1.eml', 'uploads/x', 'haversack.db']) {
      writeFileSync(join(folder, path), '')
      chmodSync(join(folder, path), 0o644)
    }
  }
  async function use(env: Record<string, string> = {}): Promise<void> {
    const ctx = createContext(loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...env }))
    await migrate(ctx.db)
    await ctx.files.put(Buffer.from('a badge'))
    const message = { to: { name: 'Ada', address: 'ada@example.org' }, subject: 's', text: 't' }
    await ctx.mailer.send({ ...message, html: 'h' })
    for (const [path, mode] of Object.entries(modes())) assert.match(`${path} ${mode}`, / [67]00$/)
    await ctx.db.destroy()
  }

  it('is readable by its owner alone, and all that is written into it', () => use())

  it('is made so when an earlier release left it open', async () => {
    keepOpenly()
    await use()
  })

  it('is made so below, when only what is below was left open', async () => {
    keepOpenly()
    chmodSync(folder, 0o700)
    await use()
  })

  it('and a database elsewhere are, however they were', async () => {
    const elsewhere = join(folder, 'uploads')
    mkdirSync(elsewhere)
    writeFileSync(join(elsewhere, 'own.db'), '')
    chmodSync(join(elsewhere, 'own.db'), 0o644)
    await use({ DATABASE_URL: `sqlite:${join(elsewhere, 'own.db')}` })
  })

  it('stays open when others keep things there, which are not touched', () => {
    keepOpenly()
    writeFileSync(join(folder, 'letter.txt'), '')
    chmodSync(join(folder, 'letter.txt'), 0o644)
    loadConfig({ DATA_DIR: folder })
    assert.deepEqual([modeOf('.'), modeOf('letter.txt')], ['755', '644'])
    assert.deepEqual([modeOf('haversack.db'), modeOf('files/ab/ab12')], ['600', '600'])
    assert.ok(existsSync(join(folder, 'session-secret')))
  })
})

describe('a start is refused in plain words, and changes nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-own-'))
  const file = join(folder, 'letter.txt')
  writeFileSync(file, 'Dear Ada')
  after(() => rmSync(folder, { recursive: true, force: true }))
  const refused = (message: RegExp) => (error: unknown) =>
    error instanceof RefusedStart && message.test(error.message)

  it('where DATA_DIR is no folder, or one that nobody may write to', () => {
    for (const place of [file, join(file, 'below'), '/sys'])
      assert.throws(
        () => loadConfig({ DATA_DIR: place }),
        refused(/DATA_DIR cannot be used/),
        place,
      )
  })

  it('where the database lies nowhere, or is none', () => {
    for (const place of [join(folder, 'nowhere', 'own.db'), folder, file])
      assert.throws(() => openDatabase(`sqlite:${place}`), refused(/cannot be opened/), place)
    assert.equal(readFileSync(file, 'utf8'), 'Dear Ada')
  })

  it('where the secret was cut short: an empty one would sign what everybody can', () => {
    const path = join(folder, 'session-secret')
    for (const secret of ['', 'ab'.repeat(15)]) {
      writeFileSync(path, secret)
      assert.throws(() => loadConfig({ DATA_DIR: folder }), refused(/is empty or cut short/))
      assert.equal(readFileSync(path, 'utf8'), secret)
    }
    rmSync(path)
    const { sessionSecret } = loadConfig({ DATA_DIR: folder })
    assert.equal(sessionSecret.length, 64)
    assert.equal(loadConfig({ DATA_DIR: folder }).sessionSecret, sessionSecret)
    assert.deepEqual(readdirSync(folder).sort(), ['letter.txt', 'session-secret'])
  })

  it('by the program itself, without a place in its code', async () => {
    await assert.rejects(startServer({ DATA_DIR: file }), ({ message }: Error) => {
      assert.match(message, /^DATA_DIR cannot be used: .+\. Nothing was changed\./)
      assert.doesNotMatch(message, /^ +at /m)
      return true
    })
  }).timeout(60_000)
})
