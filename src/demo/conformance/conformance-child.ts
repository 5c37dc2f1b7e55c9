import type { ConformanceCase } from './conformance-cases.js'
import { runCase } from './conformance-run.js'

const folder = process.argv[2] ?? '.'

/** Runs one case after the other as they are sent; whoever sends them may end this process at any time. */
process.on('message', (test: ConformanceCase) => {
  const started = performance.now()
  const millis = () => Math.round((performance.now() - started) * 10) / 10
  runCase(test, folder).then(
    (outcome) => process.send?.({ ...outcome, millis: millis() }),
    (error: unknown) =>
      process.send?.({
        actual: { error: 'unforeseen' },
        because: oneLine(error),
        millis: millis(),
      }),
  )
})
process.send?.('ready')

/** Message and place of an error. */
function oneLine(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return text.split('\n', 2).join(' ').replace(/\s+/g, ' ')
}
