import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Transporter } from 'nodemailer'
import type { Config } from '../config.js'
import { newToken } from '../ids.js'
import type { Log } from '../log.js'

/** A letter to one person; both bodies say the same. */
export interface MailMessage {
  /** Never one string: a comma in it would make two recipients. */
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
}

export interface Mailer {
  /** Resolves when the message is handed over. @throws {Error} when the mail server does not take it */
  send(message: MailMessage): Promise<void>
}

/** Where messages land when no mail server is configured. */
export function outboxFolder(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'outbox')
}

/** Mail through `SMTP_URL`; without one, files in the outbox folder, each named in the log. */
export function createMailer(
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>,
  log: Log,
  now: () => Date,
): Mailer {
  return config.smtpUrl
    ? smtpMailer(config.smtpUrl, config.mailFrom)
    : outboxMailer(outboxFolder(config), config.mailFrom, log, now)
}

/** A mail server that does not answer must not hold a page for long. */
const SMTP_TIMEOUT_MS = 10_000

function smtpMailer(url: string, from: string): Mailer {
  const limits = { connectionTimeout: SMTP_TIMEOUT_MS, socketTimeout: SMTP_TIMEOUT_MS }
  let transport: Transporter | undefined
  return {
    async send(message) {
      const { createTransport } = await import('nodemailer')
      transport ??= createTransport({ url, greetingTimeout: SMTP_TIMEOUT_MS, ...limits }, { from })
      await transport.sendMail({ ...message, ...NO_FILES })
    },
  }
}

function outboxMailer(folder: string, from: string, log: Log, now: () => Date): Mailer {
  let written = 0
  return {
    async send(message) {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({ streamTransport: true, buffer: true }, { from })
      const { message: bytes } = await transport.sendMail({ ...message, ...NO_FILES, date: now() })
      const file = join(folder, fileName(now(), ++written))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, bytes as Buffer, { mode: 0o600 })
      await rename(`${file}.part`, file)
      log.info({ file }, 'a mail was written to the outbox')
    },
  }
}

/** Sorts by time, and in the order of writing within one instant. */
function fileName(at: Date, count: number): string {
  const order = String(count).padStart(6, '0')
  return `${at.toISOString().replace(/[:.]/g, '-')}-${order}-${newToken().slice(0, 8)}.eml`
}

/** Nothing in a message may make nodemailer read a file or fetch an address. */
const NO_FILES = { disableFileAccess: true, disableUrlAccess: true }
