import autocannon from 'autocannon'
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { projectRoot } from '../../src/project-root.js'
import { median, table } from './measure.js'
import type { PagesServer } from './pages-server.js'

const ROUNDS = 5
const ROUND_SECONDS = 3
const CONNECTIONS = 10
/** Parts of the bare handler's rate that are to be reached. */
const BAR = { page: 0.6, conditional: 0.9 }
const MAX_COMPRESSED_BYTES = 40 * 1024

/** Milliseconds that a page of an earner may take. */
const BARS_MS: Record<string, number> = { 'backpack of 50 badges': 6, badge: 4 }

/** A public page of fifty badges beside a bare handler that sends the same bytes; and its weight. */
export async function run(): Promise<void> {
  const child = fork(join(projectRoot, 'test/bench/pages-server.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { page, bare, ...mine } = await new Promise<PagesServer>((resolve) =>
    child.once('message', resolve),
  )
  try {
    await compareRates(page, bare)
    await weigh(page)
    await timePrivate(mine)
  } finally {
    child.disconnect()
  }
}

async function compareRates(page: string, bare: string): Promise<void> {
  const etag = (await fetch(page)).headers.get('etag')!
  const ours = { 'If-None-Match': etag }
  const theirs = { 'If-None-Match': (await fetch(bare)).headers.get('etag')! }
  const candidates: [string, string, Record<string, string>, number][] = [
    ['bare handler, same bytes', bare, {}, 1],
    ['public page', page, {}, BAR.page],
    ['public page, asked with its ETag', page, ours, BAR.conditional],
    ['bare handler, asked with its ETag', bare, theirs, 0],
  ]
  const rates = candidates.map(() => [] as number[])
  for (const [, url, headers] of candidates) await rateOf(url, headers, 1)
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, [, url, headers]] of candidates.entries())
      rates[index]!.push(await rateOf(url, headers, ROUND_SECONDS))
  const basis = median(rates[0]!)
  const rows = candidates.map(([name, , , bar], index) => {
    const rate = median(rates[index]!)
    const part = rate / basis
    const verified =
      bar === 0 || bar === 1 ? '' : `${percent(bar)} ${part >= bar ? 'reached' : 'MISSED'}`
    return [name, Math.round(rate).toLocaleString('en'), percent(part), verified]
  })
  console.log(table(['50 badges, 10 connections', 'requests/s', 'of bare', 'bar'], rows))
}

async function rateOf(
  url: string,
  headers: Record<string, string>,
  duration: number,
  connections = CONNECTIONS,
) {
  const result = await autocannon({ url, headers, duration, connections })
  if (result.errors > 0 || result.timeouts > 0) throw new Error(`${url}: ${result.errors} errors`)
  return result.requests.average
}

/** Pages that are made anew for one person each time, one after the other, beside a bare handler of the same bytes. */
async function timePrivate({ cookie, own }: Pick<PagesServer, 'cookie' | 'own'>): Promise<void> {
  const rows: string[][] = []
  for (const { name, page, bare } of own) {
    await rateOf(page, { cookie }, 2, 1)
    const [ms, bareMs] = [await medianMs(page, { cookie }), await medianMs(bare, {})]
    const bar = BARS_MS[name]!
    const verified = `${bar} ms ${ms <= bar ? 'reached' : 'MISSED'}`
    rows.push([name, ms.toFixed(2), bareMs.toFixed(2), (ms / bareMs).toFixed(1), verified])
  }
  console.log()
  console.log(table(['page of one person', 'ms', 'bare ms', 'times bare', 'bar'], rows))
}

async function medianMs(url: string, headers: Record<string, string>): Promise<number> {
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) rates.push(await rateOf(url, headers, 1, 1))
  return 1000 / median(rates)
}

/** Page, style sheets and scripts as a browser gets them, pictures aside. */
async function weigh(page: string): Promise<void> {
  const html = await (await fetch(page)).text()
  const origin = new URL(page).origin
  const parts = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g)]
  const weights: [string, number][] = [['page', brotliCompressSync(html).length]]
  for (const [, path] of parts) {
    const body = Buffer.from(await (await fetch(`${origin}${path}`)).arrayBuffer())
    weights.push([
      path!.replace(/^\/assets\/\w+\//, '').slice(0, 60),
      brotliCompressSync(body).length,
    ])
  }
  const sum = weights.reduce((total, [, bytes]) => total + bytes, 0)
  const rows = weights.map(([name, bytes]) => [name, bytes.toLocaleString('en'), ''])
  const verified = `${MAX_COMPRESSED_BYTES.toLocaleString('en')} ${sum < MAX_COMPRESSED_BYTES ? 'kept' : 'EXCEEDED'}`
  console.log()
  console.log(
    table(
      ['compressed', 'bytes', 'bar'],
      [...rows, ['together', sum.toLocaleString('en'), verified]],
    ),
  )
}

const percent = (part: number) => `${Math.round(part * 100)} %`
