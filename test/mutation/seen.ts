import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../src/project-root.js'
import type { Body } from './places.js'
import { copyTree } from './trees.js'

/** What each test file does when nothing is broken, by its path. */
export type Seen = Record<string, { cpuMillis: number; failed: boolean; bodies: number[] }>

/** The whole suite on this machine takes a fraction of this. */
const SECONDS = 3600

/**
 * Which functions each test file runs: found out by running every test once with a mark in every function, and kept
 * in the folder for temporary files until a file changes.
 */
export async function seenByTests(bodies: readonly Body[]): Promise<Seen> {
  const kept = join(tmpdir(), `haversack-seen-${fingerprint()}.json`)
  if (!existsSync(kept)) await record(bodies, kept)
  return JSON.parse(readFileSync(kept, 'utf8')) as Seen
}

async function record(bodies: readonly Body[], kept: string): Promise<void> {
  const tree = copyTree()
  try {
    for (const file of new Set(bodies.map((body) => body.file)))
      tree.write(file, marked(file, bodies))
    const made = join(tree.root, 'seen.json')
    const args = ['--reporter', './test/mutation/recorder.cjs']
    const { output } = await tree.test(testFiles(), { seconds: SECONDS, args, env: { SEEN: made } })
    if (!existsSync(made)) throw new Error(`The tests did not run to their end.\n${output}`)
    renameSync(made, kept)
  } finally {
    tree.remove()
  }
}

/** A file each of whose functions says its number. */
function marked(file: string, bodies: readonly Body[]): string {
  let text = readFileSync(join(projectRoot, file), 'utf8')
  const marks = bodies.flatMap((body, number) => (body.file === file ? marksOf(body, number) : []))
  marks.sort((one, other) => other.at - one.at)
  for (const { at, mark } of marks) text = text.slice(0, at) + mark + text.slice(at)
  return text
}

function marksOf({ start, end, isBlock }: Body, number: number) {
  const call = `globalThis.__seen?.(${number})`
  if (isBlock) return [{ at: start + 1, mark: `${call};` }]
  return [
    { at: start, mark: `(${call}, ` },
    { at: end, mark: ')' },
  ]
}

export function testFiles(): string[] {
  return filesUnder('test').filter(
    (file) => file.endsWith('.test.ts') && !file.startsWith('test/browser/'),
  )
}

function filesUnder(folder: string): string[] {
  const names = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
  return names.map((name) => join(folder, name)).sort()
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of [...filesUnder('src'), ...filesUnder('test')])
    if (/\.(ts|cjs)$/.test(file)) hash.update(readFileSync(join(projectRoot, file)))
  return hash.digest('hex').slice(0, 16)
}
