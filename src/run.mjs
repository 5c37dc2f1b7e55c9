import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/*
 * `node src/run.mjs PROGRAM [ARGUMENT…]` builds when sources are others than the build was made from, then runs it: `server`, `cli`,
 * or nothing more for `build`. Types are stripped and not checked here; `npm run types` does that. Our files are
 * joined into few, and with them the packages made of hundreds of small ones: to open each takes longer than to run it.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'dist/built')
/** What else decides how a build looks; npm writes down there what it installed. */
const SETTINGS = ['src/run.mjs', 'package.json', 'node_modules/.package-lock.json']
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

function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === madeFrom()
}

/** What a build is made from, by names, sizes and days: an older file in place of a newer one is another one too. */
function madeFrom() {
  const files = [...sources, ...SETTINGS.map((name) => join(root, name))].sort()
  const seen = files.map((file) => {
    const { size, mtimeMs } = statSync(file)
    return [relative(root, file), size, mtimeMs]
  })
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex')
}

async function build() {
  const made = madeFrom()
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
  writeFileSync(stamp, made)
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
