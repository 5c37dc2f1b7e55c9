import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from '../src/project-root.js'
import { startPostgres } from './support/postgres.js'

/** The suites that keep rows. */
const SUITES = ['store', 'backpack', 'web'].map((folder) => `test/${folder}/**/*.test.ts`)

/**
 * Runs them on a real PostgreSQL that is started for them alone.
 * Arguments are Mocha's; files among them are run instead of all.
 */
const args = process.argv.slice(2)
const files = args.some((arg) => arg.endsWith('.ts')) ? [] : SUITES
const server = await startPostgres()
try {
  const mocha = spawn(
    process.execPath,
    ['node_modules/mocha/bin/mocha.js', '--config', '.mocharc.postgres.json', ...args, ...files],
    { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, TEST_POSTGRES_URL: server.url } },
  )
  // the suite gets the signal too; the server must not outlive it
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void mocha.kill(signal))
  const [code] = (await once(mocha, 'exit')) as [number | null]
  process.exitCode = code ?? 1
} finally {
  await server.stop()
}
