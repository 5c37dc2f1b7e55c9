import { parseArgs } from 'node:util'
import { type Command, EXIT, typedPath, UsageError, writeOutput } from '../../cli/io.js'
import { agrees, type ConformanceCase, readCases, type CaseResult } from './conformance-cases.js'
import { type CaseProcess, createCaseProcess } from './conformance-process.js'

const OPTIONS = { json: { type: 'string' } } as const

/** `conformance DIR [--json FILE]`: every case against its expected verdict; exit 1 on any disagreement. */
export const conformanceCommand: Command = async (args, io) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw new UsageError('conformance takes one folder.')
  const path = typedPath(folder)
  const cases = readCases(path)
  const results = await runAll(cases, createCaseProcess(path))
  for (const result of results.filter((r) => !r.agrees)) io.out(disagreement(result))
  io.out(`\n${table(cases, results)}`)
  if (values.json !== undefined) writeOutput(values.json, toFile(results))
  return results.every((r) => r.agrees) ? EXIT.ok : EXIT.no
}

async function runAll(cases: ConformanceCase[], runner: CaseProcess): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  for (const test of cases) {
    const outcome = await runner.run(test)
    const { id, expect } = test
    results.push({ id, expect, agrees: agrees(expect, outcome.actual), ...outcome })
  }
  runner.stop()
  return results
}

function disagreement({ id, expect, actual, because }: CaseResult): string {
  return `${id}: expected ${short(expect)}, got ${short(actual, expect)}${because ? ` (${because})` : ''}\n`
}

/** Of what came out only what the case asks about. */
function short(
  { verdict, warnings, check, error, structure, unbake }: CaseResult['actual'],
  asked: CaseResult['expect'] = { warnings, check },
): string {
  const outcomes = Object.entries(check ?? {}).filter(([name]) => name in (asked.check ?? {}))
  return [
    verdict ?? error ?? structure ?? unbake ?? 'nothing',
    ...(asked.warnings ? [warnings ? 'with warnings' : 'without warnings'] : []),
    ...outcomes.map(([name, outcome]) => `${name} ${outcome}`),
  ].join(' ')
}

function table(cases: ConformanceCase[], results: CaseResult[]): string {
  const groups = new Map<string, CaseResult[]>()
  for (const [i, { suite, version }] of cases.entries()) {
    const key = `${suite.padEnd(24)} ${version.padEnd(8)}`
    groups.set(key, [...(groups.get(key) ?? []), results[i]!])
  }
  const lines = [...groups].map(([key, group]) => row(key, group))
  const head = `${'suite'.padEnd(24)} ${'version'.padEnd(8)} ${'agree'.padStart(5)} ${'cases'.padStart(5)} ${'ms/case'.padStart(8)}`
  return `${[head, ...lines, row('all'.padEnd(33), results)].join('\n')}\n`
}

function row(key: string, group: CaseResult[]): string {
  const agreed = group.filter((r) => r.agrees).length
  const millis = group.reduce((sum, r) => sum + r.millis, 0) / Math.max(1, group.length)
  return `${key} ${String(agreed).padStart(5)} ${String(group.length).padStart(5)} ${millis.toFixed(1).padStart(8)}`
}

function toFile(results: CaseResult[]): string {
  const rows = results.map(({ id, agrees, expect, actual, millis }) => ({
    id,
    agrees,
    expect,
    actual,
    millis,
  }))
  return `${JSON.stringify(rows, null, 1)}\n`
}
