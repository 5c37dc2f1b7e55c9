import { loadConfig } from '../config.js'
import { migrate, openDatabase } from '../store/database.js'
import { EXIT, UsageError, type Command } from './io.js'

/** `migrate`: brings the database up to date; what is in it stays. */
export const migrateCommand: Command = async (args, io) => {
  if (args.length > 0) throw new UsageError('migrate takes no arguments.')
  const config = loadConfig(io.env)
  const db = openDatabase(config.databaseUrl)
  try {
    await migrate(db)
  } finally {
    await db.destroy()
  }
  io.out('The database is up to date.\n')
  return EXIT.ok
}
