import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { projectRoot } from '../src/project-root.js'

const MAX_LINES = 250

const ROOTS = ['project-root', 'provider']
/**
 * Which files of ours each part may import, as prefixes of the path below src. Root files are parts by their name.
 * `type Context` is all that backpack and web see of the wiring, so they may not import its value.
 */
const PARTS: Record<string, readonly string[]> = {
  openbadges: [],
  errors: [],
  ids: ['openbadges/'],
  log: [],
  metrics: [],
  'project-root': [],
  'own-folder': [],
  provider: [],
  config: ['errors', 'own-folder', 'project-root', 'provider'],
  net: ['openbadges/', 'config', 'errors', 'log', 'project-root', 'provider'],
  mail: ['words/', 'config', 'errors', 'ids', 'log', 'project-root'],
  store: ['db/', 'openbadges/', 'errors', 'ids', 'own-folder'],
  context: [
    'backpack/reading/room/room',
    'backpack/imports/bell',
    'config',
    'openbadges/',
    'store/',
    'net/',
    'mail/',
    'log',
    'metrics',
    'provider',
  ],
  demo: [''],
  words: ['openbadges/', 'backpack/reading/doctor/diagnosis', 'backpack/account/password-strength'],
  publishing: ['words/', 'backpack/reading/svg-drawing', 'project-root'],
  backpack: ['openbadges/', 'store/', 'mail/', ...['context', 'errors', 'ids'], ...ROOTS],
  web: [
    'backpack/',
    'store/',
    'openbadges/',
    'mail/',
    'publishing/',
    'words/',
    'config',
    'context',
    'errors',
    'ids',
    ...ROOTS,
  ],
  background: ['backpack/', 'context', 'log'],
  cli: [''],
  server: [''],
}
/** Where strangers' bytes are read, so that it can run in a thread of its own: values in, values out. */
const READING = 'src/backpack/reading/'
/** All of ours that it is made of, besides itself. */
const READING_PARTS = /^(backpack\/reading\/|openbadges\/|project-root\.js$)/
/** Outside `openbadges` its only door is the index; types may also be read where they stand. */
const DOOR = 'openbadges/index.js'
/** Verifies structure by the library's own tables, clause for clause with published suites: the one guest within. */
const GUEST = 'src/demo/conformance/'
/**
 * The floors of the library, from the ground up; `types` and `errors` lie below them, the door above. No value is
 * imported from a floor above.
 */
const FLOORS = ['text', 'findings', 'jsonld', 'proofs', 'carriers', 'formats', 'baking', 'verify']
/** One part is the only user of a package. */
const OWNERS: Record<string, readonly string[]> = {
  kysely: ['store', 'context'],
  'better-sqlite3': ['store'],
  pg: ['store'],
  undici: ['net'],
  nodemailer: ['mail'],
  '@node-rs/argon2': ['backpack'],
  '@zxcvbn-ts/core': ['backpack'],
  '@zxcvbn-ts/language-common': ['backpack'],
  otpauth: ['backpack'],
  '@simplewebauthn/server': ['backpack'],
  'openid-client': ['net'],
  express: ['web'],
  qr: ['publishing'],
  pdfkit: ['publishing'],
}
/** The build joins files: beside itself only these find what they look for. */
const LOCATED = [
  'src/cli/main.ts',
  'src/openbadges/jsonld/contexts.ts',
  'src/project-root.ts',
  'src/publishing/fonts.ts',
]
/** All that the pure library is made of. */
const LIBRARY_PACKAGES =
  /^(node:(crypto|zlib|fs|path|url)|jose|@scure\/base|fast-xml-parser|jsonld(\/.*)?|tldts|ajv(\/.*|-formats)?)$/

