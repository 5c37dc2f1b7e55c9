import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { programFile } from '../../project-root.js'
import type { ConformanceCase } from './conformance-cases.js'
import type { CaseOutcome } from './conformance-run.js'

const MAX_CASE_MILLISECONDS = 20_000
const MAX_CASE_MEGABYTES = 1024

export type TimedOutcome = CaseOutcome & { millis: number }

/** A process that runs cases in turn; one that hangs or dies costs its case only. */
export interface CaseProcess {
  run: (test: ConformanceCase) => Promise<TimedOutcome>
  stop: () => void
}

export function createCaseProcess(folder: string): CaseProcess {
  let child: Promise<ChildProcess> | null = null
  const stop = () => {
    child?.then(
      (running) => running.kill('SIGKILL'),
      () => undefined,
    )
    child = null
  }
  return {
    stop,
    run: async (test) => {
      child ??= start(folder)
      const outcome = await ask(await child, test)
      if (outcome.because.startsWith(GIVEN_UP)) stop()
      return outcome
    },
  }
}

const GIVEN_UP = 'Given up'

async function start(folder: string): Promise<ChildProcess> {
  const execArgv = [...process.execArgv, `--max-old-space-size=${MAX_CASE_MEGABYTES}`]
  const child = fork(programFile('demo/conformance/conformance-child'), [folder], {
    execArgv,
    serialization: 'advanced',
  })
  await Promise.race([once(child, 'message'), once(child, 'exit').then(failed)])
  return child
}

function failed(): never {
  throw new Error('The process for the cases does not start.')
}

function ask(child: ChildProcess, test: ConformanceCase): Promise<TimedOutcome> {
  return new Promise((resolve) => {
    const done = (outcome: TimedOutcome) => {
      clearTimeout(timer)
      child.removeAllListeners()
      resolve(outcome)
    }
    const giveUp = (reason: string) =>
      done({
        actual: { error: 'unforeseen' },
        because: `${GIVEN_UP}: ${reason}`,
        millis: MAX_CASE_MILLISECONDS,
      })
    const late = () => giveUp(`no answer after ${MAX_CASE_MILLISECONDS} ms`)
    const timer = setTimeout(late, MAX_CASE_MILLISECONDS)
    child.once('message', (outcome) => done(outcome as TimedOutcome))
    child.once('error', (error) => giveUp(String(error)))
    child.once('exit', () => giveUp('the process ended'))
    child.send(test)
  })
}
