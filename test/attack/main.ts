import { setTimeout as rest } from 'node:timers/promises'
import { startServer } from '../support/server.js'
import { accounts } from './accounts.js'
import type { Attack, Site } from './attack.js'
import { crowds } from './crowds.js'
import { locks } from './locks.js'
import { readings } from './readings.js'
import { assets, uploads } from './uploads.js'

/*
 * `npm run attack [WORD]` sends every hostile input we know of to a server of its own, one after the other, on loopback
 * and within bounds, and prints the longest that `/health` had to be waited for meanwhile and what was answered. The
 * figures under “before” were measured when the fault was found. Ends with 1 when a wait is longer than allowed.
 */
const MAX_WAIT_MS = 250
const ASK_EVERY_MS = 25
const ATTACKS: readonly Attack[] = [
  ...uploads,
  ...assets,
  ...readings,
  ...crowds,
  ...locks,
  ...accounts,
]

const [word = ''] = process.argv.slice(2)
let isHeld = true
row('attack', 'before', 'worst /health', 'answered')
for (const attack of ATTACKS.filter(({ name }) => name.includes(word))) {
  const { waitMs, answered } = await measure(attack)
  const isFine = waitMs <= MAX_WAIT_MS
  isHeld &&= isFine
  row(attack.name, attack.before, `${Math.round(waitMs)} ms${isFine ? '' : ' !'}`, answered)
}
process.exitCode = isHeld ? 0 : 1

/** Each on a server of its own, so that what one leaves behind is not blamed on the next. */
async function measure(attack: Attack): Promise<{ waitMs: number; answered: string }> {
  const server = await startServer(attack.env)
  const site: Site = { url: server.url, port: server.port, dataDir: server.dataDir }
  try {
    const prepared = await attack.prepare?.(site)
    await fetch(`${site.url}/`)
    await longestWait(site, rest(200))
    let answered = ''
    const attacking = attack.run(site, prepared).then((text) => (answered = text))
    const waitMs = await longestWait(site, attacking)
    return { waitMs, answered: `${answered}; ${await standing(site)}` }
  } catch (error) {
    return { waitMs: Infinity, answered: error instanceof Error ? error.message : String(error) }
  } finally {
    await server.stop()
  }
}

/** In milliseconds, until `work` ends; a refused connection is waited for without end. */
async function longestWait({ url }: Site, work: Promise<unknown>): Promise<number> {
  let isOver = false
  const over = work.finally(() => (isOver = true))
  let longest = 0
  while (!isOver) {
    const begun = performance.now()
    const isWell = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    longest = Math.max(longest, isWell ? performance.now() - begun : Infinity)
    await rest(ASK_EVERY_MS)
  }
  await over
  return longest
}

async function standing({ url }: Site): Promise<string> {
  const answer = await fetch(`${url}/`).catch(() => null)
  return answer?.ok ? 'stands' : 'fell'
}

function row(...cells: string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
  if (cells[0] === 'attack') process.stdout.write(`|${' --- |'.repeat(cells.length)}\n`)
}
