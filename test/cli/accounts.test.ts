import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authenticate } from '../../src/backpack/account/passwords.js'
import { loadConfig } from '../../src/config.js'
import { openDatabase } from '../../src/store/database.js'
import { findConfirmedHolder } from '../../src/store/emails.js'
import { findApp, insertApp } from '../../src/store/second-factors.js'
import { run } from '../support/command-line.js'

describe('accounts on the command line', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-accounts-'))
  const env = { DATA_DIR: dataDir, REGISTRATION: 'closed' }
  after(() => rmSync(dataDir, { recursive: true }))

  it('migrate makes the database, and may be run again', async () => {
    assert.equal((await run(['migrate'], { env })).status, 0)
    assert.equal((await run(['migrate'], { env })).status, 0)
    assert.equal((await run(['migrate', 'now'], { env })).status, 64)
  })

  it('create-account takes a password from standard input', async () => {
    const args = ['create-account', 'ada@example.org', 'Ada', 'Njoroge', '--password-stdin']
    const stdin = 'hives in the school garden\n'
    const { status, out } = await run(args, { env, stdin })
    assert.equal(status, 0)
    assert.doesNotMatch(out, /hives/)
    assert.ok(await canSignIn('ada@example.org', 'hives in the school garden'))
  })

  it('create-account refuses a password that can be guessed', async () => {
    const args = ['create-account', 'eve@example.org', 'Eve', '--password-stdin']
    const { status, err } = await run(args, { env, stdin: 'iloveyou2' })
    assert.equal(status, 64)
    assert.match(err, /tried first/)
  })

  it('create-account makes a password when there is none', async () => {
    const { out } = await run(['create-account', 'ben@example.org', 'Ben'], { env })
    const password = /^Password: (\S+)$/m.exec(out)![1]!
    assert.ok(await canSignIn('ben@example.org', password))
  })

  it('invite prints a link that lets one person sign up', async () => {
    const invited = { ...env, REGISTRATION: 'invite', BASE_URL: 'https://bag.example' }
    const { status, out } = await run(['invite'], { env: invited })
    assert.equal(status, 0)
    assert.match(out, /^https:\/\/bag\.example\/sign-up\?invitation=[\w-]{43}\n$/)
  })

  it('an address that is taken, or is none, makes no account', async () => {
    const taken = await run(['create-account', 'ADA@example.org', 'Other'], { env })
    assert.equal(taken.status, 1)
    assert.match(taken.err, /confirmed by another account/)
    assert.equal((await run(['create-account', 'nonsense', 'Nobody'], { env })).status, 64)
    assert.equal((await run(['create-account', 'x@example.org'], { env })).status, 64)
  })

  it('remove-factors takes away what somebody lost, mails it, and says where there is nothing', async () => {
    const db = openDatabase(`sqlite:${join(dataDir, 'haversack.db')}`)
    const accountId = (await findConfirmedHolder(db, 'ada@example.org'))!
    const app = { accountId, sealedSecret: 'x', lastStep: 0, createdAt: '2026-01-01T00:00:00Z' }
    await insertApp(db, accountId, app)
    const remove = (...args: string[]) => run(['remove-factors', ...args], { env })
    const { status, out } = await remove('ADA@example.org')
    assert.equal(status, 0)
    assert.match(out, /password alone/)
    assert.equal(await findApp(db, accountId), null)
    await db.destroy()
    const [letter] = readdirSync(join(dataDir, 'outbox'))
    const text = readFileSync(join(dataDir, 'outbox', letter!), 'utf8')
    assert.match(text, /no longer has a second step/)
    assert.equal((await remove('ada@example.org')).status, 1)
    assert.match((await remove('nobody@example.org')).err, /No account has confirmed/)
    assert.equal((await remove()).status, 64)
  })

  async function canSignIn(email: string, password: string): Promise<boolean> {
    const db = openDatabase(`sqlite:${join(dataDir, 'haversack.db')}`)
    try {
      return Boolean(await authenticate({ db, config: loadConfig(env) }, email, password))
    } finally {
      await db.destroy()
    }
  }
})
