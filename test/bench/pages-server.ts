import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import express from 'express'
import { createAccount } from '../../src/backpack/account/account.js'
import { createCollection } from '../../src/backpack/sharing/collections.js'
import { collectionSubject, makeLink, plainTerms } from '../../src/backpack/sharing/links.js'
import { loadConfig } from '../../src/config.js'
import { createContext } from '../../src/context.js'
import { projectRoot } from '../../src/project-root.js'
import { migrate } from '../../src/store/database.js'
import { filledBadges } from './pages-badges.js'

/** What the measuring process is told. */
export interface PagesServer {
  /** The public page of fifty badges, by the program as a host runs it. */
  page: string
  /** A bare Express handler that sends the same bytes. */
  bare: string
  /** Pages of the earner who holds this cookie, by name, each with a bare handler of the same bytes. */
  cookie: string
  own: { name: string; page: string; bare: string }[]
}

const BADGES = 50

const folder = mkdtempSync(join(tmpdir(), 'haversack-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
process.once('disconnect', () => process.exit())

const port = await freePort()
const settings = {
  NODE_ENV: 'production',
  DATA_DIR: folder,
  HOST: '127.0.0.1',
  PORT: String(port),
  BASE_URL: `http://localhost:${port}`,
}
const ctx = createContext(loadConfig(settings))
await migrate(ctx.db)
const account = { name: 'Ada Njoroge', email: 'ada@example.org', password: 'hives in the garden' }
const accountId = await createAccount(ctx, account)
const ids = await filledBadges(ctx, accountId, BADGES)
const placements = ids.map((badgeId, index) => ({ badgeId, note: `What I did, part ${index}.` }))
const words = { title: 'Land and water skills', description: 'Six years of courses.' }
const collectionId = await createCollection(ctx, accountId, { ...words, placements })
const token = await makeLink(ctx, accountId, collectionSubject(collectionId), plainTerms('bench'))
const site = await startProgram()
const page = `${site}/s/${token}`
const cookie = await signIn()
const pages: [string, string][] = [
  ['backpack of 50 badges', `${site}/badges`],
  ['badge', `${site}/badges/${ids[0]}`],
]
const own = []
for (const [name, address] of pages)
  own.push({ name, page: address, bare: await listen(await sendingSame(address)) })
const bare = await listen(await sendingSame(page))
process.send!({ page, bare, cookie, own } satisfies PagesServer)

/** A handler that does nothing but send what a page says. */
async function sendingSame(address: string): Promise<RequestListener> {
  const answer = await fetch(address, { headers: { cookie } })
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return express().get('/', (_req, res) => void res.type('html').send(bytes))
}

async function signIn(): Promise<string> {
  const body = new URLSearchParams({ email: account.email, password: account.password })
  const answer = await fetch(`${site}/sign-in`, { method: 'POST', body, redirect: 'manual' })
  return answer.headers.getSetCookie()[0]!.split(';')[0]!
}

/** Built, for what is run from sources carries the weight of their translation. */
async function startProgram(): Promise<string> {
  const args = [join(projectRoot, 'src/run.mjs'), 'server']
  const env = { ...process.env, ...settings, NODE_OPTIONS: '' }
  const program = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  process.once('exit', () => program.kill())
  const address = `http://127.0.0.1:${port}`
  while (!(await fetch(`${address}/health`).catch(() => null))?.ok) {
    if (program.exitCode !== null) throw new Error('The program did not start.')
    await rest(50)
  }
  return address
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: free } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return free
}

async function listen(app: RequestListener): Promise<string> {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
