import type ts from 'typescript'
import { projectRoot } from '../../src/project-root.js'
import { table } from '../bench/measure.js'
import { choose, grouped, roomOf, testsFor } from './choose.js'
import { faulty, original, type Place, programOf, readSource, type Source } from './places.js'
import { type Seen, seenByTests } from './seen.js'
import { copyTree, type Ended, type Tree } from './trees.js'

/**
 * `npm run mutate -- [SEED] [COUNT] [JOBS]`: makes one small fault after another in copies of the project, and tells
 * which of them no test notices.
 */
const [seed = 1, count = 100, jobs = 1] = process.argv.slice(2).map(Number)
/** Loading a test and waiting for a loop that does not end. */
const SECONDS = 90
const FIRST = 4

type Fate = 'killed' | 'stuck' | 'types' | 'survived'

interface TriedFault {
  place: Place
  fate: Fate
  tests: string[]
}

const source = readSource()
const seen = await seenByTests(source.bodies)
for (const [file, { failed }] of Object.entries(seen))
  if (failed) console.log(`left out, fails without a fault: ${file}`)
const waiting = choose(
  source.places.filter(({ file }) => roomOf(file)),
  seed,
  count,
)
const verified: TriedFault[] = []
// ended early it tells what it knows
process.once('SIGINT', () => waiting.splice(0))
await Promise.all(Array.from({ length: jobs }, work))
print(verified)

async function work(): Promise<void> {
  const tree = copyTree()
  try {
    for (let place = waiting.shift(); place; place = waiting.shift()) {
      const one = await verify(place, tree, source, seen)
      verified.push(one)
      console.log(`${verified.length}. ${one.fate}: ${described(one)}`)
    }
  } finally {
    tree.remove()
  }
}

async function verify(
  place: Place,
  tree: Tree,
  { bodies, program }: Source,
  all: Seen,
): Promise<TriedFault> {
  const inFile = bodies.flatMap(({ file }, number) => (file === place.file ? [number] : []))
  const within = new Set(place.within === null ? inFile : [place.within])
  const tests = testsFor(place, within, all)
  tree.write(place.file, faulty(place))
  const { passed, stuck } = await run(tests, tree)
  tree.write(place.file, original(place.file))
  if (!passed) return { place, tests, fate: stuck ? 'stuck' : 'killed' }
  return { place, tests, fate: isRefused(place, program) ? 'types' : 'survived' }
}

/** Most faults are found by the first few, before the others need to be loaded. */
async function run(tests: readonly string[], tree: Tree): Promise<Ended> {
  const first = await tree.test(tests.slice(0, FIRST), { seconds: SECONDS })
  const others = tests.slice(FIRST)
  return first.passed && others.length > 0 ? tree.test(others, { seconds: SECONDS }) : first
}

/** Would the compiler have found it in the file itself? */
function isRefused(place: Place, program: ts.Program): boolean {
  const changed = programOf(program, new Map([[place.file, faulty(place)]]))
  return (
    changed.getSemanticDiagnostics(changed.getSourceFile(`${projectRoot}/${place.file}`)).length > 0
  )
}

function described({ place, tests }: TriedFault): string {
  const { file, line, kind, start, end, text } = place
  const was = original(file).slice(start, end)
  const short = (code: string) => code.replace(/\s+/g, ' ').slice(0, 100)
  return `${file}:${line} ${kind} (${tests.length} test files)\n    - ${short(was)}\n    + ${short(text)}`
}

function print(all: readonly TriedFault[]): void {
  const rooms = grouped(all, ({ place }) => roomOf(place.file)!)
  const rows = [...[...rooms].sort(), ['all', all] as const].map(([room, some]) => {
    const of = (fate: Fate) => some.filter((one) => one.fate === fate).length
    const found = some.length - of('survived')
    return [
      room,
      ...[some.length, of('killed'), of('stuck'), of('types'), of('survived')].map(String),
      `${Math.round((found * 100) / some.length)} %`,
    ]
  })
  const head = ['room', 'faults', 'by tests', 'stuck', 'by types', 'survived', 'found']
  console.log(`\nSeed ${seed}\n${table(head, rows)}`)
  const survivors = all.filter(({ fate }) => fate === 'survived')
  console.log(`\nSurvivors\n${survivors.map(described).join('\n')}`)
}
