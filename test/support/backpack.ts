import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Express } from 'express'
import { after } from 'mocha'
import supertest from 'supertest'
import { createBell } from '../../src/backpack/imports/bell.js'
import { type Config, loadConfig } from '../../src/config.js'
import type { Context } from '../../src/context.js'
import { createLog } from '../../src/log.js'
import { createMailer, outboxFolder } from '../../src/mail/mailer.js'
import { listOutbox, type OutboxMail } from '../../src/mail/outbox.js'
import { openProvider } from '../../src/net/provider.js'
import { openRegistries } from '../../src/net/registry-loader.js'
import { shareDocuments } from '../../src/net/shared-loader.js'
import type { DocumentLoader } from '../../src/openbadges/findings/documents.js'
import { openFileStore } from '../../src/store/files.js'
import { createApp } from '../../src/web/app.js'
import { openTestDatabase } from './databases.js'
import { openBuiltRoom } from './reading-room.js'

/** A browser: keeps cookies, follows nothing by itself. */
export type Browser = ReturnType<typeof supertest.agent>

export interface Person {
  name: string
  email: string
  password: string
}

export const ADA: Person = {
  name: 'Ada Njoroge',
  email: 'ada@example.org',
  password: 'hives in the school garden',
}
export const BEN: Person = {
  name: 'Ben Okafor',
  email: 'ben@example.org',
  password: 'knots and splices by the sea',
}

/** The moment at which the clock of a test backpack stands. */
export const NOW = new Date('2026-03-14T09:26:53.589Z')

/** The real application on an empty database, in memory unless the run is about another; the clock stands, and nothing answers on the network. */
export interface TestBackpack {
  ctx: Context
  app: Express
  browser(): Browser
  /** Moves the clock. */
  setNow(now: Date): void
  advance(seconds: number): void
  /** Replaces what answers look-ups. */
  answerWith(loadDocument: DocumentLoader): void
  /** Mails to an address, newest first. */
  mailsTo(address: string): Promise<OutboxMail[]>
  /** The newest mail to an address. @throws {Error} when there is none */
  mailTo(address: string): Promise<OutboxMail>
}

export interface BackpackOverrides {
  /** Settings as in the environment, e.g. `{ REGISTRATION: 'invite' }`. */
  env?: Record<string, string>
  context?: Partial<Context>
  now?: Date
  loadDocument?: DocumentLoader
}

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

export async function openBackpack(overrides: BackpackOverrides = {}): Promise<TestBackpack> {
  const config = testConfig(overrides.env)
  const moment = { now: overrides.now ?? NOW }
  const answers = { loadDocument: overrides.loadDocument ?? silence(() => moment.now) }
  const db = overrides.context?.db ?? (await openTestDatabase())
  const ctx = { ...testContext(config, db, moment, answers), ...overrides.context }
  const app = createApp(ctx)
  const mailsTo = async (address: string) =>
    (await listOutbox(outboxFolder(config))).filter((mail) => mail.to === address)
  return {
    ctx,
    app,
    browser: () => supertest.agent(app),
    setNow: (now) => void (moment.now = now),
    advance: (seconds) => void (moment.now = new Date(moment.now.getTime() + seconds * 1000)),
    answerWith: (loadDocument) => void (answers.loadDocument = loadDocument),
    mailsTo,
    async mailTo(address) {
      const [newest] = await mailsTo(address)
      if (!newest) throw new Error(`no mail to ${address}`)
      return newest
    },
  }
}

/** Signs up in this browser, which then is signed in with an unconfirmed address. */
export async function signUp(browser: Browser, person: Person = ADA): Promise<void> {
  await browser.post('/sign-up').type('form').send(person).expect(303)
}

/** Opens the newest confirmation link sent to an address and says yes. */
export async function confirmAddress(
  backpack: TestBackpack,
  browser: Browser,
  address: string = ADA.email,
): Promise<void> {
  const path = linkOf(backpack, await backpack.mailTo(address))
  await browser.get(path).expect(200)
  await browser.post(path).expect(303)
}

/** A browser signed in to a new account whose address is confirmed. */
export async function signIn(backpack: TestBackpack, person: Person = ADA): Promise<Browser> {
  const browser = backpack.browser()
  await signUp(browser, person)
  await confirmAddress(backpack, browser, person.email)
  return browser
}

/** The one link of a mail, as a path. @throws {Error} when it has none */
export function linkOf({ ctx }: TestBackpack, mail: OutboxMail): string {
  const link = mail.text.split(/\s+/).find((word) => word.startsWith(ctx.config.baseUrl))
  if (!link) throw new Error(`no link in “${mail.subject}”`)
  return link.slice(ctx.config.baseUrl.length)
}

/** A loader like a machine that is offline. */
export function silence(now: () => Date): DocumentLoader {
  const sha256 = createHash('sha256').digest('hex')
  return async (url) => ({
    url: url.split('#')[0]!,
    finalUrl: url.split('#')[0]!,
    status: null,
    cause: 'offline',
    type: null,
    body: new Uint8Array(),
    sha256,
    fetchedAt: now().toISOString(),
  })
}

function testConfig(env: Record<string, string> = {}): Config {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-test-'))
  folders.push(folder)
  return loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: folder,
    DATABASE_URL: ':memory:',
    BASE_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
    ...(env['NODE_ENV'] === 'production' ? {} : { PASSWORD_MEMORY_MB: '1' }),
    ...env,
  })
}

/** All share its threads, as starting one takes a while. */
const READING = openBuiltRoom()

function testContext(
  config: Config,
  db: Context['db'],
  moment: { now: Date },
  answers: { loadDocument: DocumentLoader },
): Context {
  const now = () => moment.now
  const log = createLog(config.logLevel)
  const door: DocumentLoader = (url, accept) => answers.loadDocument(url, accept)
  const { registries, loadDocument } = openRegistries(config.issuerRegistries, door, now)
  return {
    config,
    now,
    log,
    db,
    files: openFileStore(join(config.dataDir, 'files')),
    mailer: createMailer(config, log, now),
    loadDocument,
    registries,
    loadShared: shareDocuments(loadDocument, now),
    reading: READING,
    provider: config.oidc && openProvider(config.oidc, config.allowedPrivateHosts),
    importBell: createBell(),
    metrics: null,
  }
}
