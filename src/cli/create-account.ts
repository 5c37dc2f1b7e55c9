import { parseArgs } from 'node:util'
import { createAccount } from '../backpack/account/account.js'
import { loadConfig } from '../config.js'
import { AppError } from '../errors.js'
import { newToken } from '../ids.js'
import { migrate, openDatabase } from '../store/database.js'
import { readSignUp } from '../web/forms/account.js'
import { type Command, EXIT, type Io, UsageError } from './io.js'

const OPTIONS = { 'password-stdin': { type: 'boolean', default: false } } as const

interface Person {
  name: string
  email: string
  password: string
}

/**
 * `create-account EMAIL NAME [--password-stdin]`: an account whose address counts as confirmed, whatever
 * REGISTRATION says. Without a password on standard input one is made and printed.
 */
export const createAccountCommand: Command = async (args, io) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [email, ...names] = positionals
  if (email === undefined || names.length === 0)
    throw new UsageError('create-account takes an address and a name.')
  const given = values['password-stdin']
  const password = given ? await readPassword(io) : newToken().slice(0, 20)
  const person = await checked({ email, name: names.join(' '), password })
  return insert(person, io, given ? '' : `Password: ${password}\n`)
}

async function readPassword(io: Io): Promise<string> {
  return Buffer.from(await io.readStdin())
    .toString('utf8')
    .replace(/\r?\n$/, '')
}

/** The same rules as on the sign-up page. */
async function checked(person: Person): Promise<Person> {
  const { values, errors } = await readSignUp(person)
  if (values) return values
  throw new UsageError(Object.values(errors).join('\n'))
}

async function insert(person: Person, io: Io, note: string): Promise<number> {
  const config = loadConfig(io.env)
  const db = openDatabase(config.databaseUrl)
  try {
    await migrate(db)
    await createAccount({ config, db, now: io.now }, person)
    io.out(`${person.email} can sign in at ${config.baseUrl}/sign-in\n${note}`)
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    io.err(`${error.message}\n`)
    return EXIT.no
  } finally {
    await db.destroy()
  }
}
