import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../cli/io.js'
import type { DocumentMap } from '../../net/map-loader.js'
import type { CheckName, Outcome, Verdict } from '../../openbadges/index.js'

/** One case of a conformance folder. */
export interface ConformanceCase {
  id: string
  suite: string
  version: string
  mode: 'verify' | 'structure' | 'unbake'
  /** The clock, ISO 8601. */
  at?: string
  input: { file?: string; url?: string; text?: string }
  documents?: DocumentMap
  recipients?: string[]
  expect: Expectation
  why?: string
}

/** What a case expects, and in the same shape what came out. */
export interface Expectation {
  verdict?: Verdict
  warnings?: boolean
  check?: Partial<Record<CheckName, Outcome>>
  error?: string
  structure?: 'ok' | 'bad'
  unbake?: 'json' | 'jws' | 'url'
}

/** What one run of a case brought. */
export interface CaseResult {
  id: string
  agrees: boolean
  expect: Expectation
  actual: Expectation
  millis: number
  /** Codes of the findings that decided, or the text of an unforeseen error; not part of the file. */
  because: string
}

/** @throws {UsageError} when the folder holds no list of cases */
export function readCases(folder: string): ConformanceCase[] {
  const path = join(folder, 'cases.json')
  try {
    const cases: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (!Array.isArray(cases)) throw new Error('not a list')
    return cases as ConformanceCase[]
  } catch (cause) {
    throw new UsageError(`${path} holds no cases: ${(cause as Error).message}`, { cause })
  }
}

/** Whether what came out is what was expected: what is not asked for is neither needed nor forbidden. */
export function agrees(expect: Expectation, actual: Expectation): boolean {
  const same = (['verdict', 'error', 'structure', 'unbake'] as const).every(
    (member) => expect[member] === actual[member],
  )
  const warned = expect.warnings !== true || actual.warnings === true
  const outcomes = Object.entries(expect.check ?? {}) as [CheckName, Outcome][]
  return same && warned && outcomes.every(([name, outcome]) => actual.check?.[name] === outcome)
}
