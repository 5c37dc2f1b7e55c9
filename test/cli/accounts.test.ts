import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authenticate } from '../../src/backpack/account/passwords.js'
import { loadConfig } from '../../src/config.js'
import { openDatabase } from '../../src/store/database.js'
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

  async function canSignIn(email: string, password: string): Promise<boolean> {
    const db = openDatabase(`sqlite:${join(dataDir, 'haversack.db')}`)
    try {
      return Boolean(await authenticate({ db, config: loadConfig(env) }, email, password))
    } finally {
      await db.destroy()
    }
  }
})
