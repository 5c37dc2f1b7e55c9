import { parentPort, workerData } from 'node:worker_threads'
import type { ConformanceCase } from './conformance-cases.js'
import { runCase } from './conformance-run.js'

/** Runs one case after the other as they are sent; whoever sends them may end this thread at any time. */
parentPort?.on('message', (test: ConformanceCase) => {
  const started = performance.now()
  const millis = () => Math.round((performance.now() - started) * 10) / 10
  runCase(test, workerData as string).then(
    (outcome) => parentPort!.postMessage({ ...outcome, millis: millis() }),
    (error: unknown) =>
      parentPort!.postMessage({
        actual: { error: 'unforeseen' },
        because: error instanceof Error ? (error.stack ?? error.message) : String(error),
        millis: millis(),
      }),
  )
})
parentPort?.postMessage('ready')
