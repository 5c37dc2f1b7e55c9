import { rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join, resolve } from 'node:path'
import { startBackground } from '../background.js'
import { type Command, EXIT, UsageError } from '../cli/io.js'
import { type Config, loadConfig } from '../config.js'
import { type Context, createContext } from '../context.js'
import { createDocumentLoader } from '../net/document-loader.js'
import { projectRoot } from '../project-root.js'
import { migrate } from '../store/database.js'
import { createApp } from '../web/app.js'
import { type DemoAccount, fillBackpack } from './demo-backpack.js'
import { writeSamples } from './demo-files.js'
import { type Certificate, makeCertificate } from './issuer/certificate.js'
import { createIssuer, type Issuer } from './issuer/issuer.js'
import type { RunningIssuer } from './issuer/server.js'

export interface DemoOptions {
  /** Where Haversack listens; the issuers take the next port. */
  port: number
  /** Emptied at every start. */
  dataDir: string
  logLevel: string
  now: () => Date
}

export interface Demo {
  baseUrl: string
  issuerUrl: string
  account: DemoAccount
  /** Folder of sample files. */
  samples: string
  /** PEM of the issuers' own certificate. */
  certificate: string
  close: () => Promise<void>
}

/** `demo`: Haversack with made-up issuers beside it, until it is interrupted. */
export const demoCommand: Command = async (args, io) => {
  if (args.length > 0) throw new UsageError('demo takes no arguments; PORT chooses the port.')
  const port = Number(io.env['PORT'] || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65534) throw new UsageError('PORT is no port.')
  const logLevel = io.env['LOG_LEVEL'] || 'warn'
  const dataDir = resolve(io.env['DATA_DIR'] || join(projectRoot, 'var'), 'demo')
  try {
    const demo = await startDemo({ port, dataDir, logLevel, now: io.now })
    io.out(welcome(demo))
    await interrupted()
    await demo.close()
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error
    return (io.err(`${error.message}\n`), EXIT.no)
  }
}

/** Something else listens where the demo would; the message says what to do. */
class PortTakenError extends Error {
  override name = 'PortTakenError'
}

/** Starts issuers and application, and fills a backpack. @throws {PortTakenError} */
export async function startDemo({ port, dataDir, logLevel, now }: DemoOptions): Promise<Demo> {
  const issuerPort = port + 1
  const issuerUrl = `https://localhost:${issuerPort}`
  const forgerUrl = `https://127.0.0.1:${issuerPort}`
  const issuer = await createIssuer({ baseUrl: issuerUrl, forgerUrl, now })
  const certificate = makeCertificate(now())
  // Before anything is emptied: the port is taken when another demo runs.
  const running = await free(issuerPort, issuer.listen({ port: issuerPort, certificate }))
  rmSync(dataDir, { recursive: true, force: true })
  const config = demoConfig(port, dataDir, logLevel)
  const ctx = demoContext(config, certificate, now)
  await migrate(ctx.db)
  const account = await fillBackpack(ctx, issuer)
  const server = await free(port, listen(ctx))
  const close = demoEnd(ctx, server, startBackground(ctx), running)
  const { baseUrl } = config
  return { baseUrl, issuerUrl, account, close, ...writeFiles(dataDir, issuer, certificate) }
}

function demoEnd(
  ctx: Context,
  server: Server,
  stopBackground: () => Promise<void>,
  issuers: RunningIssuer,
): () => Promise<void> {
  return async () => {
    await closed(server)
    await stopBackground()
    await ctx.db.destroy()
    await issuers.close()
  }
}

function writeFiles(
  dataDir: string,
  issuer: Issuer,
  { cert }: Certificate,
): Pick<Demo, 'samples' | 'certificate'> {
  const samples = join(dataDir, 'samples')
  const certificate = join(dataDir, 'issuers.pem')
  writeSamples(samples, issuer.samples)
  writeFileSync(certificate, cert)
  return { samples, certificate }
}

async function free<T>(port: number, listening: Promise<T>): Promise<T> {
  try {
    return await listening
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    const message = `Port ${port} is taken. Choose another start: PORT=4000 npm run demo`
    throw new PortTakenError(message, { cause })
  }
}

/** Nothing of the machine's own settings: a demo must not touch a real database or send mail. */
function demoConfig(port: number, dataDir: string, logLevel: string): Config {
  return loadConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: logLevel,
    ALLOWED_PRIVATE_HOSTS: 'localhost,127.0.0.1',
  })
}

function demoContext(config: Config, { cert }: Certificate, now: () => Date): Context {
  const options = { ...config, now, certificateAuthorities: [cert] }
  return createContext(config, { now, loadDocument: createDocumentLoader(options) })
}

function listen(ctx: Context): Promise<Server> {
  const app = createApp(ctx)
  return new Promise((resolve, reject) => {
    const server = app.listen(ctx.config.port, 'localhost', (error) =>
      error ? reject(error) : resolve(server),
    )
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

function welcome({ baseUrl, issuerUrl, account, samples, certificate }: Demo): string {
  return `
Haversack is running, with six made-up issuers beside it. Stop it with Ctrl-C; the next start begins anew.

  Open       ${baseUrl}
  Sign in    ${account.email}
  Password   ${account.password}

  A collection as an employer sees it, without signing in:
             ${baseUrl}/s/${account.shareToken}

  Sample badges to upload, good and bad, of every version (LIST.txt says what each is):
             ${samples}
  or an address to paste at "Add badges":
             ${issuerUrl}/2.0/bees/valid.json

  On the command line:
             NODE_EXTRA_CA_CERTS=${certificate} ALLOWED_PRIVATE_HOSTS=localhost \\
               npm run --silent cli -- verify ${issuerUrl}/2.0/bees/valid.json

  The issuers made their own certificate, so a browser warns before it opens their pages.

`
}
