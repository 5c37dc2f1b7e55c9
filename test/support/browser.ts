import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'mocha'
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core'
import { startBackground } from '../../src/background.js'
import { linkOf, openBackpack, type Person, type TestBackpack } from './backpack.js'
import { listenOn } from './loopback.js'
import { openIssuer } from './samples.js'

/** The real application on a free port, with a SQLite file, its background work, and the sample issuers' answers. */
export interface Site {
  /** Without trailing slash. */
  url: string
  backpack: TestBackpack
}

/** A window of its own, with its own cookies, and what went wrong in it. */
export interface Window {
  context: BrowserContext
  page: Page
  /** Errors of scripts and of the content security policy, and requests to any other host. */
  complaints: string[]
}

export interface WindowOptions {
  javaScriptEnabled?: boolean
  colorScheme?: 'light' | 'dark'
  width?: number
  height?: number
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
]

const endings: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** Closed by itself after the last test. */
export async function openSite(): Promise<Site> {
  const answering: { app: RequestListener } = { app: (_req, res) => void res.end() }
  const server = await listenOn(createServer((req, res) => answering.app(req, res)))
  const url = `http://localhost:${server.port}`
  const folder = mkdtempSync(join(tmpdir(), 'haversack-browser-'))
  const backpack = await openBackpack({
    env: {
      BASE_URL: url,
      DATA_DIR: folder,
      DATABASE_URL: `sqlite:${join(folder, 'haversack.db')}`,
    },
    loadDocument: (await openIssuer()).loadDocument,
  })
  answering.app = backpack.app
  const stopBackground = startBackground(backpack.ctx)
  endings.push(async () => {
    await server.close()
    await stopBackground()
    await backpack.ctx.db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  return { url, backpack }
}

let started: Promise<Browser> | undefined

/** A fresh window of headless Chromium; all are closed after the last test. */
export async function openWindow(site: Site, options: WindowOptions = {}): Promise<Window> {
  const { width = 1100, height = 800, ...rest } = options
  started ??= startChromium()
  const browser = await started
  const context = await browser.newContext({
    baseURL: site.url,
    viewport: { width, height },
    reducedMotion: 'reduce',
    ...rest,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  return { context, page, complaints: listen(context, site) }
}

async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS })
  endings.push(() => browser.close())
  return browser
}

/** A page that answers 404 or 422 itself is no complaint; a part of a page that does is one. */
function listen(context: BrowserContext, site: Site): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    const isPageItself = message.location().url === message.page()?.url()
    if (message.type() === 'error' && !isPageItself) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(`${site.url}/`) && !/^(data|blob|about):/.test(address))
      complaints.push(`asked ${address}`)
  })
  return complaints
}

/** Makes an account by its forms and confirms the address by the mail. */
export async function beginAs(site: Site, { page }: Window, person: Person): Promise<void> {
  await page.goto('/sign-up')
  await page.getByLabel('Your name').fill(person.name)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Make my backpack' }).click()
  await page.waitForURL('**/badges**')
  await page.goto(linkOf(site.backpack, await site.backpack.mailTo(person.email)))
  await page.getByRole('button', { name: /^Yes, this is my address/ }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/confirm'))
}
