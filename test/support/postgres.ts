import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './server.js'

const run = promisify(execFile)

/** A PostgreSQL server that nobody else knows, on loopback, until it is stopped. */
export interface PostgresServer {
  /** Of its first database, as `DATABASE_URL` wants it. */
  url: string
  /** Ends it and takes away all that it kept. */
  stop(): Promise<void>
}

/** Nothing it keeps outlives it, so it never waits for the disk; each test may have a few connections. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=300',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
]
/** Sorts as people do, like most servers in use, and not by bytes. */
const LOCALE = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en', '--locale=C.UTF-8']
const DEBIAN_FOLDER = '/usr/lib/postgresql'

/** @throws {Error} with what it said when it does not start */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'haversack-postgres-'))
  const port = await freePort()
  const cluster = join(folder, 'cluster')
  const owner = await ownerOf(folder)
  const control = (...args: string[]) =>
    owner('pg_ctl', ['-D', cluster, '-w', '-s', '-l', join(folder, 'log'), ...args])
  try {
    const login = ['--auth=trust', '--username=haversack', '--no-sync']
    await owner('initdb', ['-D', cluster, ...login, ...LOCALE])
    const options = [`-p ${port}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(' ')
    await control('-o', options, 'start')
  } catch (cause) {
    await rm(folder, { recursive: true, force: true })
    throw cause
  }
  return {
    url: `postgres://haversack@127.0.0.1:${port}/postgres`,
    async stop() {
      await control('-m', 'immediate', 'stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** It refuses to run as root: then Debian's own user runs it. */
async function ownerOf(folder: string) {
  const programs = programsFolder()
  if (process.getuid?.() !== 0)
    return (program: string, args: string[]) => run(join(programs, program), args)
  const [uid, gid] = await Promise.all(['-u', '-g'].map(idOfPostgres))
  await chown(folder, uid!, gid!)
  return (program: string, args: string[]) =>
    run('runuser', ['-u', 'postgres', '--', join(programs, program), ...args], { cwd: folder })
}

const idOfPostgres = async (which: string) => Number((await run('id', [which, 'postgres'])).stdout)

/** Debian keeps the programs of each version apart, and out of the way. */
function programsFolder(): string {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : []
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1)
  return newest ? join(DEBIAN_FOLDER, newest, 'bin') : ''
}
