import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fuzz } from './run.js'

/**
 * `npm run fuzz -- [MINUTES] [SEED]`: reads spoilt badges in a process of its own, again and again. An input that the
 * process does not survive, or that takes it longer than a badge may, ends the run and is printed.
 */
const [minutes = 5, seed = 1] = process.argv.slice(2).map(Number)
/** Longer than any reading may take: what is limited by itself has ended before. */
const SILENCE_MS = 60_000
/** What a process may hold, in MiB; more is a leak. */
const HEAP = 768

if (process.send) await child()
else parent()

async function child(): Promise<void> {
  const keptAt = process.env['KEPT_AT']!
  const tell = (count: number) => process.send!({ count, memory: process.memoryUsage().rss })
  const count = await fuzz({ seed, runs: 2 ** 31 - 1, timeMs: minutes * 60_000, keptAt, tell })
  tell(count)
  process.disconnect()
}

function parent(): void {
  const keptAt = join(mkdtempSync(join(tmpdir(), 'haversack-fuzz-')), 'input')
  const running = fork(fileURLToPath(import.meta.url), process.argv.slice(2), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP}`],
    env: { ...process.env, KEPT_AT: keptAt },
  })
  let [count, first, last] = [0, 0, 0]
  const stuck = setTimeout(() => running.kill('SIGKILL'), SILENCE_MS)
  running.on('message', (told: { count: number; memory: number }) => {
    stuck.refresh()
    count = told.count
    if (count >= 2000) first ||= told.memory
    last = told.memory
  })
  running.on('exit', (code) => {
    clearTimeout(stuck)
    const growth = `${Math.round(first / 2 ** 20)} MB after 2,000 inputs, ${Math.round(last / 2 ** 20)} MB at the end`
    console.log(
      `${count.toLocaleString('en')} inputs, seed ${seed}: ${code === 0 ? 'clean' : 'FAILED'}; ${growth}`,
    )
    if (code !== 0) console.log(`the input, in base64:\n${readFileSync(keptAt).toString('base64')}`)
    process.exitCode = code === 0 ? 0 : 1
  })
}
