import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../src/project-root.js'
import { listenOn } from './loopback.js'

/** The real program in a process of its own, built and started as a host does, on a free loopback port. */
export interface Server {
  process: ChildProcess
  /** Without trailing slash. */
  url: string
  port: number
  dataDir: string
  /** Its log so far. */
  printed: () => string
  /** Memory the process holds, in bytes, as Linux counts it. */
  memory: () => number
  /** Ends it at once, or politely; resolves when it is gone. */
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>
  /** Ends it politely, and removes the folder where it was made for it. */
  stop: () => Promise<void>
}

/**
 * @param env settings that differ; without DATA_DIR it has a folder of its own
 * @param args of Node
 * @throws {Error} with its log, when it ends before it is ready
 */
export async function startServer(
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Server> {
  const made = mkdtempSync(join(tmpdir(), 'haversack-server-'))
  const port = await freePort()
  const settings = { PORT: String(port), DATA_DIR: made, LOG_LEVEL: 'info', ...env }
  const child = spawn(process.execPath, [...args, 'src/run.mjs', 'server'], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const printed = await readyLog(child)
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    process.off('exit', kill)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return {
    ...{ process: child, url: `http://localhost:${port}`, port, dataDir: settings.DATA_DIR },
    ...{ printed, memory: () => memoryOf(child.pid!), end },
    async stop() {
      await end('SIGTERM')
      rmSync(made, { recursive: true, force: true })
    },
  }
}

async function readyLog(child: ChildProcess): Promise<() => string> {
  let printed = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk) => void (printed = (printed + String(chunk)).slice(-1_000_000)))
  while (!printed.includes('is ready')) {
    if (child.exitCode !== null) throw new Error(printed)
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])
  }
  return () => printed
}

function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const { port, close } = await listenOn(createServer())
  await close()
  return port
}
