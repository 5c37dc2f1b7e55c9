import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** What a command may touch of the process; a test hands in its own. */
export interface Io {
  out: (text: string) => void
  err: (text: string) => void
  readStdin: () => Promise<Uint8Array>
  env: NodeJS.ProcessEnv
  now: () => Date
  /** Whether `out` is a terminal that shows colours. */
  colours: boolean
}

/** Runs one command. @returns the exit status. @throws {UsageError} wrong arguments */
export type Command = (args: string[], io: Io) => Promise<number>

/** Exit statuses of every command. */
export const EXIT = { ok: 0, no: 1, unknown: 2, usage: 64 } as const

/** Arguments that make no sense, or a file that cannot be read; the message is for the person typing. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The real process. */
export function processIo(): Io {
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    readStdin,
    env: process.env,
    now: () => new Date(),
    colours: process.stdout.isTTY && !process.env['NO_COLOR'],
  }
}

const SCRIPTS = ['cli', 'conformance']

/** Where a path that was typed leads: npm runs scripts in the folder of the project, wherever it was called. */
export function typedPath(path: string, env = process.env): string {
  const isScript = SCRIPTS.includes(env['npm_lifecycle_event'] ?? '')
  return resolve((isScript && env['INIT_CWD']) || '', path)
}

/** @throws {UsageError} naming the file */
export function readInput(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(typedPath(path)))
  } catch (cause) {
    throw new UsageError(`Cannot read ${path}: ${(cause as Error).message}`, { cause })
  }
}

/** @throws {UsageError} naming the file */
export function writeOutput(path: string, bytes: Uint8Array | string): void {
  try {
    writeFileSync(typedPath(path), bytes)
  } catch (cause) {
    throw new UsageError(`Cannot write ${path}: ${(cause as Error).message}`, { cause })
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}
