import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { type Bell, createBell } from './backpack/imports/bell.js'
import { openReadingRoom, type ReadingRoom } from './backpack/reading/room/room.js'
import type { Config } from './config.js'
import { createLog, type Log } from './log.js'
import { createMailer, type Mailer } from './mail/mailer.js'
import type { Metrics } from './metrics.js'
import { createDocumentLoader } from './net/document-loader.js'
import { openProvider } from './net/provider.js'
import type { Provider } from './provider.js'
import { openRegistries } from './net/registry-loader.js'
import { shareDocuments } from './net/shared-loader.js'
import type { DocumentLoader } from './openbadges/index.js'
import { openDatabase } from './store/database.js'
import { type FileStore, openFileStore } from './store/files.js'
import type { Schema } from './store/schema.js'

/** Everything the program is wired to, made once; tests replace what they must. */
export interface Context {
  config: Config
  db: Kysely<Schema>
  files: FileStore
  mailer: Mailer
  loadDocument: DocumentLoader
  /** Registries of issuers that are trusted here, which `loadDocument` answers. */
  registries: readonly string[]
  /** The same for badges that are looked at together: what one asked a moment ago is not asked again. */
  loadShared: DocumentLoader
  /** Where strangers' bytes are read. */
  reading: ReadingRoom
  /** Who else signs people in; null: nobody. */
  provider: Provider | null
  /** Rings when an import begins. */
  importBell: Bell
  now: () => Date
  log: Log
  /** Null where nobody asks for them. */
  metrics: Metrics | null
}

export function createContext(config: Config, overrides: Partial<Context> = {}): Context {
  const now = overrides.now ?? (() => new Date())
  const log = overrides.log ?? createLog(config.logLevel)
  const door = overrides.loadDocument ?? createDocumentLoader({ ...config, now })
  const { registries, loadDocument } = openRegistries(config.issuerRegistries, door, now)
  return {
    config,
    now,
    log,
    db: overrides.db ?? openDatabase(config.databaseUrl),
    files: overrides.files ?? openFileStore(join(config.dataDir, 'files')),
    mailer: overrides.mailer ?? createMailer(config, log, now),
    loadDocument,
    registries,
    loadShared: overrides.loadShared ?? shareDocuments(loadDocument, now),
    reading: overrides.reading ?? openReadingRoom(),
    provider:
      overrides.provider ?? (config.oidc && openProvider(config.oidc, config.allowedPrivateHosts)),
    importBell: overrides.importBell ?? createBell(),
    metrics: overrides.metrics ?? null,
  }
}
