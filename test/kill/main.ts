import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { Migrator } from 'kysely'
import { migrations } from '../../db/migrations/index.js'
import { projectRoot } from '../../src/project-root.js'
import { loadConfig } from '../../src/config.js'
import { createContext } from '../../src/context.js'
import { migrate, openDatabase } from '../../src/store/database.js'
import { table } from '../bench/measure.js'
import { createDraw, type Draw } from '../metamorphic/draw.js'
import { openCrowd, PERSON } from '../support/crowd.js'
import { freePort, type Server, startServer } from '../support/server.js'
import { signedInVisitor } from '../support/visitor.js'
import { DEEDS, nothingYet, type World } from './deeds.js'
import { type Found, lookAt } from './shelf.js'

/**
 * `npm run kill -- [ROUNDS] [SEED]`: kills the program at random moments of all that an earner does, and of the upgrade
 * of its database, and looks each time whether anything that it had answered is lost.
 */
const [rounds = 20, seed = 1] = process.argv.slice(2).map(Number)
/** Hands that do something at once. */
const HANDS = 4
const MOST_MS = 1500
/** In the second half of twice that time a start brings its database up to date. */
const START_MS = 400
/** Every so many rounds a database is brought up to date instead. */
const UPGRADE_EVERY = 5

const draw = createDraw(seed)
const setting = await openCrowd(24)
const ctx = createContext(loadConfig({ ...setting.env, LOG_LEVEL: 'silent' }))
const world: World = { setting, ctx }
const known = nothingYet()
const total: Found = { lost: 0, doubled: 0, orphaned: 0, broken: 0 }
let upgrades = 0

for (let round = 1; round <= rounds; round++) {
  if (round % UPGRADE_EVERY === 0) add(await killUpgrade())
  else add(await killDeeds())
}
const heads = ['kills', 'of them in an upgrade', 'deeds answered', ...Object.keys(total)]
const row = [
  rounds,
  upgrades,
  known.deeds,
  total.lost,
  total.doubled,
  total.orphaned,
  total.broken,
].map(String)
console.log(table(heads, [row]))
await ctx.db.destroy()
await setting.close()
process.exitCode = Object.values(total).some((count) => count > 0) ? 1 : 0

function add(found: Found): void {
  for (const name of Object.keys(total) as (keyof Found)[]) total[name] += found[name]
}

async function killDeeds(): Promise<Found> {
  const server = await startServer({ ...setting.env, LOG_LEVEL: 'info' })
  const visitor = await signedInVisitor(server.url, PERSON)
  let isOver = false
  const hand = async () => {
    while (!isOver) {
      const deed = DEEDS[draw.of(Object.keys(DEEDS))]!
      // what the kill cuts off was not answered
      await deed(visitor, known, draw, world).then(
        () => (known.deeds += 1),
        () => (isOver = true),
      )
    }
  }
  const hands = Array.from({ length: HANDS }, hand)
  await rest(draw.below(MOST_MS))
  await kill(server)
  isOver = true
  await Promise.all(hands)
  return lookAt(world, known)
}

/** All steps or none: it is started anew on what the kill left, and has what it had. */
async function killUpgrade(): Promise<Found> {
  upgrades += 1
  const folder = mkdtempSync(join(tmpdir(), 'haversack-kill-'))
  const url = `sqlite:${join(folder, 'haversack.db')}`
  await makeOlder(url, draw)
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, PORT: String(await freePort()) }
  const starting = spawn(process.execPath, ['src/run.mjs', 'server'], { cwd: projectRoot, env })
  await rest(START_MS + draw.below(START_MS))
  const gone = once(starting, 'exit')
  starting.kill('SIGKILL')
  await gone
  const db = openDatabase(url)
  await migrate(db)
  const accounts = await db.selectFrom('account').select('id').execute()
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
  return { lost: accounts.length === 1 ? 0 : 1, doubled: 0, orphaned: 0, broken: 0 }
}

async function makeOlder(url: string, { below }: Draw): Promise<void> {
  const db = openDatabase(url)
  const names = Object.keys(migrations)
  const migrator = new Migrator({
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => migrations },
  })
  await migrator.migrateTo(names[below(names.length - 1)]!)
  const account = { id: 'a', name: 'Ada', passwordHash: 'x', createdAt: '2026-01-01T00:00:00.000Z' }
  await db.insertInto('account').values(account).execute()
  await db.destroy()
}

async function kill(server: Server): Promise<void> {
  await server.end('SIGKILL')
}
