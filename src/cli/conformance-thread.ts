import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ConformanceCase } from './conformance-cases.js'
import type { CaseOutcome } from './conformance-run.js'

export const MAX_CASE_MILLISECONDS = 20_000

export type TimedOutcome = CaseOutcome & { millis: number }

/** A thread that runs cases in turn; one that hangs or dies costs its case only. */
export interface CaseThread {
  run: (test: ConformanceCase) => Promise<TimedOutcome>
  stop: () => Promise<void>
}

export function createCaseThread(folder: string): CaseThread {
  let worker: Promise<Worker> | null = null
  const stop = async () => {
    const running = await worker
    worker = null
    await running?.terminate()
  }
  return {
    stop,
    run: async (test) => {
      worker ??= startWorker(folder)
      const outcome = await ask(await worker, test)
      if (outcome.because.startsWith(GIVEN_UP)) await stop()
      return outcome
    },
  }
}

const GIVEN_UP = 'Given up'

async function startWorker(folder: string): Promise<Worker> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const file = new URL(`./conformance-worker.${extension}`, import.meta.url)
  const worker = new Worker(file, {
    workerData: folder,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  await once(worker, 'message')
  return worker
}

function ask(worker: Worker, test: ConformanceCase): Promise<TimedOutcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => giveUp(`after ${MAX_CASE_MILLISECONDS} ms`),
      MAX_CASE_MILLISECONDS,
    )
    const done = (outcome: TimedOutcome) => {
      clearTimeout(timer)
      worker.removeAllListeners()
      resolve(outcome)
    }
    const giveUp = (reason: string) =>
      done({
        actual: { error: 'unforeseen' },
        because: `${GIVEN_UP}: ${reason}`,
        millis: MAX_CASE_MILLISECONDS,
      })
    worker.once('message', done)
    worker.once('error', (error) => giveUp(String(error)))
    worker.once('exit', () => giveUp('the thread ended'))
    worker.postMessage(test)
  })
}
