import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../src/project-root.js'
import { listenOn } from './loopback.js'

/** The real program in a process of its own, on a temporary folder and a free loopback port. */
export interface Server {
  process: ChildProcess
  /** Without trailing slash. */
  url: string
  port: number
  dataDir: string
  /** Its log so far. */
  printed: () => string
  /** Ends it and removes its folder. */
  stop: () => Promise<void>
}

/**
 * @param env settings that differ
 * @param args of Node
 * @throws {Error} with its log, when it ends before it is ready
 */
export async function startServer(
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-server-'))
  const port = await freePort()
  const settings = { PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, ['--import', 'tsx', ...args, 'src/server.ts'], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], BASE_URL: `http://127.0.0.1:${port}`, ...settings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => void (printed = (printed + String(chunk)).slice(-1_000_000)))
  while (!printed.includes('is ready')) {
    if (child.exitCode !== null) throw new Error(printed)
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  }
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    port,
    dataDir,
    printed: () => printed,
    async stop() {
      process.off('exit', end)
      if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const { port, close } = await listenOn(createServer())
  await close()
  return port
}
