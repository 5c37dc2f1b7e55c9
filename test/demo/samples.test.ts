import assert from 'node:assert/strict'
import { createIssuer, type Issuer } from '../../src/demo/issuer/issuer.js'
import { ADA, type Sample } from '../../src/demo/issuer/samples.js'
import {
  verifyFile,
  type VerificationReport,
  verify,
  warningsOf,
} from '../../src/openbadges/index.js'

const NOW = new Date('2026-03-01T12:00:00Z')
const OPTIONS = {
  baseUrl: 'https://issuers.example',
  forgerUrl: 'https://cheap-badges.example',
  now: () => NOW,
}

describe('sample badges', () => {
  let issuer: Issuer
  before(async () => {
    issuer = await createIssuer(OPTIONS)
  })

  const check = (sample: Sample): Promise<VerificationReport> =>
    verifyFile(sample.bytes, {
      loadDocument: issuer.loadDocument,
      now: NOW,
      recipients: [ADA],
    })

  it('there are six kinds of each version and proof, each with a name of its own', () => {
    const names = new Set(issuer.samples.map((s) => s.name))
    assert.equal(names.size, issuer.samples.length)
    const ways = new Set(issuer.samples.map((s) => `${s.format} ${s.proof}`))
    assert.equal(ways.size, 12)
    assert.equal(issuer.samples.length, ways.size * 6)
  })

  it('every sample gets the verdict it was made for, for the reason it was made for', async () => {
    const wrong: string[] = []
    for (const sample of issuer.samples) {
      const report = await check(sample)
      const findings = report.checks.flatMap((c) => c.findings)
      const { verdict, code, recipient } = sample.expect
      const outcome = report.checks.find((c) => c.check === 'recipient')?.outcome
      const fits = recipient === null || outcome === recipient
      if (report.verdict === verdict && fits && findings.some((f) => f.code === code)) continue
      const told = findings.filter((f) => f.severity !== 'note').map((f) => `${f.code} ${f.path}`)
      wrong.push(`${sample.name}: ${report.verdict}, recipient ${outcome}: ${told.join(', ')}`)
    }
    assert.deepEqual(wrong, [])
  })

  it('valid samples of 1.0 and later have nothing to warn of', async () => {
    for (const sample of issuer.samples.filter((s) => s.kind === 'valid' && s.format !== 'ob0.5')) {
      const warnings = warningsOf(await check(sample)).map((f) => `${f.code} ${f.path} ${f.found}`)
      assert.deepEqual([sample.name, ...warnings], [sample.name])
    }
  })

  it('endorsements are verified too', async () => {
    for (const name of ['2.0-hosted-valid', '3.0-eddsa-rdfc-2022-valid']) {
      const report = await check(issuer.samples.find((s) => s.name === name)!)
      assert.equal(report.checks.find((c) => c.check === 'endorsements')?.outcome, 'passed', name)
    }
  })

  it('a hosted sample can be had from its address', async () => {
    const hosted = issuer.samples.filter((s) => s.url !== null)
    assert.equal(hosted.length, 24)
    for (const { url, name, expect } of hosted) {
      const report = await verify(url!, { loadDocument: issuer.loadDocument, now: NOW })
      assert.equal(report.verdict, expect.verdict, name)
    }
  })

  it('without its issuer no sample is called valid', async () => {
    const nobody = await issuer.loadDocument('https://nobody.example/')
    const silent = async (url: string) => ({ ...nobody, url, finalUrl: url })
    for (const { bytes, name } of issuer.samples) {
      const report = await verifyFile(bytes, { now: NOW, loadDocument: silent })
      assert.notEqual(report.verdict, 'valid', name)
    }
  })
})
