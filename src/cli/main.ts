import { pathToFileURL } from 'node:url'
import { RefusedStart } from '../errors.js'
import { type Command, EXIT, type Io, processIo, UsageError } from './io.js'

const USAGE = `Usage: npm run --silent cli -- COMMAND

  verify FILE|URL|-          check a badge and explain the verdict
      --json                 the whole report as JSON
      --at ISO-TIME          verify as of this moment
      --recipient EMAIL      an address of the person it should belong to (repeatable)
      --documents PATH       answer every look-up from this JSON map, or PATH/documents.json
      --registry PLACE       trust this registry of issuers, an address or a file (may be repeated)
      --offline              ask nobody
  unbake FILE                print the badge inside a picture
  bake IMAGE BADGE OUTPUT    put the badge text of a file into a PNG or SVG
  conformance DIR [--json FILE]
                             run every case of a conformance folder
  create-account EMAIL NAME  an account with a confirmed address; prints a password, or takes one
                             from standard input with --password-stdin
  invite                     print a link to sign up with, for REGISTRATION=invite
  remove-factors EMAIL       take app, passkeys and recovery codes away from an account whose owner
                             lost them; it is mailed, with the way back
  migrate                    bring the database up to date
  demo                       Haversack with a small issuer beside it, to try everything at once

Exit status of verify: 0 valid, 1 not valid, 2 could not be checked, 64 wrong usage.
`

const COMMANDS: Record<string, () => Promise<Command>> = {
  verify: async () => (await import('./verify.js')).verifyCommand,
  unbake: async () => (await import('./unbake.js')).unbakeCommand,
  bake: async () => (await import('./bake.js')).bakeCommand,
  conformance: async () => (await import('../demo/conformance/conformance.js')).conformanceCommand,
  'create-account': async () => (await import('./create-account.js')).createAccountCommand,
  invite: async () => (await import('./invite.js')).inviteCommand,
  'remove-factors': async () => (await import('./remove-factors.js')).removeFactorsCommand,
  migrate: async () => (await import('./migrate.js')).migrateCommand,
  demo: async () => (await import('../demo/demo.js')).demoCommand,
}

/** Runs one command line. @returns the exit status; 64 with the usage text for one that makes no sense */
export async function main(args: string[], io: Io): Promise<number> {
  const [name = '', ...rest] = args
  if (['help', '--help', '-h'].includes(name)) return (io.out(USAGE), EXIT.ok)
  if (!Object.hasOwn(COMMANDS, name)) return (io.err(USAGE), EXIT.usage)
  try {
    const command = await COMMANDS[name]!()
    return await command(rest, io)
  } catch (error) {
    if (error instanceof RefusedStart) return (io.err(`${error.message}\n`), EXIT.no)
    if (!isUsageError(error)) throw error
    io.err(`${error.message}\n\n${USAGE}`)
    return EXIT.usage
  }
}

/** Node's own argument reader throws TypeErrors with these codes. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return error instanceof Error && code.startsWith('ERR_PARSE_ARGS')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await main(process.argv.slice(2), processIo())
