import { formOf, openCrowd, PERSON } from '../support/crowd.js'
import { startServer, type Server } from '../support/server.js'
import { signedInVisitor, type Visitor } from '../support/visitor.js'

const BADGES = 500
const MB = 1024 * 1024

/** 500 baked PNGs handed in at once to a server of its own, verified at issuers on this machine, and kept. */
export async function run(): Promise<void> {
  const setting = await openCrowd(BADGES)
  const server = await startServer({ ...setting.env, NODE_ENV: 'production' })
  try {
    const visitor = await signedInVisitor(server.url, PERSON)
    for (let n = 0; n < 20; n += 1) await (await visitor.get('/badges')).text()
    const idle = server.memory()
    const watch = watching(server, visitor)
    const form = formOf(setting.crowd)
    const started = performance.now()
    const location = (await visitor.post('/imports', form)).headers.get('location')!
    const handedIn = performance.now()
    await finished(visitor, location)
    const lookedAt = performance.now()
    await visitor.post(`${location}/keep`, { which: 'valid' })
    const kept = performance.now()
    const { times, peak } = await watch.stop()
    print([
      ['handed in', seconds(handedIn - started), ''],
      ['verified, from the first byte on', seconds(lookedAt - started), 'under 15 s'],
      ['kept with one button', seconds(kept - lookedAt), ''],
      ['memory above idle, at most', `${Math.round((peak - idle) / MB)} MB`, 'under 250 MB'],
      [
        `GET /badges meanwhile, p95 of ${times.length}`,
        `${percentile(times, 95)} ms`,
        'under 150 ms',
      ],
      ['GET /badges meanwhile, median', `${percentile(times, 50)} ms`, ''],
      ['badges in the backpack', String(await countBadges(visitor)), String(BADGES)],
    ])
  } finally {
    await server.end('SIGTERM')
    await setting.close()
  }
}

/** Asks for the backpack as somebody leafing through it would, and looks at the memory. */
function watching(server: Server, visitor: Visitor) {
  const times: number[] = []
  let peak = 0
  let isOver = false
  const sampling = setInterval(() => (peak = Math.max(peak, server.memory())), 50)
  const asking = (async () => {
    while (!isOver) {
      const before = performance.now()
      await (await visitor.get('/badges')).text()
      times.push(performance.now() - before)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  const stop = async () => {
    isOver = true
    await asking
    clearInterval(sampling)
    return { times, peak }
  }
  return { stop }
}

async function finished(visitor: Visitor, location: string): Promise<void> {
  const events = await visitor.get(`${location}/events`)
  const text = await events.text()
  if (!text.includes(`"total":${BADGES}`)) throw new Error('the import did not finish')
}

async function countBadges(visitor: Visitor): Promise<number> {
  const [, count] = /All<b>(\d+)/.exec(await (await visitor.get('/badges')).text()) ?? []
  return Number(count)
}

function percentile(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.round(
    sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]!,
  )
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function print(rows: readonly (readonly [what: string, seen: string, wanted: string])[]): void {
  console.log(`\n${BADGES} baked PNGs, one process, SQLite\n`)
  for (const [what, seen, wanted] of rows)
    console.log(`  ${what.padEnd(40)} ${seen.padStart(8)}   ${wanted}`)
  console.log()
}
