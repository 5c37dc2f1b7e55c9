import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { projectRoot } from '../../src/project-root.js'

/** A copy of the project that may be broken. */
export interface Tree {
  root: string
  write(file: string, text: string): void
  /** Runs tests until one fails. */
  test(files: readonly string[], options: TestOptions): Promise<Ended>
  remove(): void
}

export interface TestOptions {
  /** Processor seconds after which the run is ended. */
  seconds: number
  args?: readonly string[]
  env?: Record<string, string>
}

export interface Ended {
  passed: boolean
  /** Ended because it took too long. */
  stuck: boolean
  output: string
}

/** What tests read besides the project lies beside it. */
const BESIDE = 'shared'
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'var'])
/** Milliseconds a test may wait: far more than any machine needs. */
const TIMEOUT = 60_000
const SIGXCPU_STATUS = 128 + 24

export function copyTree(): Tree {
  const place = mkdtempSync(join(tmpdir(), 'haversack-mutate-'))
  const root = join(place, 'tree')
  cpSync(projectRoot, root, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) })
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'))
  const beside = join(dirname(projectRoot), BESIDE)
  if (existsSync(beside)) symlinkSync(beside, join(place, BESIDE))
  return {
    root,
    write: (file, text) => writeFileSync(join(root, file), text),
    test: (files, options) => run(root, files, options),
    remove: () => rmSync(place, { recursive: true, force: true }),
  }
}

/** Ended by processor time, which no other process makes shorter. */
function run(root: string, files: readonly string[], options: TestOptions): Promise<Ended> {
  const { seconds, args = ['--bail'], env } = options
  const mocha = [
    ...['node_modules/mocha/bin/mocha.js', '--no-config', '--node-option', 'import=tsx'],
    ...['--node-option', 'no-experimental-require-module', '--extension', 'ts'],
    ...['--require', './test/support/property-seed.ts', '--exit'],
    ...['--timeout', String(TIMEOUT), ...args, ...files],
  ]
  const limit = `ulimit -t ${Math.ceil(seconds)}; exec nice -n 10 "$0" "$@"`
  const child = spawn('sh', ['-c', limit, process.execPath, ...mocha], {
    cwd: root,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const stuck = signal !== null || (code ?? 0) >= SIGXCPU_STATUS
      resolve({ passed: code === 0, stuck, output })
    })
  })
}
