import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A message of the outbox folder, read back. */
export interface OutboxMail {
  file: string
  to: string
  subject: string
  text: string
  html: string
  /** ISO 8601 UTC. */
  sentAt: string
}

/** Newest first; an outbox that does not exist yet is empty. */
export async function listOutbox(folder: string, limit = 50): Promise<OutboxMail[]> {
  const names = await readdir(folder).catch(() => [])
  const newest = names.filter((name) => name.endsWith('.eml')).sort((a, b) => (a < b ? 1 : -1))
  return Promise.all(newest.slice(0, limit).map((name) => readMail(join(folder, name))))
}

async function readMail(file: string): Promise<OutboxMail> {
  const { default: PostalMime } = await import('postal-mime')
  const mail = await PostalMime.parse(await readFile(file))
  return {
    file,
    to: mail.to?.map((mailbox) => mailbox.address ?? '').join(', ') ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    sentAt: mail.date ?? (await stat(file)).mtime.toISOString(),
  }
}
