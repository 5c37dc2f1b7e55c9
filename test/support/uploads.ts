import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Response } from 'supertest'
import type { Sample } from '../../src/demo/issuer/samples.js'
import { type LoadedDocument, silence } from '../../src/openbadges/index.js'
import type { Browser, TestBackpack } from './backpack.js'

/** Sends files to the backpack of this browser. */
export function upload(browser: Browser, ...samples: Pick<Sample, 'bytes' | 'fileName'>[]) {
  const request = browser.post('/badges')
  for (const { bytes, fileName } of samples)
    request.attach('files', Buffer.from(bytes), { filename: fileName })
  return request
}

/** Puts text into the box. */
export function paste(browser: Browser, text: string) {
  return browser.post('/badges').field('text', text)
}

/** Keeps a body as its bytes: `.buffer(true).parse(bytesOf)`. */
export function bytesOf(response: Response, done: (error: Error | null, body: unknown) => void) {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => done(null, Buffer.concat(chunks)))
}

/** A network on which no name is known. */
export async function offline(url: string): Promise<LoadedDocument> {
  return silence(url, 'dns', new Date('2026-03-14T10:26:53.589Z'))
}

/** Names of all files kept for badges. */
export function keptFiles({ ctx }: TestBackpack): string[] {
  const folder = join(ctx.config.dataDir, 'files')
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

/** How many rows a table has. */
export async function countRows(
  { ctx }: TestBackpack,
  table: 'badge' | 'badgeSource' | 'report',
): Promise<number> {
  return (await ctx.db.selectFrom(table).select('id').execute()).length
}
