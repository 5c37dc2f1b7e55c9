import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIssuer, type Issuer } from '../../src/demo/issuer/issuer.js'
import type { NamedIssuer } from '../../src/openbadges/index.js'
import { projectRoot } from '../../src/project-root.js'
import { run } from '../support/command-line.js'

const NOW = new Date('2026-03-01T12:00:00Z')

describe('verify on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-cli-'))
  let issuer: Issuer
  before(async () => {
    const now = () => NOW
    const urls = { baseUrl: 'https://issuers.example', forgerUrl: 'https://forger.example' }
    issuer = await createIssuer({ ...urls, now })
    for (const { fileName, bytes } of issuer.samples) writeFileSync(join(folder, fileName), bytes)
    const map = [...issuer.documents()].map(([url, { status, type, body }], n) => {
      writeFileSync(join(folder, `document-${n}`), body)
      return [url, { status, type, file: `document-${n}` }]
    })
    writeFileSync(join(folder, 'documents.json'), JSON.stringify(Object.fromEntries(map)))
  })
  after(() => rmSync(folder, { recursive: true }))

  const file = (name: string) =>
    join(folder, issuer.samples.find((sample) => sample.name === name)!.fileName)
  const verify = (name: string, ...options: string[]) =>
    run(['verify', file(name), '--documents', folder, ...options], { now: NOW })

  it('ends with 0 for a valid badge and tells what, from whom and why', async () => {
    const { status, out } = await verify('3.0-EdDSA-valid')
    assert.equal(status, 0)
    assert.match(out, /^✓ Valid\n {2}Real, still valid, and from issuers\.example\.\n/)
    assert.match(out, /what +مقدمة في البرمجة/)
    assert.match(out, /from +أكاديمية النيل الرقمية · issuers\.example\n/)
    assert.match(out, /\[proof_ok\]/)
  })

  it('a badge of nothing but its key is not called valid, and its name stands in quotation marks', async () => {
    const { status, out } = await verify('3.0-eddsa-rdfc-2022-valid')
    assert.equal(status, 0)
    assert.match(out, /^○ Issuer not proven\n {2}Anybody could have made it\./)
    assert.match(out, /from +“Kauri College of Agriculture” · name not proven\n/)
    assert.match(out, /“ From whom\? +A key that calls itself “Kauri College of Agriculture”\./)
    assert.doesNotMatch(out, /[^“]Kauri College/)
  })

  it('answers five questions, and puts every check under the one it answers', async () => {
    const { out } = await verify('3.0-EdDSA-valid', '--recipient', 'ada@example.org')
    const proofs = out.slice(out.indexOf('What proved it'))
    const asked = /Is it real\?[^]*From whom\?[^]*Still valid\?[^]*Whose is it\?[^]*By the rules\?/
    assert.match(out, new RegExp(`${asked.source}[^]*What proved it[^]*${asked.source}`))
    assert.match(proofs, /Is it real\?\n +✓ Nothing was changed since it was signed \[proof_ok\]/)
  })

  it('the answers stand in one column, two spaces behind the longest question', async () => {
    const { out } = await verify('3.0-EdDSA-valid', '--recipient', 'ada@example.org')
    const asked = ['Is it real?', 'From whom?', 'Still valid?', 'Whose is it?', 'By the rules?']
    const lines = asked.map((question) => out.split('\n').find((line) => line.includes(question))!)
    const longest = asked.reduce((a, b) => (b.length > a.length ? b : a))
    assert.match(lines[asked.indexOf(longest)]!, /\? {2}\S/)
    assert.deepEqual(new Set(lines.map((line) => /^.*\? +/.exec(line)![0].length)).size, 1)
  })

  it('tells key, algorithm, address, time, bytes and hash of what proved it', async () => {
    const { out } = await verify('2.0-RS256-valid')
    const key = 'https://issuers.example/2.0/tree-RS256/key.json'
    assert.ok(out.includes(`Signature RS256 by key ${key}.`))
    const when = /answered on 1 March 2026 at 12:00 UTC, [\d,]+ bytes\. SHA-256 [0-9a-f]{64}\./
    for (const name of ['key', 'issuer', 'revocations'])
      assert.match(out, new RegExp(`tree-RS256/${name}\\.json ${when.source}`))
  })

  it('ends with 1 for one that is not valid', async () => {
    const words = { expired: /Expired/, revoked: /Withdrawn/, tampered: /Not genuine/ }
    for (const [kind, pattern] of Object.entries(words)) {
      const { status, out } = await verify(`2.0-RS256-${kind}`)
      assert.equal(status, 1, kind)
      assert.match(out, pattern)
    }
  })

  it('ends with 2 when the issuer cannot be asked', async () => {
    const { status, out } = await run(['verify', file('2.0-hosted-valid'), '--offline'])
    assert.equal(status, 2)
    assert.match(out, /Could not be checked/)
    assert.match(out, /no answer: this site was offline/)
  })

  it('ends with 1 for what is no badge, and says what it is', async () => {
    const picture = [...issuer.documents()].find(([url]) => url.endsWith('.png'))![1].body
    const { status, out } = await run(['verify', '-'], { stdin: picture })
    assert.equal(status, 1)
    assert.match(out, /^✗ /)
    const json = await run(['verify', '-', '--json'], { stdin: picture })
    const told = JSON.parse(json.out) as { verdict: null; error: { code: string } }
    assert.deepEqual([told.verdict, told.error.code], [null, 'IMAGE_UNBAKED'])
  })

  it('ends with 64 and the usage for arguments that make no sense', async () => {
    const wrong = [
      [],
      ['nonsense'],
      ['toString'],
      ['verify'],
      ['verify', 'a', 'b'],
      ['verify', 'a', '--nonsense'],
      ['verify', '/no/such/file'],
      ['verify', file('2.0-RS256-valid'), '--at', 'yesterday'],
      ['verify', file('2.0-RS256-valid'), '--at', '2026-03-01T12:00'],
      ['verify', file('2.0-RS256-valid'), '--offline', '--documents', folder],
      ['verify', file('2.0-RS256-valid'), '--documents', '/no/such/folder'],
    ]
    for (const args of wrong) {
      const { status, err } = await run(args)
      assert.equal(status, 64, args.join(' '))
      assert.match(err, /Usage:/)
    }
  })

  it('--at verifies as of another moment', async () => {
    assert.equal((await verify('2.0-RS256-expired', '--at', '2025-10-01T00:00:00Z')).status, 0)
    assert.equal((await verify('2.0-RS256-valid', '--at', '2040-01-01')).status, 1)
  })

  it('--recipient asks whose it is, and never changes the verdict', async () => {
    const asked = ['--recipient', 'nobody@example.org', '--recipient', 'ADA@example.org']
    assert.match((await verify('2.0-RS256-valid', ...asked)).out, /\[recipient_match\]/)
    const other = await verify('2.0-RS256-valid', '--recipient', 'nobody@example.org')
    assert.match(other.out, /\[recipient_mismatch\]/)
    assert.equal(other.status, 0)
  })

  it('--json tells what is proven of the issuer, and --registry who lists it', async () => {
    const told = async (...options: string[]) => {
      const { out } = await verify('3.0-EdDSA-valid', '--json', ...options)
      return JSON.parse(out) as { state: string; issuer: NamedIssuer; answers: { issuer: unknown } }
    }
    const { state, issuer, answers } = await told()
    assert.deepEqual(answers.issuer, issuer.proven)
    assert.deepEqual([state, issuer.proven.kind], ['valid', 'domain'])
    const list = join(folder, 'registry.json')
    writeFileSync(list, JSON.stringify({ issuers: [{ id: issuer.id, name: 'Kauri' }] }))
    const { proven } = (await told('--registry', list)).issuer
    assert.deepEqual(proven.listings, [{ registry: 'registry.json', name: 'Kauri', url: null }])
  })

  it('--json gives the whole report without the bytes of the documents', async () => {
    const { out, status } = await verify('2.0-hosted-valid', '--json')
    const report = JSON.parse(out) as Record<string, unknown>
    assert.equal(status, 0)
    assert.equal(report['verdict'], 'valid')
    const [first] = report['documents'] as Record<string, unknown>[]
    assert.deepEqual(Object.keys(first!).sort(), [
      'bytes',
      'cause',
      'fetchedAt',
      'finalUrl',
      'sha256',
      'status',
      'type',
      'url',
    ])
  })

  it('takes an address, and a badge from standard input', async () => {
    const url = 'https://issuers.example/2.0/bees/valid.json'
    assert.equal((await run(['verify', url, '--documents', folder], { now: NOW })).status, 0)
    const { bytes } = issuer.samples.find((s) => s.name === '3.0-EdDSA-valid')!
    const args = ['verify', '-', '--documents', folder]
    assert.equal((await run(args, { stdin: bytes, now: NOW })).status, 0)
  })

  it('a badge cannot act on the terminal', async () => {
    const assertion = {
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://issuers.example/x',
      badge: { name: 'Red \u001b[31m\u202Ealert\u0007' },
    }
    const stdin = JSON.stringify(assertion)
    const { out } = await run(['verify', '-', '--offline'], { stdin })
    assert.doesNotMatch(out, /[\u001b\u202e\u0007]/)
  })

  it('bake and unbake are each other undone', async () => {
    const token = join(folder, 'token.txt')
    const baked = join(folder, 'baked.png')
    const picture = join(folder, 'document-0')
    writeFileSync(token, issuer.samples.find((s) => s.name === '3.0-EdDSA-valid')!.bytes)
    writeFileSync(picture, [...issuer.documents()].find(([url]) => url.endsWith('.png'))![1].body)
    assert.equal((await run(['bake', picture, token, baked, '--version', '3.0'])).status, 0)
    const { status, out } = await run(['unbake', baked])
    assert.equal(status, 0)
    assert.match(out, /^ey[\w-]+\.[\w-]+\.[\w-]+\n$/)
    assert.equal((await run(['unbake', picture])).status, 1)
  })
})

describe('a path that was typed', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'haversack-typed-'))
  after(() => rmSync(cwd, { recursive: true }))

  it('starts where npm was called, not in the folder of the project', () => {
    writeFileSync(join(cwd, 'note.json'), '{"note":1}')
    const args = ['run', '--silent', '--prefix', projectRoot, 'cli', '--', 'verify', 'note.json']
    const { status, stdout } = spawnSync('npm', [...args, '--offline'], { cwd, encoding: 'utf8' })
    assert.equal(status, 1)
    assert.match(stdout, /no badge|not a badge/i)
  })
})
