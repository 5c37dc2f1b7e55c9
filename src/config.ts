import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { RefusedStart } from './errors.js'
import type { ProviderSettings } from './provider.js'
import { ownFolder } from './own-folder.js'

/** Everything the program may be told from outside. */
export interface Config {
  production: boolean
  port: number
  host: string | undefined
  /** Without trailing slash; never taken from the Host header. */
  baseUrl: string
  dataDir: string
  /** `postgres://…`, `sqlite:PATH` or `:memory:`. */
  databaseUrl: string
  smtpUrl: string | null
  mailFrom: string
  registration: 'open' | 'invite' | 'closed'
  allowedPrivateHosts: string[]
  trustProxy: string[]
  /** Web addresses or paths of files: registries of issuers that are trusted here. */
  issuerRegistries: string[]
  sessionSecret: string
  /** Who else signs people in; null: nobody. */
  oidc: ProviderSettings | null
  /** MiB that hashing one password takes. */
  passwordMemory: number
  /** Bytes that the files of one account may take. */
  accountQuota: number
  logLevel: string
  /** Where figures are told; null: nowhere. */
  metricsPort: number | null
  metricsHost: string
}

const list = z.string().optional().transform(settingItems)

/** Codes and tokens go there and back. */
function isSecure(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** What Argon2id needs, in MiB, with two passes. @see OWASP Password Storage Cheat Sheet */
const SAFE_PASSWORD_MEMORY = 19

const MIN_SECRET_LENGTH = 32

const variables = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default('./var'),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?:\/\/|sqlite:|:memory:$)/)
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Haversack <haversack@localhost>'),
  REGISTRATION: z.enum(['open', 'invite', 'closed']).default('open'),
  ALLOWED_PRIVATE_HOSTS: list,
  TRUST_PROXY: list,
  ISSUER_REGISTRIES: list.refine(areRegistries, 'each is a web address or a file that can be read'),
  SESSION_SECRET: z.string().min(MIN_SECRET_LENGTH).optional(),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isSecure, 'https, but on this machine')
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40).default('your organisation'),
  PASSWORD_MEMORY_MB: z.coerce.number().int().min(1).max(1024).default(SAFE_PASSWORD_MEMORY),
  ACCOUNT_QUOTA_MB: z.coerce.number().positive().default(1024),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

const environment = variables
  .refine(({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id }) => !issuer === !id, {
    path: ['OIDC_ISSUER'],
    message: 'OIDC_ISSUER and OIDC_CLIENT_ID belong together',
  })
  .refine(
    ({ NODE_ENV, PASSWORD_MEMORY_MB: memory }) =>
      NODE_ENV !== 'production' || memory >= SAFE_PASSWORD_MEMORY,
    { path: ['PASSWORD_MEMORY_MB'], message: `at least ${SAFE_PASSWORD_MEMORY} in production` },
  )

/**
 * Reads the environment once; the only place that does.
 * @throws {RefusedStart} naming every mistake at once
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = environment.safeParse(filled)
  if (!read.success) throw new RefusedStart(mistakes(read.error))
  return toConfig(read.data)
}

/** A path that leads nowhere would only list nobody, and nobody would notice. */
function areRegistries(places: readonly string[]): boolean {
  return places.every((place) => /^https?:\/\//i.test(place) || existsSync(place))
}

function toConfig(env: z.infer<typeof environment>): Config {
  const production = env.NODE_ENV === 'production'
  const dataDir = resolve(env.DATA_DIR)
  openDataFolder(dataDir)
  return {
    production,
    port: env.PORT,
    host: env.HOST ?? (production ? undefined : 'localhost'),
    baseUrl: (env.BASE_URL ?? `http://localhost:${env.PORT}`).replace(/(?<!\/)\/+$/, ''),
    dataDir,
    databaseUrl: env.DATABASE_URL ?? `sqlite:${join(dataDir, 'haversack.db')}`,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    registration: env.REGISTRATION,
    allowedPrivateHosts: env.ALLOWED_PRIVATE_HOSTS,
    trustProxy: env.TRUST_PROXY,
    issuerRegistries: env.ISSUER_REGISTRIES,
    sessionSecret: env.SESSION_SECRET ?? keptSecret(join(dataDir, 'session-secret')),
    oidc: providerOf(env),
    passwordMemory: env.PASSWORD_MEMORY_MB,
    accountQuota: env.ACCOUNT_QUOTA_MB * 1024 * 1024,
    logLevel: env.LOG_LEVEL,
    metricsPort: env.METRICS_PORT ?? null,
    metricsHost: env.METRICS_HOST,
  }
}

function providerOf(env: z.infer<typeof environment>): ProviderSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_NAME: name } = env
  if (!issuer || !clientId) return null
  return { issuer, clientId, clientSecret: env.OIDC_CLIENT_SECRET ?? null, name }
}

/** The items of a setting that is a list, separated by commas; of one that is not set, none. */
export function settingItems(text = ''): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}

function mistakes(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  return `These settings cannot be used:\n${lines.join('\n')}`
}

function openDataFolder(folder: string): void {
  try {
    ownFolder(folder)
  } catch (cause) {
    throw new RefusedStart(
      `DATA_DIR cannot be used: ${(cause as Error).message}. Nothing was changed. Choose a folder that this user may
write to, on a disk of this machine that has room.`,
      { cause },
    )
  }
}

/** It gets its name when it is whole; of two processes that begin at once both take the first one's. */
function keptSecret(path: string): string {
  if (!existsSync(path)) {
    const unfinished = `${path}.${process.pid}`
    const secret = randomBytes(32).toString('hex')
    writeFileSync(unfinished, secret, { mode: 0o600, flush: true })
    giveName(unfinished, path)
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < MIN_SECRET_LENGTH) throw new RefusedStart(cutShort(path))
  return secret
}

/** Unlike renaming, linking leaves alone what another process has given this name meanwhile; not every disk knows it. */
function giveName(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path)
  } catch {
    if (!existsSync(path)) renameSync(unfinished, path)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

const cutShort = (path: string) =>
  `${path} is empty or cut short. Nothing was changed. Put back a copy of it; without one, remove it: a new one is made,
everybody is signed out, links end, and recovery codes stand in for authenticator apps.`