describe('architecture', () => {
  for (const file of filesUnder('src', '.ts')) {
    const part = file.split('/')[1]!.replace(/\.ts$/, '')
    if (part === 'types') continue

    it(`${file} imports only what ${part} may`, () => {
      for (const { target, isType } of importsOf(file)) {
        if (target.startsWith('.')) assertOurs(file, part, target, isType)
        else assertPackage(part, target)
      }
    })
  }

  it('no floor of openbadges imports a value from a floor above it', () => {
    assert.deepEqual(filesUnder('src/openbadges', '.ts').flatMap(importsUpward), [])
  })

  it('what runs in a thread or process of its own is found by programFile', () => {
    const located = filesUnder('src', '.ts').filter((file) => /import\.meta\.url/.test(read(file)))
    assert.deepEqual(located, LOCATED)
  })

  it('the reading room sees no database, no wiring and no other part of the backpack', () => {
    const ours = filesUnder(READING, '.ts').flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target.startsWith('.'))
        .map(({ target }) => normalize(join(dirname(file), target)).slice('src/'.length)),
    )
    assert.ok(ours.length > 20)
    assert.deepEqual(
      ours.filter((target) => !READING_PARTS.test(target)),
      [],
    )
  })

  it('no exported name stands twice', () => {
    const places = new Map<string, string[]>()
    for (const { file, name } of exportsOf(filesUnder('src', '.ts')))
      places.set(name, [...(places.get(name) ?? []), file])
    const twice = [...places].filter(([, files]) => new Set(files).size > 1)
    assert.deepEqual(twice, [])
  })

  it('every exported function and constant is used by another file', () => {
    const words = wordsByFile([
      ...filesUnder('src', '.ts'),
      ...filesUnder('db', '.ts'),
      ...filesUnder('test', '.ts'),
    ])
    const unused = exportsOf(filesUnder('src', '.ts')).filter(
      ({ file, kind, name }) =>
        ['function', 'const', 'class'].includes(kind) &&
        ![...words].some(([other, used]) => other !== file && used.has(name)),
    )
    assert.deepEqual(unused, [])
  })

  for (const folder of ['src', 'db', 'test'])
    it(`files of ${folder} end before line ${MAX_LINES}`, () => {
      assert.deepEqual(tooLong(filesUnder(folder, '.ts')), [])
    })

  it(`views end before line ${MAX_LINES}`, () => {
    assert.deepEqual(tooLong(filesUnder('views', '.ejs')), [])
  })

  it('views print unescaped only includes, the body, rendered Markdown and JSON-LD', () => {
    const raw = filesUnder('views', '.ejs').flatMap((file) =>
      [...read(file).matchAll(/<%-(.*?)%>/gs)]
        .map((match) => match[1]!.trim())
        .filter((code) => !/^(include\(.*\)|body|(markdown|jsonLd)\([\w.]+\))$/s.test(code))
        .map((code) => `${file}: ${code}`),
    )
    assert.deepEqual(raw, [])
  })
})

function assertOurs(file: string, part: string, target: string, isType: boolean): void {
  const path = normalize(join(dirname(file), target))
  const inside = path.startsWith('src/') ? path.slice('src/'.length) : path
  if (inside.startsWith(`${part}/`)) return
  const isAllowed = PARTS[part]?.some((prefix) =>
    prefix.endsWith('/') || prefix === '' ? inside.startsWith(prefix) : inside === `${prefix}.js`,
  )
  assert.ok(isAllowed, `${file} imports ${inside}`)
  if (inside.startsWith('openbadges/') && !isType && !file.startsWith(GUEST))
    assert.equal(inside, DOOR, `${file} goes round the door of openbadges`)
  if (inside === 'context.js' && ['backpack', 'web'].includes(part))
    assert.ok(isType, `${file} imports more than the type Context`)
}

function exportsOf(files: string[]): { file: string; kind: string; name: string }[] {
  const pattern = /^export (?:async )?(function|const|class|interface|type) (\w+)/gm
  return files.flatMap((file) =>
    [...read(file).matchAll(pattern)].map((match) => ({ file, kind: match[1]!, name: match[2]! })),
  )
}

function wordsByFile(files: string[]): Map<string, Set<string>> {
  return new Map(files.map((file) => [file, new Set(read(file).match(/[\w$]+/g))]))
}

function importsUpward(file: string): string[] {
  return importsOf(file)
    .filter(({ target, isType }) => !isType && target.startsWith('.'))
    .map(({ target }) => normalize(join(dirname(file), target)))
    .filter((target) => floorOf(target) > floorOf(file))
    .map((target) => `${file} imports ${target}`)
}

function floorOf(file: string): number {
  const [, , folder = ''] = file.split('/')
  if (/^index\./.test(folder)) return FLOORS.length
  return FLOORS.indexOf(folder)
}

function assertPackage(part: string, target: string): void {
  if (part === 'openbadges') assert.match(target, LIBRARY_PACKAGES)
  const owners = OWNERS[target]
  if (owners && !['cli', 'server'].includes(part)) assert.ok(owners.includes(part), target)
}

function importsOf(file: string): { target: string; isType: boolean }[] {
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/g
  const dynamic = /\bimport\('([^']+)'\)/g
  const text = read(file)
  return [
    ...[...text.matchAll(pattern)].map((m) => ({ target: m[2]!, isType: m[1] !== undefined })),
    ...[...text.matchAll(dynamic)].map((m) => ({ target: m[1]!, isType: false })),
  ]
}

function tooLong(files: string[]): string[] {
  return files.filter((file) => read(file).trimEnd().split('\n').length > MAX_LINES)
}

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort()
}

function read(file: string): string {
  return readFileSync(join(projectRoot, file), 'utf8')
}
