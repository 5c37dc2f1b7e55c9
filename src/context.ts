import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Config } from './config.js'
import { createLog, type Log } from './log.js'
import { createMailer, type Mailer } from './mail/mailer.js'
import { createDocumentLoader } from './net/document-loader.js'
import type { DocumentLoader } from './openbadges/index.js'
import { openDatabase } from './store/database.js'
import { openFileStore, type FileStore } from './store/files.js'
import type { Schema } from './store/schema.js'

/** Everything the program is wired to, made once; tests replace what they must. */
export interface Context {
  config: Config
  db: Kysely<Schema>
  files: FileStore
  mailer: Mailer
  loadDocument: DocumentLoader
  now: () => Date
  log: Log
}

export function createContext(config: Config, overrides: Partial<Context> = {}): Context {
  const now = overrides.now ?? (() => new Date())
  const log = overrides.log ?? createLog(config.logLevel)
  return {
    config,
    now,
    log,
    db: overrides.db ?? openDatabase(config.databaseUrl),
    files: overrides.files ?? openFileStore(join(config.dataDir, 'files')),
    mailer: overrides.mailer ?? createMailer(config, log, now),
    loadDocument: overrides.loadDocument ?? createDocumentLoader({ ...config, now }),
  }
}
