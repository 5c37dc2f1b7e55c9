import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMapLoader } from '../../net/map-loader.js'
import {
  verifyFile,
  OpenBadgesError,
  unbake,
  type VerificationReport,
  verify,
  type VerifyOptions,
  warningsOf,
} from '../../openbadges/index.js'
import { checkStructure } from './structure-mode.js'
import type { ConformanceCase, Expectation } from './conformance-cases.js'

/** What came out of a case, and the codes that decided. */
export interface CaseOutcome {
  actual: Expectation
  because: string
}

/** Runs one case with its own clock and documents. @throws whatever nobody foresaw */
export async function runCase(test: ConformanceCase, folder: string): Promise<CaseOutcome> {
  try {
    if (test.mode === 'unbake') return plain({ unbake: kindOf(unbake(bytesOf(test, folder)).text) })
    if (test.mode === 'structure') return plain(await structureOf(test, folder))
    return verified(await reportOf(test, folder))
  } catch (error) {
    if (error instanceof OpenBadgesError) return refused(error, test.mode)
    throw error
  }
}

function plain(actual: Expectation): CaseOutcome {
  return { actual, because: '' }
}

async function structureOf(test: ConformanceCase, folder: string): Promise<Expectation> {
  const text = new TextDecoder().decode(bytesOf(test, folder))
  return { structure: await checkStructure(text, optionsOf(test, folder)) }
}

function reportOf(test: ConformanceCase, folder: string): Promise<VerificationReport> {
  const options = optionsOf(test, folder)
  if (test.input.url !== undefined) return verify(test.input.url, options)
  return verifyFile(bytesOf(test, folder), options)
}

function optionsOf(test: ConformanceCase, folder: string): VerifyOptions {
  const now = test.at === undefined ? new Date() : new Date(test.at)
  const loader = createMapLoader(test.documents ?? {}, folder, () => now)
  return { now, recipients: test.recipients, ...loader }
}

function bytesOf({ input }: ConformanceCase, folder: string): Uint8Array {
  if (input.file !== undefined) return new Uint8Array(readFileSync(join(folder, input.file)))
  return new TextEncoder().encode(input.text ?? input.url ?? '')
}

function verified(report: VerificationReport): CaseOutcome {
  const ran = report.checks.filter((c) => c.outcome !== 'not-applicable')
  const decisive = ran
    .flatMap((c) => c.findings)
    .filter((f) => f.severity === 'error' && f.outcome !== 'passed')
  return {
    actual: {
      verdict: report.verdict,
      warnings: warningsOf(report).length > 0,
      check: Object.fromEntries(ran.map((c) => [c.check, c.outcome])),
    },
    because: decisive.map((f) => (f.path ? `${f.code} ${f.path}` : f.code)).join(', '),
  }
}

/** Text that claims to be a badge and cannot be read is an invalid badge; what is too large is verified no more than anything else. */
function refused(error: OpenBadgesError, mode: ConformanceCase['mode']): CaseOutcome {
  const because = `${error.code} ${error.kind ?? ''} ${error.seen ?? ''}`.trim()
  if (mode === 'structure') return { actual: { structure: 'bad' }, because }
  if (mode === 'verify' && error.code === 'BADGE_MALFORMED')
    return { actual: { verdict: 'invalid', warnings: false, check: {} }, because }
  return { actual: { error: 'not-a-badge' }, because }
}

function kindOf(text: string): Expectation['unbake'] {
  const trimmed = text.trim()
  if (/^https?:\/\//i.test(trimmed)) return 'url'
  return /^[[{"]/.test(trimmed) ? 'json' : 'jws'
}
