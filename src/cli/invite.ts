import { invite } from '../backpack/account/account.js'
import { loadConfig } from '../config.js'
import { migrate, openDatabase } from '../store/database.js'
import { type Command, EXIT, UsageError } from './io.js'

/** `invite`: prints a link with which one person may sign up where REGISTRATION is `invite`. */
export const inviteCommand: Command = async (args, io) => {
  if (args.length > 0) throw new UsageError('invite takes no arguments.')
  const config = loadConfig(io.env)
  const db = openDatabase(config.databaseUrl)
  try {
    await migrate(db)
    io.out(`${await invite({ db, now: io.now, config })}\n`)
  } finally {
    await db.destroy()
  }
  return EXIT.ok
}
