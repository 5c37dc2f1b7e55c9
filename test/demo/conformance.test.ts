import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agrees, type CaseResult } from '../../src/demo/conformance/conformance-cases.js'
import { createIssuer, type Issuer } from '../../src/demo/issuer/issuer.js'
import { ADA } from '../../src/demo/issuer/samples.js'
import { run } from '../support/command-line.js'

const NOW = new Date('2026-03-01T12:00:00Z')

describe('conformance command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-conformance-'))
  let issuer: Issuer
  before(async () => {
    const urls = { baseUrl: 'https://issuers.example', forgerUrl: 'https://forger.example' }
    issuer = await createIssuer({ ...urls, now: () => NOW })
  })
  after(() => rmSync(folder, { recursive: true }))

  /** Runs cases made of a sample and its expected verdict. */
  async function runCases(
    cases: object[],
  ): Promise<{ status: number; out: string; rows: CaseResult[] }> {
    const filled = cases.map((c) => ({ suite: 'ours', version: '2.0', mode: 'verify', ...c }))
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(filled))
    const json = join(folder, 'results.json')
    rmSync(json, { force: true })
    const { status, out } = await run(['conformance', folder, '--json', json])
    return { status, out, rows: JSON.parse(readFileSync(json, 'utf8')) as CaseResult[] }
  }

  const documents = () =>
    Object.fromEntries(
      [...issuer.documents()].map(([url, { status, type, body }]) => [
        url,
        { status, type, body: Buffer.from(body).toString('utf8') },
      ]),
    )

  it('every case with its own clock, documents and recipients; 0 when all agree', async () => {
    const sample = issuer.samples.find((s) => s.name === '2.0-RS256-valid')!
    writeFileSync(join(folder, sample.fileName), sample.bytes)
    const known = { documents: documents(), recipients: [ADA] }
    const input = { file: sample.fileName }
    const url = 'https://issuers.example/2.0/bees/valid.json'
    const valid = { verdict: 'valid' }
    const { status, out, rows } = await runCases([
      {
        id: 'a',
        at: NOW.toISOString(),
        input,
        ...known,
        expect: { ...valid, check: { recipient: 'passed' } },
      },
      { id: 'b', at: '2040-01-01T00:00:00Z', input, ...known, expect: { verdict: 'expired' } },
      { id: 'c', at: NOW.toISOString(), input, expect: { verdict: 'unverifiable' } },
      { id: 'd', at: NOW.toISOString(), input: { url }, ...known, expect: valid },
      { id: 'e', input: { text: 'hello' }, expect: { error: 'not-a-badge' } },
      { id: 'f', input: { text: '{"@context": ' }, expect: { verdict: 'invalid' } },
      { id: 'g', mode: 'unbake', input, expect: { unbake: 'jws' } },
    ])
    assert.deepEqual(
      rows.filter((r) => !r.agrees),
      [],
    )
    assert.equal(status, 0)
    assert.match(out, /ours +2\.0 +7 +7/)
    assert.deepEqual(Object.keys(rows[0]!), ['id', 'agrees', 'expect', 'actual', 'millis'])
  })

  it('a disagreement, or a case that throws, is told, and the run goes on; then 1', async () => {
    const { status, out, rows } = await runCases([
      { id: 'wrong', input: { text: 'hello' }, expect: { verdict: 'valid' } },
      { id: 'broken', input: { file: 'no-such-file' }, expect: { verdict: 'valid' } },
      { id: 'good', input: { text: 'hello' }, expect: { error: 'not-a-badge' } },
    ])
    assert.equal(status, 1)
    assert.deepEqual(
      rows.map((r) => r.agrees),
      [false, false, true],
    )
    assert.match(out, /^wrong: expected valid, got not-a-badge/m)
    assert.match(out, /^broken: expected valid, got unforeseen .*no-such-file/m)
    assert.match(out, /ours +2\.0 +1 +3/)
  })

  it('64 for a folder without cases', async () => {
    assert.equal((await run(['conformance', join(folder, 'none')])).status, 64)
    assert.equal((await run(['conformance'])).status, 64)
  })

  it('warnings and checks count when asked for, and only then', () => {
    const actual = { verdict: 'valid', warnings: false, check: { recipient: 'failed' } } as const
    assert.equal(agrees({ verdict: 'valid' }, actual), true)
    assert.equal(agrees({ verdict: 'valid', warnings: true }, actual), false)
    assert.equal(agrees({ verdict: 'valid', check: { recipient: 'passed' } }, actual), false)
    assert.equal(agrees({ error: 'not-a-badge' }, actual), false)
  })

  const published = new URL('../../../shared/conformance/', import.meta.url).pathname
  it('agrees with every published case', async function () {
    if (!existsSync(published)) return this.skip()
    const { status, out } = await run(['conformance', published])
    assert.equal(status, 0, out)
  })
})
