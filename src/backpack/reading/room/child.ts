import process from 'node:process'
import type { DocumentLoader } from '../../../openbadges/index.js'
import { type FromDesk, packError, type ToDesk, unpackError } from './messages.js'
import { TASKS } from './tasks.js'

// One task after the other; what takes too long or too much is ended from outside, with this process.
process.on('message', (message: ToDesk) => {
  if (message.kind === 'task') work(message).catch(() => process.exit(1))
  else answered(message)
})
// The process that keeps the room ends this one, in its own time, and does not outlive it unnoticed.
process.on('SIGTERM', () => undefined).on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())

async function work({ id, name, input }: Extract<ToDesk, { kind: 'task' }>): Promise<void> {
  say({ kind: 'begun', task: id })
  try {
    const task = TASKS[name] as (...input: unknown[]) => unknown
    say({ kind: 'done', task: id, output: await task(askFor(id), ...input) })
  } catch (error) {
    say({ kind: 'failed', task: id, error: packError(error) })
  }
}

const say = (message: FromDesk) => process.send!(message)

interface Asker {
  resolve(document: Awaited<ReturnType<DocumentLoader>>): void
  reject(error: Error): void
}

const askers = new Map<number, Asker>()
let asked = 0

/** The network: whoever gave the task is asked to ask it. */
function askFor(task: number): DocumentLoader {
  return (url, accept) =>
    new Promise((resolve, reject) => {
      const id = ++asked
      askers.set(id, { resolve, reject })
      say({ kind: 'load', task, id, url, accept })
    })
}

function answered({ id, document, error }: Extract<ToDesk, { kind: 'answer' }>): void {
  const asker = askers.get(id)
  askers.delete(id)
  if (error) asker?.reject(unpackError(error))
  else asker?.resolve(document!)
}
