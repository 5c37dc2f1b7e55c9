import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/*
 * `node src/run.mjs PROGRAM [ARGUMENT…]` builds when sources are newer than the build, then runs it: `server`, `cli`,
 * or nothing more for `build`. Types are stripped and not checked here; `npm run types` does that. Our files are
 * joined into few, and with them the packages made of hundreds of small ones: to open each takes longer than to run it.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'dist/built')
/** Named by `npm ci`, so newer than the build when a package changed. */
const packages = join(root, 'node_modules/.package-lock.json')
const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const JOINED = ['fast-xml-parser', 'kysely', 'zod']
/** What is started by its file: by name, in a thread or in a process of its own. */
const STARTED = /(^|[/\\-])(server|main|worker|child)\.ts$/
const PROGRAMS = { server: 'dist/src/server.js', cli: 'dist/src/cli/main.js' }

const [program, ...rest] = process.argv.slice(2)
const sources = ['src', 'db'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(root, folder, file)),
)
if (!isBuilt()) await build()
if (Object.hasOwn(PROGRAMS, program)) await run(join(root, PROGRAMS[program]))

/** The build knows how many sources it was made from, so that a removed one is noticed too. */
function isBuilt() {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== String(sources.length)) return false
  const { mtimeMs } = statSync(stamp)
  return [...sources, packages].every((file) => statSync(file).mtimeMs <= mtimeMs)
}

async function build() {
  const { build: emit } = await import('esbuild')
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { metafile } = await emit({
    entryPoints: sources.filter((file) => STARTED.test(file)),
    bundle: true,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    external: Object.keys(dependencies).filter((name) => !JOINED.includes(name)),
    absWorkingDir: root,
    outbase: root,
    outdir: join(root, 'dist'),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    metafile: true,
  })
  prune(Object.keys(metafile.outputs).map((file) => join(root, file)))
  writeFileSync(stamp, String(sources.length))
}

/** A program that runs may still load parts of an older build: they stay for a week. */
function prune(made) {
  const parts = join(root, 'dist/parts')
  for (const file of readdirSync(parts).map((name) => join(parts, name)))
    if (!made.includes(file) && Date.now() - statSync(file).mtimeMs > WEEK_MS) rmSync(file)
}

async function run(file) {
  module.enableCompileCache?.()
  process.argv = [process.argv[0], file, ...rest]
  await import(pathToFileURL(file).href)
}
